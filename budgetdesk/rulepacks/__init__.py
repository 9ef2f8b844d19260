"""The calls we know: rule packs read from TOML, checked, listed, and shown rule by rule.

What a pack means belongs in the domain (`domain.rules`); a new kind of rule is read and shown
from its type alone, so there is nothing to add here for it.
"""

from budgetdesk.domain.rules import RuleRow as RuleRow
from budgetdesk.readings import reading as reading
from budgetdesk.rulepacks.describe import RuleChange as RuleChange
from budgetdesk.rulepacks.describe import changes as changes
from budgetdesk.rulepacks.describe import describe as describe
from budgetdesk.rulepacks.describe import fact_name as fact_name
from budgetdesk.rulepacks.fault import Fault as Fault
from budgetdesk.rulepacks.fault import fault_text as fault_text
from budgetdesk.rulepacks.library import BrokenPack as BrokenPack
from budgetdesk.rulepacks.library import all_calls as all_calls
from budgetdesk.rulepacks.library import broken_packs as broken_packs
from budgetdesk.rulepacks.library import copy_call as copy_call
from budgetdesk.rulepacks.library import load_call as load_call
from budgetdesk.rulepacks.manual import manual as manual
from budgetdesk.rulepacks.pack import check_pack as check_pack
from budgetdesk.rulepacks.pack import read_pack as read_pack
