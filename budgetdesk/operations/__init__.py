"""What a person can do to a project: a function from a project to the next project.

An operation that cannot be done raises `BudgetDeskError` and changes nothing; one that changes
nothing returns an equal project. Saving, undo and the audit trail are the session's.
"""
