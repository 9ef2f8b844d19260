"""A workbook recognised as a form: by its labels alone, never by where they stand."""

import hashlib
from collections.abc import Iterator
from typing import Final

from budgetdesk.templates.bodies import Body
from budgetdesk.templates.book import Book, Sheet
from budgetdesk.templates.form import Column, Field, Form, Question, Table, is_input
from budgetdesk.templates.headings import Headings, headings_at, year_of
from budgetdesk.templates.places import Place, place
from budgetdesk.templates.words import (
    SURE,
    Answers,
    FieldWords,
    Vocabulary,
    fold,
    profile_of,
    question_key,
    words,
)

_LONGEST_LABEL: Final = 120
_REACH: Final = 3
"""Columns to the right of a label within which its input stands."""

_FIGURES: Final = frozenset(
    {"amount", "total", "applied", "final", "approved", "actual", "units", "unit_price"}
)
"""What may hold 2019 above 2020 without meaning years."""

_ROLES_WITHOUT_INPUT: Final = frozenset({"number", "check"})


def recognise(book: Book, answers: Answers | None = None) -> Form:
    """What a workbook is as a form, with a person's earlier answers about it."""
    vocabulary = Vocabulary(answers)
    tables: list[Table] = []
    fields: list[Field] = []
    questions: list[Question] = []
    years_down: list[str] = []
    for sheet in book.sheets:
        found = _Recogniser(book, sheet, vocabulary)
        tables += found.tables()
        fields += found.fields()
        questions += found.questions
        years_down += [sheet.name] if found.has_years_down else []
    texts = list(_first_texts(book))
    return Form(
        file=book.package.file,
        title=texts[0] if texts else "",
        profile=profile_of(texts),
        tables=tuple(tables),
        fields=tuple(fields),
        questions=tuple(questions),
        fingerprint=fingerprint(tables, fields),
        hidden_sheets=tuple(sheet.name for sheet in book.sheets if sheet.state != "visible"),
        years_down=tuple(years_down),
    )


def fingerprint(tables: list[Table], fields: list[Field]) -> str:
    """What makes a form itself: its headings and labels, not the values or the number of rows."""
    labels = [
        fold(f"{table.kind} {c.heading if not c.year and not c.ordinal else 'year'}")
        for table in tables
        for c in table.columns
    ]
    labels += [fold(f"row {row.label}") for table in tables for row in table.rows if row.label]
    labels += [fold(f"field {field.label}") for field in fields]
    return hashlib.sha256("\n".join(labels).encode()).hexdigest()


def _first_texts(book: Book) -> Iterator[str]:
    """The first texts of each sheet, where a form says what it is."""
    for sheet in book.sheets:
        for row in sorted(sheet.rows)[:5]:
            for column in sheet.rows[row][:3]:
                text = sheet.text(Place(row, column))
                if text and not text.replace(",", "").isdecimal():
                    yield text


class _Recogniser:
    """One sheet: its tables first, then the labels that stand outside them."""

    def __init__(self, book: Book, sheet: Sheet, vocabulary: Vocabulary) -> None:
        self._book, self._sheet, self._vocabulary = book, sheet, vocabulary
        self._tables: list[Table] = []
        self.questions: list[Question] = []
        self.has_years_down = False

    def tables(self) -> list[Table]:
        """The tables from top to bottom."""
        found = []
        bottom = 0
        for row in sorted(self._sheet.rows):
            if row > bottom and (
                each := headings_at(self._book, self._sheet, row, self._vocabulary)
            ):
                found.append(each)
                bottom = each.bottom
        for index, each in enumerate(found):
            below = found[index + 1].top if index + 1 < len(found) else self._sheet.last_row + 501
            self._tables.append(self._table(each, below))
        self.has_years_down = any(map(self._counts_down, self._tables))
        return [table for table in self._tables if not self._counts_down(table)]

    def _counts_down(self, table: Table) -> bool:
        """Whether the years of a table stand below each other, so that rows are no whole lines."""
        figures = {each.column for each in table.columns if each.role in _FIGURES}
        rows = range(table.bottom + 1, table.last + 1) if table.kind == "lines" else ()
        beside = (Place(row, column) for row in rows for column in self._sheet.rows.get(row, ()))
        words_ = {at: self._sheet.text(at) for at in beside if at.column not in figures}
        years = {
            at: int(word) for at, word in words_.items() if word.isdecimal() and any(year_of(word))
        }
        return any(years.get(Place(row + 1, at)) == year + 1 for (row, at), year in years.items())

    def _table(self, found: Headings, end: int) -> Table:
        rows = Body(self._book, self._sheet, found, end, self._vocabulary).rows()
        table = Table(
            kind=found.kind,
            sheet=self._sheet.name,
            top=found.top,
            bottom=found.bottom,
            columns=found.columns,
            rows=rows,
        )
        for column in (*found.columns, *found.unsure):
            if column.percent < SURE and self._takes_input(table, column):
                self._ask_about(column, found)
        return table

    def _takes_input(self, table: Table, column: Column) -> bool:
        places = (Place(row.row, column.column) for row in table.rows)
        return any(is_input(self._book, self._sheet, each) for each in places)

    def _ask_about(self, column: Column, found: Headings) -> None:
        roles = tuple(r for r in words().columns if r not in _ROLES_WITHOUT_INPUT)
        first = (column.role,) if column.role else ()
        self.questions.append(
            Question(
                key=question_key("column", column.heading),
                kind="column",
                label=column.heading,
                sheet=self._sheet.name,
                cell=Place(found.top, column.column).name,
                candidates=(*first, *(role for role in roles if role not in first)),
            )
        )

    def fields(self) -> list[Field]:
        """The labelled inputs outside the tables."""
        found: list[Field] = []
        section, used = "", set[Place]()
        for row, columns in sorted(self._sheet.rows.items()):
            if any(table.top <= row <= table.last for table in self._tables):
                continue
            for column in columns:
                where = Place(row, column)
                label = self._sheet.text(where)
                if where in used or not self._is_label(where, label):
                    continue
                meaning = self._vocabulary.section(label)
                section = meaning.name if meaning.is_sure else section
                if field := self._field(where, label, section, found):
                    found.append(field)
                    used.add(place(field.cell))
        return found

    def _is_label(self, where: Place, label: str) -> bool:
        if not label or len(label) > _LONGEST_LABEL or self._sheet.at(where).formula is not None:
            return False
        return not (self._sheet.is_protected and is_input(self._book, self._sheet, where))

    def _field(self, where: Place, label: str, section: str, found: list[Field]) -> Field | None:
        beside = self._beside(where)
        if beside is None:
            return None
        before = [each for each in found if each.sheet == self._sheet.name]
        for words_, percent in sorted(self._vocabulary.fields(label), key=lambda each: -each[1]):
            if not _fits(words_, section, before, beside):
                continue
            if percent < SURE:
                if not is_input(self._book, self._sheet, beside):
                    return None
                self._ask_about_field(where, label, words_.name)
                return None
            return self._made(words_.name, words_.kind, beside, label, percent)
        if self._sheet.is_protected and is_input(self._book, self._sheet, beside):
            return self._made(f"other.{fold(label)}", "text", beside, label, 100)
        return None

    def _made(self, name: str, kind: str, beside: Place, label: str, percent: int) -> Field:
        return Field(
            name=name,
            kind=kind,
            sheet=self._sheet.name,
            cell=beside.name,
            label=label,
            percent=percent,
            is_input=is_input(self._book, self._sheet, beside),
        )

    def _ask_about_field(self, where: Place, label: str, nearest: str) -> None:
        others = (each.name for each in words().fields if each.name != nearest)
        self.questions.append(
            Question(
                key=question_key("field", label),
                kind="field",
                label=label,
                sheet=self._sheet.name,
                cell=where.name,
                candidates=(nearest, *dict.fromkeys(others)),
            )
        )

    def _beside(self, where: Place) -> Place | None:
        """The cell that a label is for: to its right, else below it."""
        merged = self._sheet.covered.get(where)
        right, bottom = (merged.right, merged.bottom) if merged else (where.column, where.row)
        for column in range(right + 1, right + 1 + _REACH):
            beside = Place(where.row, column)
            if self._sheet.at(beside).formula is not None:
                return beside
            if beside in self._sheet.cells and is_input(self._book, self._sheet, beside):
                return beside if not self._is_known(beside) else self._below(bottom, where.column)
            if self._sheet.text(beside):
                return self._below(bottom, where.column)
        nearest = Place(where.row, right + 1)
        if not self._sheet.is_protected and is_input(self._book, self._sheet, nearest):
            return self._below(bottom, where.column) or nearest
        return self._below(bottom, where.column)

    def _below(self, row: int, column: int) -> Place | None:
        below = Place(row + 1, column)
        is_heading = self._vocabulary.column(self._sheet.text(below)).is_sure
        if not is_input(self._book, self._sheet, below) or self._is_known(below) or is_heading:
            return None
        return below if below in self._sheet.cells else None

    def _is_known(self, where: Place) -> bool:
        """Whether a cell holds a label itself, in a form where nothing tells inputs from labels."""
        text = self._sheet.text(where)
        if self._sheet.is_protected or not text:
            return False
        return any(percent >= 95 for _, percent in self._vocabulary.fields(text))


def _fits(words_: FieldWords, section: str, before: list[Field], beside: Place) -> bool:
    """Whether a label stands where it means the field."""
    if words_.section and words_.section != section:
        return False
    if not words_.after:
        return not words_.section or bool(section)
    return any(each.name == words_.after and each.cell.endswith(str(beside.row)) for each in before)
