"""A call for applications and its rules, as data.

Each kind of rule is one value with the place it is written. A kind the call is silent about is
None: unset, shown as such, never guessed. The kinds are numbered in rules.md section 9 (R1-R39);
the number stands in each docstring. A new kind is a class in the fitting file here, a field in
`CallRules`, its text, and a check or a figure that uses it.
"""

from budgetdesk.domain.rules.account import AccountLinesRule as AccountLinesRule
from budgetdesk.domain.rules.account import FinalAccountRule as FinalAccountRule
from budgetdesk.domain.rules.account import InterimEvery as InterimEvery
from budgetdesk.domain.rules.account import InterimRule as InterimRule
from budgetdesk.domain.rules.account import InterimTrigger as InterimTrigger
from budgetdesk.domain.rules.account import RepaymentRule as RepaymentRule
from budgetdesk.domain.rules.account import RetentionRule as RetentionRule
from budgetdesk.domain.rules.account import SettlementReading as SettlementReading
from budgetdesk.domain.rules.account import SettlementRule as SettlementRule
from budgetdesk.domain.rules.account import SignoffRule as SignoffRule
from budgetdesk.domain.rules.applying import ApplicantRule as ApplicantRule
from budgetdesk.domain.rules.applying import ApplicationRule as ApplicationRule
from budgetdesk.domain.rules.applying import AwardCriteriaRule as AwardCriteriaRule
from budgetdesk.domain.rules.applying import DeadlineRule as DeadlineRule
from budgetdesk.domain.rules.applying import DocumentsRule as DocumentsRule
from budgetdesk.domain.rules.applying import PoolRule as PoolRule
from budgetdesk.domain.rules.applying import ReservationRule as ReservationRule
from budgetdesk.domain.rules.applying import SubGrantRule as SubGrantRule
from budgetdesk.domain.rules.call import KINDS as KINDS
from budgetdesk.domain.rules.call import Call as Call
from budgetdesk.domain.rules.call import CallRules as CallRules
from budgetdesk.domain.rules.changes import CarryOverRule as CarryOverRule
from budgetdesk.domain.rules.changes import FreeLimit as FreeLimit
from budgetdesk.domain.rules.changes import ReallocationRule as ReallocationRule
from budgetdesk.domain.rules.costs import BalanceRule as BalanceRule
from budgetdesk.domain.rules.costs import Cap as Cap
from budgetdesk.domain.rules.costs import CapBase as CapBase
from budgetdesk.domain.rules.costs import CapsRule as CapsRule
from budgetdesk.domain.rules.costs import CollectiveLinesRule as CollectiveLinesRule
from budgetdesk.domain.rules.costs import CostItem as CostItem
from budgetdesk.domain.rules.costs import EligibleRule as EligibleRule
from budgetdesk.domain.rules.costs import Exclusion as Exclusion
from budgetdesk.domain.rules.costs import ExclusionRule as ExclusionRule
from budgetdesk.domain.rules.costs import NoteRule as NoteRule
from budgetdesk.domain.rules.costs import PayRule as PayRule
from budgetdesk.domain.rules.costs import ReasonableCostsRule as ReasonableCostsRule
from budgetdesk.domain.rules.costs import SplitBy as SplitBy
from budgetdesk.domain.rules.costs import SplitRule as SplitRule
from budgetdesk.domain.rules.costs import TemplateRule as TemplateRule
from budgetdesk.domain.rules.costs import Unit as Unit
from budgetdesk.domain.rules.costs import VatRule as VatRule
from budgetdesk.domain.rules.grant import CofinancingBase as CofinancingBase
from budgetdesk.domain.rules.grant import CofinancingRule as CofinancingRule
from budgetdesk.domain.rules.grant import CofinancingShownRule as CofinancingShownRule
from budgetdesk.domain.rules.grant import ContributionRule as ContributionRule
from budgetdesk.domain.rules.grant import CountedForm as CountedForm
from budgetdesk.domain.rules.grant import GrantLimitRule as GrantLimitRule
from budgetdesk.domain.rules.grant import GrantShareRule as GrantShareRule
from budgetdesk.domain.rules.grant import LeastBudgetRule as LeastBudgetRule
from budgetdesk.domain.rules.grant import RecipientLimit as RecipientLimit
from budgetdesk.domain.rules.grant import ReimbursementRule as ReimbursementRule
from budgetdesk.domain.rules.payout import Instalment as Instalment
from budgetdesk.domain.rules.payout import PayoutModel as PayoutModel
from budgetdesk.domain.rules.payout import PayoutRule as PayoutRule
from budgetdesk.domain.rules.payout import Release as Release
from budgetdesk.domain.rules.results import EvaluationRule as EvaluationRule
from budgetdesk.domain.rules.results import GoalsRule as GoalsRule
from budgetdesk.domain.rules.results import ObligationsRule as ObligationsRule
from budgetdesk.domain.rules.results import Target as Target
from budgetdesk.domain.rules.rule import Rule as Rule
from budgetdesk.domain.rules.time import CostTimingRule as CostTimingRule
from budgetdesk.domain.rules.time import ExtensionRule as ExtensionRule
from budgetdesk.domain.rules.time import LateStartRule as LateStartRule
from budgetdesk.domain.rules.time import LengthRule as LengthRule
from budgetdesk.domain.rules.time import OwnStartRule as OwnStartRule
from budgetdesk.domain.rules.time import PaidWhen as PaidWhen
from budgetdesk.domain.rules.time import PeriodBound as PeriodBound
from budgetdesk.domain.rules.time import PeriodRule as PeriodRule
from budgetdesk.domain.rules.told import RuleRow as RuleRow
