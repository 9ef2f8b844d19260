"""The account as PDF, one module per part of the document."""
