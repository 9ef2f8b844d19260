import tomllib
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.domain.finding import Source
from budgetdesk.domain.rules import KINDS, CofinancingBase, GrantLimitRule, PeriodRule
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from budgetdesk.errors import BudgetDeskError
from budgetdesk.rulepacks import check_pack, fault_text, read_pack
from budgetdesk.text import text
from tests.builders import kr
from tests.rulepacks.packs import HEAD, a_rule, write

ROOT = Path(__file__).resolve().parents[2]
SECOND = '[documents.brev]\ntitle = "Tilsagnsbrev"\n'
ITEM = '{ key = "salary", label = "Løn" }'


def faults_of(folder: Path, written: str | bytes) -> list[tuple[str, str, int | None]]:
    """The faults as code, path and line; each can be told in Danish."""
    faults = check_pack(write(folder, written))
    assert all(fault_text(fault) for fault in faults)
    return [(fault.code, fault.path, fault.line) for fault in faults]


def test_a_pack_becomes_a_call_with_its_sources_in_full(tmp_path: Path) -> None:
    written = HEAD + SECOND + a_rule("final_account", "months = 3").replace('"opslag"', '"brev"')
    call = read_pack(write(tmp_path, written))
    assert (call.id, call.name, call.funder) == ("T1", "Prøvepuljen", "Styrelsen")
    assert not call.complete
    assert call.where_to_look == Source(
        document="Opslag: Prøvepuljen", url="https://example.dk/opslag"
    )
    assert call.rules.final_account is not None
    assert call.rules.final_account.months == 3
    assert call.rules.final_account.source == Source(
        document="Tilsagnsbrev", section="Krav", quote="ordene selv"
    )
    assert len(call.rules.unset()) == len(KINDS) - 1


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    written = (HEAD + "[rules]\n").encode()
    assert read_pack(write(tmp_path, written)).digest == sha256(written).hexdigest()


def test_amounts_are_written_in_kroner_and_kept_in_whole_ore(tmp_path: Path) -> None:
    limits = a_rule("grant_limit", 'at_least_kr = "50000.50"', "at_most_kr = 500000")
    rule = read_pack(write(tmp_path, HEAD + limits)).rules.grant_limit
    assert isinstance(rule, GrantLimitRule)
    assert (rule.at_least, rule.at_most) == (kr("50000.50"), kr(500_000))


def test_a_fraction_of_a_krone_never_passes_a_float(tmp_path: Path) -> None:
    rule = read_pack(
        write(tmp_path, HEAD + a_rule("grant_limit", "at_most_kr = 90071992547.99"))
    ).rules.grant_limit
    assert rule is not None
    assert rule.at_most == kr("90071992547.99")


def test_a_percentage_keeps_its_decimals(tmp_path: Path) -> None:
    share = a_rule("cofinancing", "percent = 12.5", 'base = "eligible_costs"')
    rule = read_pack(write(tmp_path, HEAD + share)).rules.cofinancing
    assert rule is not None
    assert rule.percent == Decimal("12.5")
    assert rule.base is CofinancingBase.ELIGIBLE_COSTS
    assert rule.other_grants_count is None


def test_classes_may_be_tables_of_their_own_and_may_leave_the_limit_out(tmp_path: Path) -> None:
    classes = (
        '[[rules.signoff.classes]]\nkind = "management"\nbelow_kr = 500000\n'
        '[[rules.signoff.classes]]\nkind = "auditor"\nabove_kr = 500000\n'
    )
    written = HEAD + a_rule("signoff", 'basis = "commitment"') + classes
    rule = read_pack(write(tmp_path, written)).rules.signoff
    assert rule is not None
    assert rule.basis is SignoffBasis.COMMITMENT
    assert rule.classes == (
        SignoffClass(kind=SignoffKind.MANAGEMENT, below=kr(500_000)),
        SignoffClass(kind=SignoffKind.AUDITOR, above=kr(500_000)),
    )


def test_a_further_place_is_kept_beside_the_source(tmp_path: Path) -> None:
    also = 'also = [{ document = "brev", section = "1", quote = "andre ord" }]'
    rule = read_pack(write(tmp_path, HEAD + SECOND + a_rule("notes", also))).rules.notes
    assert rule is not None
    assert rule.also == (Source(document="Tilsagnsbrev", section="1", quote="andre ord"),)


def test_a_place_whose_words_were_not_read_is_still_a_place(tmp_path: Path) -> None:
    bare = '[rules.notes]\nsource = { document = "opslag" }\n'
    rule = read_pack(write(tmp_path, HEAD + bare)).rules.notes
    assert rule is not None
    assert rule.source == Source(document="Opslag: Prøvepuljen", url="https://example.dk/opslag")


def test_a_period_may_state_its_end_only(tmp_path: Path) -> None:
    rule = read_pack(write(tmp_path, HEAD + a_rule("period", "end_to = 2020-12-31"))).rules.period
    assert isinstance(rule, PeriodRule)
    assert (rule.start_from, rule.end_to) == (None, date(2020, 12, 31))


def test_facts_are_kept_by_name(tmp_path: Path) -> None:
    written = HEAD + '[rules]\n[facts]\npool = "5 mio. kr."\n"Journalnummer" = "19/1"\n'
    assert read_pack(write(tmp_path, written)).facts == {
        "pool": "5 mio. kr.",
        "Journalnummer": "19/1",
    }


def test_notepads_byte_order_mark_and_line_ends_do_no_harm(tmp_path: Path) -> None:
    written = b"\xef\xbb\xbf" + (HEAD + "[rules]\n").replace("\n", "\r\n").encode()
    assert read_pack(write(tmp_path, written)).id == "T1"


def test_a_complete_pack_names_every_kind(tmp_path: Path) -> None:
    rest = ", ".join(f'"{kind}"' for kind in KINDS if kind not in ("notes", "balance"))
    head = HEAD.replace("complete = false", f"complete = true\nnot_stated = [{rest}]")
    assert faults_of(tmp_path, head + a_rule("notes") + a_rule("balance")) == []
    assert faults_of(tmp_path, head + a_rule("notes")) == [("forgotten", "rules.balance", None)]


def test_a_rule_is_not_both_set_and_not_stated(tmp_path: Path) -> None:
    head = HEAD.replace("complete = false", 'complete = false\nnot_stated = ["notes"]')
    assert faults_of(tmp_path, head + a_rule("notes")) == [
        ("set_and_not_stated", "not_stated[0]", 5)
    ]


RULE_FAULTS = [
    ("[rules]\nperoid = {}\n", "unknown_key", "rules.peroid", 12),
    (a_rule("retention"), "missing", "rules.retention.years", 11),
    ("[rules.notes]\n", "missing", "rules.notes.source", 11),
    (
        '[rules.notes]\nsource = { section = "Krav" }\n',
        "missing",
        "rules.notes.source.document",
        12,
    ),
    (a_rule("notes").replace("ordene selv", " "), "empty", "rules.notes.source.quote", 12),
    (a_rule("notes").replace("ordene", "o" * 300), "too_long", "rules.notes.source.quote", 12),
    (
        a_rule("notes").replace('"opslag"', '"opslg"'),
        "not_one_of",
        "rules.notes.source.document",
        12,
    ),
    ('rules = "ingen"\n', "unknown_key", "documents.opslag.rules", 11),
    ("[rules]\nnotes = true\n", "not_table", "rules.notes", 12),
    (a_rule("notes", 'hard = "ja"'), "not_flag", "rules.notes.hard", 12),
    (a_rule("template", "name = 7"), "not_text", "rules.template.name", 12),
    (
        a_rule("template", r'name = "\u0000"'),
        "control_character",
        "rules.template.name",
        12,
    ),
    (a_rule("documents", 'names = "skema"'), "not_list", "rules.documents.names", 12),
    (a_rule("documents", "names = []"), "empty", "rules.documents.names", 12),
    (a_rule("documents", 'names = ["skema", 1]'), "not_text", "rules.documents.names[1]", 12),
    (a_rule("retention", "years = 5.0"), "not_count", "rules.retention.years", 12),
    (a_rule("retention", "years = true"), "not_count", "rules.retention.years", 12),
    (a_rule("final_account", "months = 0"), "not_count", "rules.final_account.months", 12),
    (a_rule("final_account", "months = 1001"), "not_count", "rules.final_account.months", 12),
    (a_rule("deadline", 'last_day = "13-12-2019"'), "not_day", "rules.deadline.last_day", 12),
    (
        a_rule("deadline", "last_day = 2019-12-13T12:00:00"),
        "not_day",
        "rules.deadline.last_day",
        12,
    ),
    (a_rule("payout", 'model = "arears"'), "not_one_of", "rules.payout.model", 12),
    (a_rule("payout", "model = 1"), "not_text", "rules.payout.model", 12),
    (a_rule("period"), "says_nothing", "rules.period", 11),
    (
        a_rule("period", "start_from = 2020-01-01", "end_to = 2019-12-31"),
        "wrong_order",
        "rules.period.end_to",
        13,
    ),
    (a_rule("grant_limit"), "says_nothing", "rules.grant_limit", 11),
    (
        a_rule("grant_limit", "at_least_kr = 2", "at_most_kr = 0"),
        "wrong_order",
        "rules.grant_limit.at_most_kr",
        13,
    ),
    (
        a_rule("eligible", "items = [", f"  {ITEM},", f"  {ITEM},", f"  {ITEM},", "]"),
        "same_key",
        "rules.eligible.items[1].key",
        14,
    ),
    (
        a_rule("eligible", "items = [", f"  {ITEM},", '  { key = "audit" },', "]"),
        "missing",
        "rules.eligible.items[1].label",
        14,
    ),
    (
        a_rule(
            "signoff",
            "classes = [",
            '  { kind = "management", at_most_kr = 500000 },',
            '  { kind = "auditor", at_least_kr = 500000 },',
            "]",
        ),
        "overlap",
        "rules.signoff.classes[1]",
        14,
    ),
    (
        a_rule(
            "signoff", "classes = [", '  { kind = "auditor", above_kr = 1, below_kr = 1 },', "]"
        ),
        "no_amount",
        "rules.signoff.classes[0]",
        13,
    ),
    ("[rules]\n[facts]\npool = 5\n", "not_text", "facts.pool", 13),
]


@pytest.mark.parametrize(("rules", "code", "path", "line"), RULE_FAULTS)
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, rules: str, code: str, path: str, line: int
) -> None:
    known = [fault for fault in faults_of(tmp_path, HEAD + rules) if fault[1] != "rules"]
    assert known == [(code, path, line)]


@pytest.mark.parametrize("amount", ["-1", "1.234", '"500.000,00"', "nan", "1e9", "0x" + "f" * 5000])
def test_an_amount_is_plain_kroner(tmp_path: Path, amount: str) -> None:
    written = HEAD + a_rule("grant_limit", f"at_most_kr = {amount}")
    assert faults_of(tmp_path, written) == [("not_amount", "rules.grant_limit.at_most_kr", 12)]


@pytest.mark.parametrize("percent", ["-1", "100.01", "101", '"20 %"', "inf", "1e-9", "true"])
def test_a_percentage_lies_between_nothing_and_all(tmp_path: Path, percent: str) -> None:
    share = a_rule("grant_share", f"percent = {percent}", 'base = "grant"')
    assert faults_of(tmp_path, HEAD + share) == [("not_percent", "rules.grant_share.percent", 12)]


HEAD_FAULTS = [
    ('id = "T1"', 'id = "T 1"', ("not_id", "id", 1)),
    ('name = "Prøvepuljen"\n', "", ("missing", "name", None)),
    ("complete = false", 'complete = "nej"', ("not_flag", "complete", 4)),
    ("https://", "javascript:", ("not_url", "documents.opslag.url", 9)),
    ('{ document = "opslag" }', '"opslag"', ("not_table", "where_to_look", 5)),
    (
        "complete = false",
        'complete = false\nnot_stated = ["nots"]',
        ("not_one_of", "not_stated[0]", 5),
    ),
    ("complete = false", 'complete = false\nnot_stated = "notes"', ("not_list", "not_stated", 5)),
    ("complete = false", 'complete = false\nfacts = "ingen"', ("not_table", "facts", 5)),
]


@pytest.mark.parametrize(("good", "bad", "fault"), HEAD_FAULTS)
def test_a_fault_in_the_head_is_told_with_its_place(
    tmp_path: Path, good: str, bad: str, fault: tuple[str, str, int | None]
) -> None:
    assert good in HEAD
    assert faults_of(tmp_path, HEAD.replace(good, bad) + "[rules]\n") == [fault]


def test_documents_that_are_no_table_are_a_fault_of_their_own(tmp_path: Path) -> None:
    written = HEAD.partition("\n[documents")[0] + '\ndocuments = "opslag"\nrules = "ingen"\n'
    assert faults_of(tmp_path, written) == [
        ("nothing_to_choose", "where_to_look.document", 5),
        ("not_table", "documents", 7),
        ("not_table", "rules", 8),
    ]


def test_every_fault_is_told_at_once_from_the_top_down(tmp_path: Path) -> None:
    rules = a_rule("cofinancing", "percent = 120", 'base = "toal_costs"', "pecent = 20")
    written = HEAD.replace('id = "T1"', "id = 1") + rules + a_rule("template")
    assert faults_of(tmp_path, written) == [
        ("not_text", "id", 1),
        ("not_percent", "rules.cofinancing.percent", 12),
        ("not_one_of", "rules.cofinancing.base", 13),
        ("unknown_key", "rules.cofinancing.pecent", 14),
        ("missing", "rules.template.name", 16),
    ]


def test_an_unknown_key_is_told_with_the_likely_one_first(tmp_path: Path) -> None:
    written = HEAD + a_rule("cofinancing", "pecent = 20", "percent = 20", 'base = "grant"')
    (fault,) = check_pack(write(tmp_path, written))
    assert str(fault.facts["choices"]).startswith("percent, ")
    assert "»pecent«" in fault_text(fault)
    assert fault_text(fault).startswith("Linje 12, rules.cofinancing.pecent: ")


FILE_FAULTS = [
    (b'id = "T1"\nname = \xe6\n', ("not_utf8", "", 2)),
    (b"id = 1\nname = \n", ("not_toml", "", 2)),
    (b'id = "T1"\nid = "T2"\n', ("not_toml", "", 2)),
    (b'name = """uden slutning', ("not_toml", "", None)),
    (b"x = " + b"9" * 5000, ("not_toml", "", None)),
    (b"x = " + b"[" * 20_000, ("not_toml", "", None)),
    (b"#" * 1_000_001, ("too_large", "", None)),
]


@pytest.mark.parametrize(
    ("written", "fault"), FILE_FAULTS, ids=[each[1][0] for each in FILE_FAULTS]
)
def test_a_file_that_is_no_pack_is_one_fault(
    tmp_path: Path, written: bytes, fault: tuple[str, str, int | None]
) -> None:
    assert faults_of(tmp_path, written) == [fault]


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (fault,) = check_pack(tmp_path / "none.toml")
    assert fault.code == "unreadable"
    assert fault_text(fault).startswith("Filen kan ikke læses. "), "no English from the system"


def test_a_broken_pack_cannot_be_read_and_says_why(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + a_rule("template") + a_rule("retention"))
    with pytest.raises(BudgetDeskError) as raised:
        read_pack(path)
    assert raised.value.code == "rulepacks.broken"
    assert raised.value.facts["faults"] == check_pack(path)
    sentence = text(f"errors.{raised.value.code}", **raised.value.facts)
    assert str(path) in sentence
    assert "Linje 11, rules.template.name: " in sentence


@given(st.binary(max_size=200))
def test_no_bytes_whatever_break_the_reading(
    tmp_path_factory: pytest.TempPathFactory, written: bytes
) -> None:
    assert faults_of(tmp_path_factory.getbasetemp(), written)


SCALARS = st.one_of(
    st.sampled_from(
        ['""', "true", "nan", "1e99999", "2020-01-01", "12:00:00", "-1", "20", '"opslag"']
    ),
    st.integers().map(str),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(["kind", "document", "key", "x"]), inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        ),
    ),
    max_leaves=6,
)
C01 = (ROOT / "resources" / "calls" / "C01.toml").read_text(encoding="utf-8")
ASSIGNMENTS = [
    number for number, line in enumerate(C01.splitlines()) if " = " in line and line[0] != " "
]


@settings(max_examples=200)
@given(number=st.sampled_from(ASSIGNMENTS), value=VALUES)
def test_any_value_in_place_of_a_right_one_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, number: int, value: str
) -> None:
    lines = C01.splitlines()
    lines[number] = f"{lines[number].partition(' = ')[0]} = {value}"
    written = "\n".join(lines)
    folder = tmp_path_factory.getbasetemp()
    if not faults_of(folder, written):
        assert read_pack(folder / "pack.toml").name == tomllib.loads(written)["name"]
