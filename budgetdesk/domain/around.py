"""What is known around a project and is not in it: other projects, files, words of the field."""

from collections.abc import Mapping

from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.patterns import Patterns
from budgetdesk.domain.value import PostingId, Value, VoucherId


class Claimed(Value):
    """A posting whose cost another project of the folder has in its account too."""

    posting: PostingId
    amount: Money
    file: str
    project: str
    other: Posting


class Around(Value):
    """What the checks may ask beside the project.

    `claimed` and `files` are what somebody looked for and found: empty as long as nobody looked.
    `files` names what is wrong with a voucher's file: "missing", "changed" or "lost" (its bytes
    are not in the document).
    """

    patterns: Patterns = Patterns()
    claimed: tuple[Claimed, ...] = ()
    files: Mapping[VoucherId, str] = {}
