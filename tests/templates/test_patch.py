"""New cells put into the bytes of a sheet: there, and nowhere else."""

# ruff: noqa: E501 - a sheet's XML has no line breaks

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.book import CellError
from budgetdesk.templates.package import open_package
from budgetdesk.templates.patch import NewValue, patched
from budgetdesk.templates.places import Place, place
from tests.templates.books import form, opened, sheet_of, values, with_part

SHEET = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def new(data: str, name: str, value: NewValue) -> str:
    xml = f"<worksheet {NS}>{data}</worksheet>".encode()
    made = patched(xml, {place(name): value}, "a").decode()
    return made.removeprefix(f"<worksheet {NS}>").removesuffix("</worksheet>")


@pytest.mark.parametrize(
    ("data", "name", "value", "expected"),
    [
        (
            '<sheetData><row r="1"><c r="A1" s="3"/><c r="C1" s="4"/></row></sheetData>',
            "A1",
            Decimal("12.50"),
            '<sheetData><row r="1"><c r="A1" s="3"><v>12.5</v></c><c r="C1" s="4"/></row></sheetData>',
        ),
        (
            '<sheetData><row r="1"><c r="A1" s="3"/><c r="C1" s="4"/></row></sheetData>',
            "B1",
            True,
            '<sheetData><row r="1"><c r="A1" s="3"/><c r="B1" t="b"><v>1</v></c><c r="C1" s="4"/></row></sheetData>',
        ),
        (
            '<sheetData><row r="1" s="7" ht="5"/></sheetData>',
            "B1",
            Decimal(0),
            '<sheetData><row r="1" s="7" ht="5"><c r="B1" s="7"><v>0</v></c></row></sheetData>',
        ),
        (
            "<sheetData/>",
            "A2",
            Decimal(2),
            '<sheetData><row r="2"><c r="A2"><v>2</v></c></row></sheetData>',
        ),
        (
            '<sheetData><row r="5"/></sheetData>',
            "A2",
            Decimal(2),
            '<sheetData><row r="2"><c r="A2"><v>2</v></c></row><row r="5"/></sheetData>',
        ),
        (
            '<sheetData><row r="5"/></sheetData>',
            "A7",
            Decimal(2),
            '<sheetData><row r="5"/><row r="7"><c r="A7"><v>2</v></c></row></sheetData>',
        ),
        (
            '<sheetData ><row><c><v>1</v></c><c t="s" ><f a="1">A1</f><v>0</v></c ></row></sheetData>',
            "B1",
            "x & y",
            '<sheetData ><row><c><v>1</v></c><c r="B1" t="str"><f a="1">A1</f><v>x &amp; y</v></c></row></sheetData>',
        ),
        (
            '<sheetData><row r="1"><c r="A1" vm="1"><f/></c></row></sheetData>',
            "A1",
            CellError("#REF!"),
            '<sheetData><row r="1"><c r="A1" vm="1" t="e"><f/><v>#REF!</v></c></row></sheetData>',
        ),
        (
            '<sheetData><row r="1"><c r="A1" vm="1" t="n"/></row></sheetData><f>1</f><c/>',
            "A1",
            "=1+1\x00\r\n",
            '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">=1+1\n</t></is></c></row></sheetData><f>1</f><c/>',
        ),
    ],
)
def test_a_cell_is_written_where_it_belongs(
    data: str, name: str, value: NewValue, expected: str
) -> None:
    assert new(data, name, value) == expected


def test_prefixes_are_those_of_the_sheet() -> None:
    xml = f"<x:worksheet {NS.replace('xmlns', 'xmlns:x')}><x:sheetData/></x:worksheet>"
    made = patched(xml.encode(), {Place(1, 1): "a"}, "a").decode()
    assert '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t' in made


def test_broken_xml_is_told() -> None:
    with pytest.raises(BudgetDeskError):
        patched(b"<worksheet><sheetData>", {Place(1, 1): "a"}, "a")


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.builds(Place, st.integers(1, 60), st.integers(1, 12)),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
            lambda each: "\ufffe" not in each and "\uffff" not in each
        )
        | st.decimals(-(10**9), 10**9, places=2),
        max_size=12,
    )
)
def test_what_is_written_is_read_and_all_else_is_as_it_was(written: dict[Place, NewValue]) -> None:
    content = form("star_four_lines").read_bytes()
    before = opened(content).sheets[0].cells
    made = with_part(content, SHEET, lambda xml: patched(xml, written, "a"))
    after = opened(made).sheets[0].cells
    for where in {*before, *after}:
        if where in written:
            assert after[where].value == written[where]
            assert after[where].style == (before[where].style if where in before else 0)
        else:
            assert after[where] == before[where]


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    content = sheet_of(["x"])
    made = with_part(content, SHEET, lambda xml: patched(xml, {Place(1, 1): "=1+1"}, "a"))
    assert opened(made).sheets[0].cells[Place(1, 1)].formula is None
    assert values(made)[("Ark1", "A1")] == "=1+1"
    assert open_package(made, "a").parts[SHEET].count(b"<f>") == 0
