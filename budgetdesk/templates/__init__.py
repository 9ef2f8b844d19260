"""The funder's own workbook: recognised by its labels, filled without a scratch, and read back.

Nothing here knows a cell's address or a sheet's name beforehand. A workbook is opened as a package
of parts (`package`), read as sheets of cells (`book`), recognised with the words of the profiles
(`recognise`), and filled by putting new cells into the bytes of its sheets (`patch`); every other
byte is carried over. What went in is proved afterwards by comparing both packages (`compare`).
"""
