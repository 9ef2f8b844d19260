"""Formulas reckoned as a workbook does: the functions forms use, and silence about all others."""

from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from budgetdesk.templates.book import CellError, CellValue
from budgetdesk.templates.places import Place
from budgetdesk.templates.reckon import Reckoner
from tests.templates.books import opened, saved

NUMBERS = (10, 20.5, None, "tekst", -3)


def reckoned(formula: str) -> CellValue:
    """The value of a formula beside A1:A5 and B1:B5; "not reckoned" when there is none."""

    def make(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.title = "Ark 1"
        for row, (number, word) in enumerate(
            zip(NUMBERS, ("Løn", "Rejser", "løn", None, "R*"), strict=True), start=1
        ):
            sheet.cell(row, 1, number)
            sheet.cell(row, 2, word)
        sheet["D1"] = f"={formula}"
        sheet["E1"] = "=D1"
        sheet["F1"] = "=F2"
        sheet["F2"] = "=F1"
        sheet["G1"] = 43831
        sheet["H1"] = True
        book.defined_names["Alle"] = DefinedName("Alle", attr_text="'Ark 1'!$A$1:$A$5")

    results, failed = Reckoner(opened(saved(make)), {}).results()
    if ("Ark 1", Place(1, 4)) in failed:
        assert ("Ark 1", Place(1, 5)) in failed
        return "not reckoned"
    return results[("Ark 1", Place(1, 4))]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A5)", "27.5"),
        ("SUM(Alle,1,TRUE)", "29.5"),
        ("SUM('Ark 1'!A1:A2)*2-1", "60"),
        ("A1+A3", "10"),
        ("-A5^2", "9"),
        ("ROUND(2^3%,6)", "1.021012"),
        ("(A1+A2)/2", "15.25"),
        (".5+1e2", "100.5"),
        ("MAX(A1:A5)-MIN(A1:A5)", "23.5"),
        ("COUNT(A1:A5)+COUNTA(A1:A5)+COUNTBLANK(A1:A5)", "8"),
        ('COUNTIF(B1:B5,"løn")', "2"),
        ('COUNTIFS(A1:A5,">0",B1:B5,"L?n")', "1"),
        ('COUNTIF(A1:A5,"<>10")', "2"),
        ('COUNTIF(A1:A5,"<=10")+COUNTIF(A1:A5,"<10")+COUNTIF(A1:A5,">=10")', "5"),
        ("COUNTIF(A1:A5,10)", "1"),
        ('COUNTIF(A1:A5,"10")', "1"),
        ('COUNTIF(B1:B5,"R~*")', "1"),
        ('COUNTIF(B1:B5,"<>løn")', "3"),
        ("AVERAGE(A1:A2)", "15.25"),
        ("SUBTOTAL(9,A1:A5)", "27.5"),
        ('SUMIF(B1:B5,"løn",A1:A5)', "10"),
        ('SUMIF(A1:A5,">0")', "30.5"),
        ('SUMIFS(A1:A5,B1:B5,"R*")', "17.5"),
        ("SUMPRODUCT(A1:A2,A1:A2)", "520.25"),
        ("SUMPRODUCT(A1:A5,A1:A5)", "529.25"),
        ("IF(A1>5,1,2)", "1"),
        ("IF(A1<5,1,2)", "2"),
        ("ABS(A5)+INT(-1.5)+TRUNC(1.9)", "2"),
        ("ROUND(2.345,2)+ROUNDUP(1.01,1)+ROUNDDOWN(1.99,1)", "5.35"),
        ("YEAR(G1)*10000+MONTH(G1)*100+DAY(G1)", "20200101"),
        ("DATE(2020,13,1)-DATE(2020,12,1)", "31"),
        ('LEN("a""b")', "3"),
        ("H1+1", "2"),
        ("IFERROR(1/0,7)+IFERROR(8,1)", "15"),
        ("SUM()", "0"),
        ("IF(A1=10,)", "0"),
        ("ABS(H1)", "1"),
        ("+A1", "10"),
    ],
)  # fmt: skip
def test_a_number_is_what_a_workbook_makes_of_it(formula: str, value: str) -> None:
    assert reckoned(formula) == Decimal(value)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('"a"&A1&A3', "a10"),
        ('UPPER("æ")&LOWER("Ø")&TRIM("x")&CONCATENATE("y",A1)', "Æøxy10"),
        ("A1=10", True),
        ("A1<>10", False),
        ('A3=""', True),
        ("A3=0", True),
        ("A1>=A2", False),
        ("A1<=A2", True),
        ('A1<"tekst"', True),
        ("H1>A1", True),
        ('"A"="a"', True),
        ("IF(A1<5,1)", False),
        ("AND(A1>0,A2>0)", True),
        ("OR(A1<0,A2<0)", False),
        ("NOT(A1>0)", False),
        ("AND(A1:B1)", True),
        ("ISNUMBER(A1)", True),
        ("ISTEXT(B1)", True),
        ("ISBLANK(A3)", True),
        ("ISERROR(1/0)", True),
        ("A1/0", CellError("#DIV/0!")),
        ("A4+1", CellError("#VALUE!")),
        ("#REF!+1", CellError("#REF!")),
        ("1+#REF!", CellError("#REF!")),
        ("SUM(1/0)", CellError("#DIV/0!")),
        ("ABS(A4)", CellError("#VALUE!")),
        ("ABS(1/0)", CellError("#DIV/0!")),
        ("NOT(A4)", CellError("#VALUE!")),
        ("NOT(1/0)", CellError("#DIV/0!")),
        ("AVERAGE(B1:B2)", CellError("#DIV/0!")),
        ('IFERROR(A4+1,"nej")', "nej"),
    ],
)  # fmt: skip
def test_a_text_a_truth_and_an_error_too(formula: str, value: CellValue) -> None:
    assert reckoned(formula) == value


@pytest.mark.parametrize(
    "formula",
    [
        "TODAY()",
        "NAVN",
        "Ukendt!A1",
        "[1]Ark!A1",
        "F1",
        "A1:A5",
        "A1:A5+1",
        "A1&H1",
        "SUM(A1",
        "(A1",
        "A1 A2",
        "*A1",
        "{1;2}",
        "SUM(A1;A2)",
        "ABS()",
        "ABS(A1:A2)",
        "SUBTOTAL(1,A1:A5)",
        "SUMIF(1,1)",
        "SUMIF(A1:A5,1,2)",
        "SUMIF(A1:A5,1,A1:A2)",
        "SUMPRODUCT(1)",
        'COUNTIF(A1:A5,">tekst")',
        "2^1000",
        "SUM(A1:XFD1048576)",
        "YEAR(99999999)",
    ],
)
def test_what_is_not_understood_is_not_reckoned(formula: str) -> None:
    assert reckoned(formula) == "not reckoned"


def down_a_column(last: str | int) -> tuple[dict[object, CellValue], int]:
    """A column of 2.000 cells, each one more than the cell below, down to `last`."""

    def make(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for row in range(1, 2_000):
            sheet.cell(row, 1, f"=A{row + 1}+1")
        sheet["A2000"] = last

    results, failed = Reckoner(opened(saved(make)), {}).results()
    return {where.row: value for (_, where), value in results.items()}, len(failed)


def test_a_running_balance_is_reckoned_however_long_it_is() -> None:
    values, failed = down_a_column(1)
    assert failed == 0
    assert values[1] == Decimal(2_000)


@pytest.mark.parametrize("last", ["=A1", "=TODAY()"])
def test_a_circle_or_an_unknown_at_the_end_leaves_all_above_to_the_workbook(last: str) -> None:
    assert down_a_column(last)[1] == 2_000
