import pytest

from budgetdesk.rulepacks.lines import key_lines, line_of

TEXT = """\
id = "T1"
"quoted" = 1

[documents . opslag]
title = "x"
[rules.eligible]
items = [
  { key = "a" },

  { key = "b" },
]
[[rules.signoff.classes]]
kind = "management"
[[rules.signoff.classes]]
kind = "auditor"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("id", 1),
        ("quoted", 2),
        ("documents.opslag", 4),
        ("documents.opslag.title", 5),
        ("documents.opslag.url", 4),
        ("rules.eligible.items", 7),
        ("rules.eligible.items[0].key", 8),
        ("rules.eligible.items[1]", 10),
        ("rules.eligible.items[2]", 7),
        ("rules.signoff.classes[0].kind", 13),
        ("rules.signoff.classes[1].kind", 15),
        ("rules.signoff.classes[1].basis", 14),
        ("name", None),
        ("ids", None),
        ("", None),
    ],
)
def test_a_key_is_found_on_its_line_or_on_that_of_what_it_lies_in(
    path: str, line: int | None
) -> None:
    assert line_of(path, key_lines(TEXT)) == line
