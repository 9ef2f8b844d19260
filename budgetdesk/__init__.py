"""The core of BudgetDesk: everything but the window, usable without it."""

__version__ = "0.1.0"
