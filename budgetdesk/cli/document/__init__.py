"""A document as a whole: make a new one, show one."""
