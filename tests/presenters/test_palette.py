"""What the palette finds by a few letters."""

from budgetdesk.presenters.palette import found

NAMES = ("Gem", "Gem som …", "Vis Budget", "Tilføj budgetpost", "Åbn …")


def names(typed: str) -> list[str]:
    return [NAMES[place] for place in found(typed, NAMES)]


def test_nothing_typed_finds_everything_in_its_order() -> None:
    assert names("  ") == list(NAMES)


def test_the_beginning_of_a_word_goes_before_what_is_inside_one() -> None:
    assert names("post") == ["Tilføj budgetpost"]
    assert names("et") == ["Vis Budget", "Tilføj budgetpost"]
    assert found("b", ["Ombryd", "Budget"]) == [1, 0]


def test_all_words_must_be_there_in_any_order_and_any_capitals() -> None:
    assert names("SOM gem") == ["Gem som …"]
    assert names("åBN") == ["Åbn …"]
    assert names("gem budget") == []
