"""The account as a workbook, one module per sheet or part of a sheet."""
