"""Creating a project, and what stands on its first page."""

from msgspec.structs import replace

from budgetdesk.accounting.questions import figures_behind
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine, FundingSource
from budgetdesk.domain.decision import Decision
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project, Signer
from budgetdesk.domain.recipient import Partner, Recipient
from budgetdesk.domain.rules import Call, CostItem
from budgetdesk.domain.value import FundingId, LineId, VersionId
from budgetdesk.errors import BudgetDeskError


def new_project(call: Call) -> Project:
    """An empty project on a call.

    Where the call lists its cost items, the budget starts with one line for each, so that the
    account's lines are the call's own words; grant and own co-financing stand ready to fill in.
    """
    items = call.rules.eligible.items if call.rules.eligible else ()
    first = BudgetVersion(
        id=VersionId("v1"),
        name="",
        lines=tuple(_line_for(item, number) for number, item in enumerate(items, start=1)),
        funding=(
            FundingLine(id=FundingId("f1"), source=FundingSource.GRANT),
            FundingLine(id=FundingId("f2"), source=FundingSource.OWN),
        ),
    )
    return Project(call=call, versions=(first,))


def _line_for(item: CostItem, number: int) -> BudgetLine:
    return BudgetLine(id=LineId(str(number)), label=item.label, item=item.key)


def upgrade_call(project: Project, call: Call) -> Project:
    """Puts another edition of the call's rules in the document's copy; all else stays.

    Raises:
        BudgetDeskError: `project.other_call`; a document never changes to another call.
    """
    if call.id != project.call.id:
        raise BudgetDeskError("project.other_call", id=project.call.id, other=call.id)
    return replace(project, call=call)


def identify(project: Project, *, title: str, journal_number: str) -> Project:
    """Names the project and gives it the funder's journal number."""
    return replace(project, title=title.strip(), journal_number=journal_number.strip())


def set_recipient(project: Project, recipient: Recipient) -> Project:
    """Says who gets the grant."""
    return replace(project, recipient=recipient)


def set_period(project: Project, period: Period | None) -> Project:
    """Sets the project period; whether it fits the call is for the checks to say."""
    return replace(project, period=period)


def set_participants(project: Project, participants: int | None) -> Project:
    """Sets the number of participants, None while it is not known."""
    if participants is not None and participants < 0:
        raise BudgetDeskError("project.negative_participants", number=participants)
    return replace(project, participants=participants)


def set_partners(project: Project, partners: tuple[Partner, ...]) -> Project:
    """Sets the partners of a joint project.

    Raises:
        BudgetDeskError: `project.partner_in_use` or `.partner_pays`, when a line or a source of the
            version worked on is a removed partner's and must be moved first; `.partner_in_older`
            or `.partner_paid` when one of a locked version is, which is never edited.
    """
    known = {partner.id for partner in partners}
    gone = {partner.id: partner.name for partner in project.partners if partner.id not in known}
    for version in reversed(project.versions):
        is_open = version is project.budget and not version.is_locked
        for line in version.lines:
            if line.partner in gone:
                code = "project.partner_in_use" if is_open else "project.partner_in_older"
                raise BudgetDeskError(code, partner=gone[line.partner], line=line.label)
        for source in version.funding:
            if source.partner in gone:
                code = "project.partner_pays" if is_open else "project.partner_paid"
                raise BudgetDeskError(code, partner=gone[source.partner])
    return replace(project, partners=partners)


def set_signers(project: Project, signers: tuple[Signer, ...]) -> Project:
    """Sets who signs for the management."""
    return replace(project, signers=signers)


def set_checklist(project: Project, names: tuple[str, ...]) -> Project:
    """Sets which of the call's documents are ready to be sent."""
    return replace(project, checklist=tuple(dict.fromkeys(names)))


def set_goals(project: Project, goals: tuple[Goal, ...]) -> Project:
    """Sets the project's targets."""
    return replace(project, goals=goals)


def set_payments(project: Project, payments: tuple[Payment, ...]) -> Project:
    """Sets what the funder has paid, in the order of the days."""
    return replace(project, payments=tuple(sorted(payments, key=lambda payment: payment.on)))


def decide(project: Project, decision: Decision) -> Project:
    """Keeps a decision with the amounts it rests on; an earlier one stays on record before it."""
    if not (decision.reason.strip() and decision.by.strip()):
        raise BudgetDeskError("project.decision_without_reason")
    figures = figures_behind(project, decision.topic, decision.about)
    return replace(project, decisions=(*project.decisions, replace(decision, figures=figures)))


def explain(project: Project, line_id: LineId, explanation: str) -> Project:
    """Explains why a line of the account ended away from its budget; empty takes it back."""
    others = {key: text for key, text in project.explanations.items() if key != line_id}
    said = {line_id: explanation.strip()} if explanation.strip() else {}
    return replace(project, explanations=others | said)
