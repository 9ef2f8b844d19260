"""Figures from facts: shares, settlement, sign-off, and the account; what is wrong is for `checks`.

Pure functions of domain values. Money is summed and compared here; how it is rounded stands in
`domain.money`, and each rounding here names its direction.
"""
