"""The one exception a person may be shown: a task that cannot be done.

Wrong data is never an exception (it is a `Finding`), and our own bugs are never this one.
"""

Fact = object
"""Anything the text catalogue can put into a sentence: text, number, date, `Money`, path."""


class BudgetDeskError(Exception):
    """A task that cannot be done, as a stable code and the facts of the case.

    The Danish sentence is the text `errors.<code>`, filled in with the facts by whichever face
    (window or command line) shows it. It says what, where, why and what to do.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
