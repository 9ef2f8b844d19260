"""What a person can have done: the one list that menus, shortcuts and the palette are made of."""

from collections.abc import Callable
from dataclasses import dataclass


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing to do. Its words are the text `commands.<key>`, its icon and shortcut optional.

    `menu` is the menu it stands in (text `menus.<menu>`); `is_enabled` is asked whenever a menu
    opens or something moved.
    """

    key: str
    menu: str
    run: Callable[[], None]
    shortcut: str = ""
    icon: str = ""
    is_enabled: Callable[[], bool] = _always
