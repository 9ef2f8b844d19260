"""The structure of tagged papers: what one hears, whatever page it stands on."""

from msgspec.structs import replace

from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.letter import letter_pdf
from tests.builders import a_posting, kr
from tests.writers.papers import a_paper, a_real_project, with_postings
from tests.writers.tagged import Node, every, faults, opened, tree
from tests.writers.test_letter import a_letter, a_whole_change


def heard(project: Project) -> Node:
    with opened(account_pdf(a_paper(project))) as pdf:
        assert list(faults(pdf)) == []
        return tree(pdf)


def vouchers(document: Node) -> Node:
    """The first table of the voucher list: the only ones with so many columns."""
    return next(each for each in every(document, "Table") if len(each.kids[0].kids) == 11)


def test_a_list_over_many_pages_is_one_table_with_one_row_of_heads() -> None:
    rows = [a_posting(row, kr(1), gl_code="5689810010") for row in range(2, 202)]
    table = vouchers(heard(with_postings(*rows)))
    assert len({page for row in table.kids for cell in row.kids for page, _ in cell.contents}) > 5
    assert len(table.kids) == 1 + 200 + 1
    assert [cell.tag for row in table.kids for cell in row.kids].count("TH") == 11


def test_a_row_that_pages_part_is_one_row_and_each_cell_is_whole() -> None:
    short, long = (
        a_posting(row, text=words, gl_code="5689810010")
        for row, words in ((2, "Kort"), (3, "Langt ord " * 2000))
    )
    table = vouchers(heard(with_postings(short, long)))
    assert len(table.kids) == 1 + 2 + 1
    parted = next(row for row in table.kids if len(row.kids[0].contents) > 1)
    pages = [page for page, _ in parted.kids[7].contents]
    assert len(pages) > 2
    assert pages == list(range(pages[0], pages[0] + len(pages)))


def test_a_text_over_two_pages_is_one_paragraph() -> None:
    said = {LineId("1"): "Forklaring. " * 500}
    document = heard(replace(a_real_project(), explanations=said))
    (long,) = [each for each in every(document, "P") if len(each.contents) > 1]
    pages = [page for page, _ in long.contents]
    assert pages == [pages[0], pages[0] + 1]


def test_the_contents_lead_to_the_parts() -> None:
    document = heard(a_real_project())
    lines = list(every(document, "TOCI"))
    assert len(lines) == 12
    assert all([kid.tag for kid in line.kids] == ["Link"] for line in lines)
    assert all(line.kids[0].links == 1 and line.kids[0].contents for line in lines)
    (contents,) = every(document, "TOC")
    assert contents.kids == tuple(lines)


def test_the_points_of_a_statement_are_lists() -> None:
    stated, facts = every(heard(a_real_project()), "L")
    assert [len(stated.kids), len(facts.kids)] == [3, 4]
    assert {item.tag for item in (*stated.kids, *facts.kids)} == {"LI"}
    assert all([kid.tag for kid in item.kids] == ["LBody"] for item in stated.kids)


def test_names_beside_values_are_the_heads_of_their_rows() -> None:
    facts = list(every(heard(a_real_project()), "Table"))[1]
    assert {tuple((cell.tag, cell.scope) for cell in row.kids) for row in facts.kids} == {
        (("TH", "Row"), ("TD", ""))
    }


def test_the_place_to_sign_is_heard_as_words_and_is_no_table() -> None:
    with opened(letter_pdf(a_letter(a_whole_change()))) as pdf:
        heard = [each.tag for each in tree(pdf).kids]
    appendix = len(heard) - heard[::-1].index("H1") - 1
    assert heard[appendix - 5 : appendix] == ["P"] * 5
