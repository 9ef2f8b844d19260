"""The sealed account: seal, open again, verify, attach the signed one."""
