"""The versions of a budget: list them, hold two against each other, change one."""
