"""Screens without a toolkit: rows, texts and allowed edits of each page; `ui` draws them.

A presenter reads the project from the `Workspace`, offers what a page shows as plain values, and
turns what a person typed into operations. No Qt, no figures of its own, no files but the list of
recent documents.
"""
