"""The call's rules to read: what each says, and the very words it stands in."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser

from budgetdesk.domain.finding import Source
from budgetdesk.presenters.project import RuleRow
from budgetdesk.text import text
from ui import theme


class RulesView(QTextBrowser):
    """Shows rules as a page to read, search by eye and copy from; it is reached by keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rules")
        self.setAccessibleName(text("project.rules"))
        self.setOpenExternalLinks(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._shown = ""

    def show_kind(self, kind: str) -> None:
        """Puts the focus here, with one kind of rule at the top."""
        self.scrollToAnchor(kind)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rules(self, rules: Iterable[RuleRow]) -> None:
        """Shows these; the place one has read to stays when nothing changed."""
        page = "".join(map(_rule, rules))
        if page != self._shown:
            self._shown = page
            self.setHtml(page)


def _rule(rule: RuleRow) -> str:
    quiet = theme.current().quiet
    value = escape(rule.value).replace("\n", "<br>")
    colour = f"; color:{quiet}" if not rule.is_set else ""
    return (
        f'<p style="margin:14px 0 2px 0; font-weight:600">'
        f'<a name="{rule.kind}"></a>{escape(rule.name)}</p>'
        f'<p style="margin:0 0 4px 0{colour}">{value}</p>' + "".join(map(_quote, rule.sources))
    )


def _quote(source: Source) -> str:
    """The words of the call, where they are known, and where they stand."""
    colours = theme.current()
    words = escape(text("project.quote", words=source.quote))
    quote = f"<i>{words}</i><br>" if source.quote else ""
    place = escape(source.section or source.document)
    where = f'<a style="color:{colours.accent}" href="{escape(source.url)}">{place}</a>'
    return (
        f'<p style="margin:0 0 4px 12px; color:{colours.quiet}">'
        f"{quote}{where if source.url else place}</p>"
    )
