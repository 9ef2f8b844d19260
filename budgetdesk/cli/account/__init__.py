"""The account: build and take it, and track what it leads to."""
