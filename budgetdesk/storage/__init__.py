"""The document on disk: the only room that knows SQL, working copies, locks and publishing.

A document is one SQLite file that any SQLite tool can read (`schema.sql`). What its values mean
is the domain's business, what a person may do with them the session's.
"""
