"""The findings and what the call leaves open: show, mend, waive, decide."""
