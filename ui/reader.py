"""Longer words to read: a page of help, and what two editions of a call's rules tell."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from budgetdesk.presenters.call_rules import RuleChange
from budgetdesk.text import text
from ui import theme
from ui.widgets.layout import sentence


class Reader(QTextBrowser):
    """A page to read, search by eye and copy from; it is reached and scrolled by keyboard."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("reader")
        self.setAccessibleName(name)
        self.setOpenExternalLinks(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(760, 520)


class UpgradeForm(QWidget):
    """How much differs, and each rule before and after."""

    def __init__(self, words: str, changes: Iterable[RuleChange]) -> None:
        super().__init__()
        self.page = Reader(words)
        self.page.setHtml("".join(map(_change, changes)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(sentence(words, ""))
        layout.addWidget(self.page, 1)
        self.setFocusProxy(self.page)


def _change(change: RuleChange) -> str:
    quiet = theme.current().quiet
    before = _said("project.upgrade.before", change.before)
    return (
        f'<p style="margin:14px 0 2px 0; font-weight:600">{escape(change.name)}</p>'
        f'<p style="margin:0 0 4px 0; color:{quiet}">{before}</p>'
        f'<p style="margin:0 0 4px 0">{_said("project.upgrade.after", change.after)}</p>'
    )


def _said(key: str, value: str) -> str:
    return escape(text(key, value=value)).replace("\n", "<br>")
