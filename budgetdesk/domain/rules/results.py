"""Rules about what the project achieves, and what the recipient binds itself to."""

from budgetdesk.domain.rules.rule import Rule
from budgetdesk.domain.value import Quantity, Value


class Target(Value):
    """A figure the call sets: `at_least` in `unit`; None where the applicant sets the figure.

    `reported_by`: who must report it, where the call says so.
    """

    name: str
    at_least: Quantity | None = None
    unit: str = ""
    reported_by: str = ""


class GoalsRule(Rule):
    """R33: what success is measured by: criteria in words, and targets (måltal) with figures."""

    goals: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()


class EvaluationRule(Rule):
    """R34: participants' outcome and satisfaction are measured.

    `per_activity`: right after each activity. `form`: the funder's own set of questions.
    """

    per_activity: bool | None = None
    form: str = ""


class ObligationsRule(Rule):
    """What the recipient binds itself to do in the project, beyond its budget and account."""

    names: tuple[str, ...]
