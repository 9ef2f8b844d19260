"""Makes the papers (workbook, PDF) from finished values.

A writer computes no figure and asks no clock: what it writes is in the `AccountPaper` it is given.
The same paper gives the same bytes. All words come from `resources/text/da/documents.toml`.
"""
