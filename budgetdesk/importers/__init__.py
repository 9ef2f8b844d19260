"""Files from outside become values: postings, and the rows that gave none with their reason.

What a posting means for the project (its line, its period, its sum) is for other rooms.
"""
