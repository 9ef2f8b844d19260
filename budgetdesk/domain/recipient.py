"""Who gets the grant, and who takes part."""

from enum import Enum

from budgetdesk.domain.value import PartnerId, Value


class RecipientKind(Enum):
    """The kinds of applicant that calls tell apart."""

    MUNICIPALITY = "municipality"  # kommune
    REGION = "region"
    UNEMPLOYMENT_FUND = "unemployment_fund"  # a-kasse
    STATE_INSTITUTION = "state_institution"
    EDUCATIONAL_INSTITUTION = "educational_institution"
    ASSOCIATION = "association"  # forening, interesseorganisation
    COMPANY = "company"
    OTHER = "other"


class Recipient(Value):
    """The grant recipient (tilskudsansvarlig): legally responsible for the whole project.

    `members`: how many an association has, None while nobody has told.
    """

    name: str = ""
    kind: RecipientKind | None = None
    cvr: str = ""
    contact: str = ""
    members: int | None = None


class Partner(Value):
    """One more organisation in a joint project."""

    id: PartnerId
    name: str
    kind: RecipientKind | None = None
    cvr: str = ""
