"""The same for the postings: placed, split, ruled, imported, hidden and attached."""

from msgspec.structs import replace

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ledger import DayKind, KnownRow, Part, PartKind
from budgetdesk.domain.value import PostingId, RuleId, VoucherId
from budgetdesk.operations import ledger
from tests.builders import a_batch, a_posting, kr
from tests.steps_taken import DAY, OTHER_RULE, RULE, VOUCHER, Run

TOLD_DAY = Decision(
    topic=Topic.POSTING_DAY,
    answer=DAY.isoformat(),
    reason="Leveret i juni",
    by="Ole",
    on=DAY,
)
KNOWN = replace(
    a_batch(a_posting(9), number=2),
    already_there=(KnownRow(row=7, like=PostingId("1-2")),),
    already_there_sum=kr(100),
    rows_read=2,
)

LEDGER_RUNS: dict[str, Run] = {
    "ledger.choose_day": Run(
        lambda p: ledger.choose_day(p, DayKind.POSTING), "datoen, der gælder: før Bilagsdato"
    ),
    "ledger.tell_day": Run(
        lambda p: ledger.tell_day(p, [PostingId("1-2")], TOLD_DAY),
        "Afgørelser: tilføjet",
    ),
    "ledger.choose_vat": Run(
        lambda p: ledger.choose_vat(p, bears_vat=True), "kommunen bærer momsen: før Nej, nu Ja"
    ),
    "ledger.hide_word": Run(
        lambda p: ledger.hide_word(p, "Ole"), "Skjulte navne og numre: tilføjet Ole"
    ),
    "ledger.show_word": Run(
        lambda p: ledger.show_word(p, "Karen"), "Skjulte navne og numre: fjernet Karen"
    ),
    "ledger.add_batch": Run(
        lambda p: ledger.add_batch(p, a_batch(a_posting(9), number=2)), "Indlæsning 2: udtraek.csv"
    ),
    "ledger.count_known": Run(
        lambda p: ledger.count_known(p, 2, {7}),
        "Indlæsning 2",
        before=lambda p: ledger.add_batch(p, KNOWN),
    ),
    "ledger.remove_batch": Run(
        lambda p: ledger.remove_batch(p, 1), "Indlæsning 1 er taget ud: udtraek.csv"
    ),
    "ledger.place": Run(
        lambda p: ledger.place(p, [PostingId("1-2")], PartKind.COST, target="2", by="Ole"),
        "Bilag B2: placeret på Leje (100,00 kr.)",
    ),
    "ledger.split": Run(
        lambda p: ledger.split(
            p,
            PostingId("1-3"),
            (
                Part(kind=PartKind.COST, amount=kr(30), target="1"),
                Part(kind=PartKind.NOT_ELIGIBLE, amount=kr(20), reason="Moms."),
            ),
        ),
        "Løn (30,00 kr.), Ikke tilskudsberettiget: Moms (20,00 kr.)",
    ),
    "ledger.unplace": Run(
        lambda p: ledger.unplace(p, [PostingId("1-2")]),
        "Bilag B2: placeringen på Leje (100,00 kr.) er taget tilbage",
        before=lambda p: ledger.place(p, [PostingId("1-2")], PartKind.COST, target="2"),
    ),
    "ledger.add_allocation_rule": Run(
        lambda p: ledger.add_allocation_rule(p, OTHER_RULE),
        "Placeringsregel, nr. 2: tilføjet Udgift på en budgetpost, beløb fra 1,00, konto fra 0200",
    ),
    "ledger.add_rule_for": Run(
        lambda p: ledger.add_rule_for(p, OTHER_RULE, 0, [PostingId("1-2")]), "Placeringsregel"
    ),
    "ledger.add_allocation_rules": Run(
        lambda p: ledger.add_allocation_rules(p, (OTHER_RULE,)), "Placeringsregel, nr. 2"
    ),
    "ledger.change_allocation_rule": Run(
        lambda p: ledger.change_allocation_rule(p, replace(RULE, supplier="Andre")),
        "leverandør: før Firma, nu Andre",
    ),
    "ledger.move_allocation_rule": Run(
        lambda p: ledger.move_allocation_rule(p, RuleId("r2"), 0),
        "Placeringsregel: rækkefølgen er ændret",
        before=lambda p: ledger.add_allocation_rule(p, OTHER_RULE),
    ),
    "ledger.remove_allocation_rule": Run(
        lambda p: ledger.remove_allocation_rule(p, RuleId("r1")), "Placeringsregel, nr. 1: fjernet"
    ),
    "ledger.attach_voucher": Run(
        lambda p: ledger.attach_voucher(p, replace(VOUCHER, sha256="1" * 64, name="b.pdf")),
        "Bilagsfil, nr. 2: tilføjet b.pdf, bilag B2",
    ),
    "ledger.detach_voucher": Run(
        lambda p: ledger.detach_voucher(p, VoucherId("1")), "Bilagsfil, nr. 1: fjernet"
    ),
}
