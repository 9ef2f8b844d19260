"""What an account paper is made from: finished values, and who made it when with what."""

from collections.abc import Mapping
from datetime import datetime

from budgetdesk.accounting.sealing import Difference
from budgetdesk.domain.account import Account
from budgetdesk.domain.decision import Question
from budgetdesk.domain.finding import Finding, blocking
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import RuleRow
from budgetdesk.domain.seal import SealedAccount
from budgetdesk.domain.tracking import Tracking
from budgetdesk.domain.value import PostingId, Value
from budgetdesk.privacy import masking


class ChangeTold(Value):
    """One thing that is not as it was, in words: when and by whom it was changed last."""

    at: datetime
    by: str
    words: str


class AccountPaper(Value):
    """One account ready to be written, as workbook or PDF.

    `project` is the one `account` was built from, `findings` those its checks found, `made_at`
    the time the user sees on the paper, `version` the program's own. `sealed` is the sealed account
    this is the paper of, `differences` how it differs from `sealed_before`, the edition of it that
    was sealed before. `numbers` are the running numbers of the vouchers, by posting; `tracking` the
    account's costs by quarters. `rules` are the call's, one per kind; `questions` what they leave
    open, answered or not; `changes` what the audit trail tells of, the latest last, where a trail
    was at hand. `digests` are the SHA-256 of the package's other files that were made before this
    paper, by what they hold.
    """

    account: Account
    project: Project
    findings: tuple[Finding, ...]
    made_at: datetime
    made_by: str
    version: str
    sealed: SealedAccount | None = None
    sealed_before: SealedAccount | None = None
    differences: tuple[Difference, ...] = ()
    numbers: Mapping[PostingId, int] = {}
    tracking: Tracking | None = None
    rules: tuple[RuleRow, ...] = ()
    questions: tuple[Question, ...] = ()
    changes: tuple[ChangeTold, ...] = ()
    digests: Mapping[str, str] = {}

    def hidden(self, words: str) -> str:
        """Words as they may leave the house: without anybody's number or name."""
        return masking(self.project)(words)

    @property
    def errors(self) -> int:
        """How many errors block the signing: with any, the account is a draft."""
        return len(blocking(self.findings))

    @property
    def needs_auditor(self) -> bool:
        """Whether an auditor's statement belongs in the account, as decided or as proposed."""
        kind = self.account.signoff.kind or self.account.signoff.proposed
        return kind is not None and kind.needs_auditor

    @property
    def seal(self) -> str:
        """The first 12 characters of the seal; of the account's digest while it is not sealed."""
        return self.full_seal[:12]

    @property
    def full_seal(self) -> str:
        """The seal of the package, or the account's digest while it is not sealed."""
        return self.sealed.digest if self.sealed else self.account.digest
