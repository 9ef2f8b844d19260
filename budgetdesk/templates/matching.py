"""Which row of a form a cost line or a source of money belongs in."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace
from rapidfuzz import fuzz

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value
from budgetdesk.templates.content import DetailContent, LineContent, SourceContent
from budgetdesk.templates.form import Form, Row
from budgetdesk.templates.sums import added, sum_of
from budgetdesk.templates.words import Vocabulary, fold

_SAME: float = 90
"""Percent of likeness from which two labels are one."""


class Assumption(Value):
    """Content put in one of several places the form has for it: to be looked at."""

    content: str
    label: str


class Matches(Value):
    """The lines and sources by the folded label of their form row; the rest had no place."""

    lines: Mapping[str, LineContent]
    sources: Mapping[str, SourceContent]
    homeless: tuple[LineContent, ...]
    unpaid: tuple[SourceContent, ...]
    assumed: tuple[Assumption, ...]
    labels: Mapping[str, str]
    """The form's label for each line of the content, by its folded label."""


def match(form: Form, lines: Sequence[LineContent], sources: Sequence[SourceContent]) -> Matches:
    """Finds a form row for each line and source: by its label, else by what kind of cost it is."""
    rows = [row for table in form.of_kind("lines") for row in table.rows]
    line_rows = {fold(row.label): row for row in reversed(rows) if row.role == "line"}
    source_rows = {fold(row.label): row for row in reversed(rows) if row.role == "source"}
    by_line: dict[str, list[LineContent]] = {}
    by_source: dict[str, list[SourceContent]] = {}
    homeless, unpaid, assumed = [], [], []
    labels = {}
    for line in lines:
        row, is_sure = _line_row(line, dict(reversed(line_rows.items())))
        if row is None:
            homeless.append(line)
            continue
        by_line.setdefault(fold(row.label), []).append(line)
        labels[fold(line.label)] = row.label
        if not is_sure:
            assumed.append(Assumption(content=line.label, label=row.label))
    for source in sources:
        row = _source_row(source, dict(reversed(source_rows.items())))
        if row is None:
            unpaid.append(source)
        else:
            by_source.setdefault(fold(row.label), []).append(source)
    return Matches(
        lines={label: _one_line(found) for label, found in by_line.items()},
        sources={label: _one_source(found) for label, found in by_source.items()},
        homeless=tuple(homeless),
        unpaid=tuple(unpaid),
        assumed=tuple(assumed),
        labels=labels,
    )


def _line_row(line: LineContent, rows: Mapping[str, Row]) -> tuple[Row | None, bool]:
    """The row of a line, and whether nobody needs to look at that."""
    folded = fold(line.label)
    if folded in rows:
        return rows[folded], True
    nearest = max(rows, key=lambda label: fuzz.ratio(label, folded), default="")
    if nearest and fuzz.ratio(nearest, folded) >= _SAME:
        return rows[nearest], True
    group = line.group or Vocabulary().group(line.label).name
    candidates = [row for row in rows.values() if group and row.name == group]
    if not candidates:
        return None, False
    best = max(candidates, key=lambda row: fuzz.token_set_ratio(fold(row.label), folded))
    return best, len(candidates) == 1


def _source_row(source: SourceContent, rows: Mapping[str, Row]) -> Row | None:
    folded = fold(source.label)
    if folded and folded in rows:
        return rows[folded]
    candidates = [row for row in rows.values() if row.name == source.source.value]
    return max(candidates, key=lambda row: fuzz.ratio(fold(row.label), folded), default=None)


def _one_line(lines: Sequence[LineContent]) -> LineContent:
    """Several lines as the one line the form has for them; each stays a detail of its own."""
    if len(lines) == 1:
        return lines[0]
    return LineContent(
        label=lines[0].label,
        group=lines[0].group,
        amounts=_summed([line.amounts for line in lines]),
        details=tuple(each for line in lines for each in details_of(line)),
        note="\n".join(line.note for line in lines if line.note),
        post=sum_of([line.post for line in lines]),
    )


def details_of(line: LineContent) -> Iterator[DetailContent]:
    """The rows behind a line, the line itself where it has none; what they leave over is the last.

    Amounts that do not differ by year are compared in sum.
    """
    if not line.details:
        if line.amounts:
            yield DetailContent(text=line.label, amounts=line.amounts)
        return
    yield from line.details
    told = _summed([each.amounts for each in line.details])
    rest = {
        year: left
        for year in {**line.amounts, **told}
        if (left := line.amounts.get(year, Money(0)) - told.get(year, Money(0)))
    }
    if rest:
        yield DetailContent(text=line.label, amounts=dict(sorted(rest.items())))


def _one_source(sources: Sequence[SourceContent]) -> SourceContent:
    return replace(
        sources[0],
        amounts=_summed([source.amounts for source in sources]),
        note="\n".join(source.note for source in sources if source.note),
        post=sum_of([source.post for source in sources]),
    )


def _summed(parts: Sequence[Mapping[int, Money]]) -> dict[int, Money]:
    total: dict[int, Money] = {}
    for part in parts:
        total = added(total, part)
    return total
