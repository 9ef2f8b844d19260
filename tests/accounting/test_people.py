"""Names and numbers of people are learned from pay, and masked wherever they stand."""

from msgspec.structs import replace

from budgetdesk.accounting.people import marked, people, personal_postings
from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.personal_data import MASK, NOBODY, masker
from budgetdesk.knowledge import patterns
from tests.builders import a_batch, a_ledger, a_posting

PAY = a_posting(
    2, text="Løn juni", other="Medarbejders navn: Marie Prøve | MA-nr.: 004711 | Kl.: 3"
)
NAMED = a_posting(3, text="Løn Ole-Bo K. Eksempel, juni")
PLAIN = a_posting(4, text="Taxa for Marie  Prøve")
LEDGER = a_ledger(PAY, NAMED, PLAIN, a_posting(5, text="Leje Store Sal"))


def test_names_are_learned_from_columns_and_from_the_texts_of_pay() -> None:
    found = people(LEDGER, patterns())
    assert found == ("004711", "Marie Prøve", "Ole-Bo K. Eksempel", "Prøve, Marie")


def test_a_name_first_written_last_is_known_the_other_way_too() -> None:
    ledger = a_ledger(a_posting(2, other="Medarbejder: Prøve, Marie"))
    assert "Marie Prøve" in people(ledger, patterns())


def test_short_words_and_numbers_are_not_taken_for_people() -> None:
    ledger = a_ledger(
        a_posting(2, other="MA-nr.: 12 | uden overskrift"), a_posting(3, text="Løn Løn")
    )
    assert people(ledger, patterns()) == ()


def test_a_person_adds_and_takes_away() -> None:
    said: Ledger = replace(LEDGER, hidden_words=("Bo",), open_words=("marie prøve", "004711"))
    assert people(said, patterns()) == ("Bo", "Ole-Bo K. Eksempel", "Prøve, Marie")


def test_a_known_name_is_masked_however_it_is_written() -> None:
    hide = masker(("Marie Prøve", "004711"))
    assert (
        hide("Taxa MARIE  PRØVE, nr. 004711, 010150-1234") == f"Taxa {NOBODY}, nr. {NOBODY}, {MASK}"
    )
    assert hide("Marie Prøvesen") == "Marie Prøvesen"
    assert masker(())("Marie Prøve") == "Marie Prøve"


def test_postings_that_name_a_person_are_marked() -> None:
    by_number = a_posting(6, is_personal=True)
    assert personal_postings(a_ledger(PAY, PLAIN, by_number, a_posting(7)), patterns()) == {
        "1-2",
        "1-4",
        "1-6",
    }
    assert personal_postings(a_ledger(by_number, a_posting(7)), patterns()) == {"1-6"}


def test_an_import_is_marked_with_the_names_it_brings_and_those_known_before() -> None:
    known = replace(a_ledger(a_posting(9, other="Medarbejder: Ole Eksempel")), hidden_words=())
    batch = a_batch(PAY, NAMED, PLAIN, a_posting(5, text="Til Ole Eksempel"), number=2)
    come = marked(batch, known, patterns())
    assert [posting.is_personal for posting in come.postings] == [True, True, True, True]
    assert [replace(p, is_personal=False) for p in come.postings] == list(batch.postings)
    alone = marked(batch, Ledger(), patterns())
    assert [posting.is_personal for posting in alone.postings] == [True, True, True, False]


def test_an_import_in_which_nobody_new_stands_is_left_as_it_is() -> None:
    batch = a_batch(a_posting(2), a_posting(3, is_personal=True))
    assert marked(batch, Ledger(), patterns()) is batch


def test_a_word_that_only_looks_like_pay_teaches_no_name() -> None:
    assert people(a_ledger(a_posting(2, text="Kløner Marie Prøve")), patterns()) == ()


def test_a_name_does_not_reach_from_one_posting_to_the_next() -> None:
    split = a_ledger(a_posting(2, text="Taxa Marie", other=""), a_posting(3, text="Prøve af vand"))
    said = replace(split, hidden_words=("Marie Prøve",))
    assert personal_postings(said, patterns()) == frozenset()
