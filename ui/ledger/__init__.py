"""The parts of the ledger page: postings, placing, splitting, imports and rules."""
