"""The questions a call leaves open, answered by a person with a reason and a name."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping

from typing_extensions import override

from budgetdesk import explained
from budgetdesk.accounting.signoff import asked_about
from budgetdesk.domain.account import Account
from budgetdesk.domain.decision import TOLD, Decision, Topic
from budgetdesk.domain.decision import Question as Asked
from budgetdesk.domain.rules import SettlementReading
from budgetdesk.operations.project import decide
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import label, text
from budgetdesk.typed import UnreadableError, read_answer


class Question(ABC):
    """One question with what was typed so far; kept, it is a decision printed in the account."""

    topic: Topic

    def __init__(self, workspace: Workspace, about: str = "") -> None:
        self._workspace = workspace
        self._about = about
        self.answer = ""
        self.reason = ""
        self.by = workspace.session.user

    @property
    def about(self) -> str:
        """What it is about, where its topic is asked of more than one thing."""
        return self._about

    @property
    @abstractmethod
    def state(self) -> Cell:
        """How it stands now."""

    @property
    @abstractmethod
    def because(self) -> tuple[str, ...]:
        """What that rests on, sentence by sentence."""

    @property
    @abstractmethod
    def is_open(self) -> bool:
        """Whether nobody has settled it."""

    @abstractmethod
    def _answers(self) -> Iterator[tuple[str, str]]:
        """What can be answered: the words, and the value a decision keeps."""

    @property
    def account(self) -> Account | None:
        """The account that is shown, as it would be now."""
        return self._workspace.shown_account

    @property
    def answers(self) -> tuple[str, ...]:
        """What can be answered; none when there is nothing to ask."""
        return tuple(words for words, _ in self._answers())

    @property
    def is_typed(self) -> bool:
        """Whether the answer is typed: a day or a rate that only people know."""
        return self.topic in TOLD

    @property
    def can_be_asked(self) -> bool:
        """Whether there is anything to answer."""
        return self.is_typed or bool(self.answers)

    @property
    def hint(self) -> str:
        """How the answer is given."""
        key = f"hint.{self.topic.value}" if self.is_typed else "answer_hint"
        return text(f"account.question.{key}")

    @property
    def unread(self) -> str:
        """Why what was typed cannot be read; empty when it can."""
        try:
            self._read()
        except UnreadableError as error:
            return error.reason
        return ""

    def take_suggestion(self) -> None:
        """Takes up the answer that a followed fix proposes."""
        suggested = self._workspace.suggested.pop((self.topic, self.about), "")
        words = (words for words, kept in self._answers() if kept == suggested)
        self.answer = next(words, self.answer)

    def _read(self) -> str:
        """The answer as a decision keeps it; empty while there is none."""
        if self.is_typed:
            return read_answer(self.topic, self.answer, self._workspace.today)
        return dict(self._answers()).get(self.answer, "")

    @property
    def decided(self) -> str:
        """The latest decision in one sentence; empty when nobody decided."""
        decision = self._workspace.project.decision_on(self.topic, self.about)
        if decision is None:
            return ""
        facts = {"by": decision.by, "on": decision.on, "reason": decision.reason}
        return "\n".join((text("account.question.decided", **facts), *self._moved))

    @property
    def is_asked(self) -> bool:
        """Whether somebody is to answer: nobody has, or the amounts behind the answer moved."""
        return self.is_open or bool(self._moved)

    @property
    def _moved(self) -> tuple[str, ...]:
        """What the amounts behind the decision were and are, where they moved."""
        key = (self.topic, self.about)
        asked = (q for q in self._workspace.questions if (q.topic, q.about) == key)
        return tuple(words for question in asked for words in explained.moved_words(question))

    @property
    def can_decide(self) -> bool:
        """Whether answer, reason and name are there and the document may be changed."""
        is_said = not self.unread and self._read() and self.reason.strip() and self.by.strip()
        return bool(is_said) and not self._workspace.is_locked

    def decide(self) -> None:
        """Keeps the answer; nothing happens while something is missing."""
        if not self.can_decide:
            return
        kept = Decision(
            topic=self.topic,
            about=self.about,
            answer=self._read(),
            reason=self.reason.strip(),
            by=self.by.strip(),
            on=self._workspace.today,
        )
        self._workspace.run("account.decide", lambda project: decide(project, kept))
        self.answer = self.reason = ""


class SignoffQuestion(Question):
    """Who must sign, asked where the call's words do not settle it."""

    topic = Topic.SIGNOFF

    @property
    @override
    def about(self) -> str:
        """The final account, or interim ones."""
        return asked_about(self.account.kind) if self.account else ""

    @property
    @override
    def state(self) -> Cell:
        """The kind of sign-off, or the stricter while it is open."""
        signoff = self.account.signoff if self.account else None
        if signoff is None or signoff.proposed is None:
            return Cell(text=text("account.signoff.unknown"), icon="missing", tone=Tone.WARNING)
        if signoff.kind is None:
            words = text("account.signoff.open", proposed=label(signoff.proposed))
            return Cell(text=words, icon="missing", tone=Tone.ERROR)
        return Cell(text=label(signoff.kind), icon="signoff", tone=Tone.ACCENT)

    @property
    @override
    def is_open(self) -> bool:
        """Whether the call leaves it open and nobody has decided."""
        signoff = self.account.signoff if self.account else None
        return signoff is not None and signoff.proposed is not None and signoff.kind is None

    @property
    @override
    def because(self) -> tuple[str, ...]:
        """The amounts held against the limit, and the call's words."""
        return tuple(self._reasons())

    def _reasons(self) -> Iterator[str]:
        signoff = self.account.signoff if self.account else None
        for basis, amount in (signoff.amounts if signoff else {}).items():
            facts: Mapping[str, object] = {"basis": label(basis), "amount": amount}
            if signoff and signoff.threshold is not None:
                yield text("account.signoff.against", threshold=signoff.threshold, **facts)
            else:
                yield text("account.signoff.amount", **facts)
        source = signoff.source if signoff else None
        if source and source.quote:
            yield text("account.quote", quote=source.quote)

    @override
    def _answers(self) -> Iterator[tuple[str, str]]:
        candidates = self.account.signoff.candidates if self.account else ()
        if len(candidates) > 1:
            yield from ((label(kind), kind.value) for kind in candidates)


class SettlementQuestion(Question):
    """How the grant falls when the costs ended lower than the budget."""

    topic = Topic.SETTLEMENT

    @property
    @override
    def state(self) -> Cell:
        """The reading that is used, and whether anybody said so."""
        if self.account is None:
            return Cell()
        settlement = self.account.settlement
        if settlement.is_assumed:
            words = text("account.settlement.assumed", reading=label(settlement.reading))
            return Cell(text=words, icon="missing", tone=Tone.WARNING)
        return Cell(text=label(settlement.reading), icon="ok", tone=Tone.ACCENT)

    @property
    @override
    def is_open(self) -> bool:
        """Whether the lower of two readings is used because nobody said."""
        return self.account is not None and self.account.settlement.is_assumed

    @property
    @override
    def because(self) -> tuple[str, ...]:
        """What each reading would give, and the call's words."""
        return tuple(self._reasons())

    def _reasons(self) -> Iterator[str]:
        for words, _ in self._answers():
            yield words
        rule = self._workspace.project.rules.settlement
        if rule and rule.source.quote:
            yield text("account.quote", quote=rule.source.quote)

    @override
    def _answers(self) -> Iterator[tuple[str, str]]:
        """Both readings: the grant letter may say other than the call."""
        earned = self.account.settlement.alternatives if self.account else {}
        for reading in SettlementReading if earned else ():
            facts = {"reading": label(reading), "amount": earned[reading]}
            yield text("account.settlement.reading", **facts), reading.value


class OpenQuestion(Question):
    """Any other question the call leaves open, as the accounting rooms found it."""

    def __init__(self, workspace: Workspace, asked: Asked) -> None:
        super().__init__(workspace, asked.about)
        self.topic = asked.topic
        self._asked = asked

    @property
    def title(self) -> str:
        """What it is called."""
        return explained.topic_words(self.topic, self.about)

    @property
    @override
    def state(self) -> Cell:
        """What was decided, or what is proposed until somebody decides."""
        decided = self._now.decision
        if self.is_open and self.is_typed:
            return Cell(text=text("account.question.not_told"), icon="missing", tone=Tone.WARNING)
        if decided is None or self.is_open:
            used = explained.answer_words(self.topic, self._now.proposed)
            words = text("account.question.open", proposed=used)
            return Cell(text=words, icon="missing", tone=Tone.WARNING)
        words = explained.answer_words(self.topic, decided.answer)
        return Cell(text=words, icon="ok", tone=Tone.ACCENT)

    @property
    @override
    def is_open(self) -> bool:
        """Whether nobody has decided, or the answer no longer fits."""
        return self._now.is_open

    @property
    @override
    def because(self) -> tuple[str, ...]:
        """What each answer would give, and the call's words."""
        words = tuple(explained.option_words(self._now, each) for each in self._now.options)
        source = self._now.source
        quote = source.quote if source else ""
        return (*words, text("account.quote", quote=quote)) if quote else words

    @override
    def _answers(self) -> Iterator[tuple[str, str]]:
        for option in self._now.options:
            yield explained.answer_words(self.topic, option.answer), option.answer

    @property
    def _now(self) -> Asked:
        """The question as the project puts it now; as it was, once nothing is asked any more."""
        key = (self.topic, self.about)
        asked = other_questions(self._workspace)
        return next((each for each in asked if (each.topic, each.about) == key), self._asked)


def other_questions(workspace: Workspace) -> tuple[Asked, ...]:
    """What is asked beside the sign-off and the settlement, which have boxes of their own."""
    own = (Topic.SIGNOFF, Topic.SETTLEMENT)
    return tuple(each for each in workspace.questions if each.topic not in own)
