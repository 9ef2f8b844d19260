"""The core of BudgetDesk: everything but the window, usable without it."""
