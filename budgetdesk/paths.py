"""Where things lie: our resources, and the user's own folders on this machine."""

import sys
from pathlib import Path

import platformdirs

_APP = "BudgetDesk"


def resources() -> Path:
    """The folder of calls, texts, fonts and samples.

    Beside the code in a checkout; in a built program PyInstaller unpacks it to `sys._MEIPASS`.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources"


def working_copies() -> Path:
    """The private folder where open documents are worked on, on the local disk."""
    return Path(platformdirs.user_state_path(_APP, appauthor=False)) / "working"


def logs() -> Path:
    """Where crash reports are left."""
    return Path(platformdirs.user_log_path(_APP, appauthor=False))


def user_calls() -> Path:
    """The user's own rule packs."""
    return Path(platformdirs.user_data_path(_APP, appauthor=False)) / "calls"


def user_templates() -> Path:
    """What the user has told about funders' forms, a file for each form."""
    return Path(platformdirs.user_data_path(_APP, appauthor=False)) / "templates"


def user_ledger_profiles() -> Path:
    """What the user taught of ledger layouts: a profile per file."""
    return Path(platformdirs.user_data_path(_APP, appauthor=False)) / "ledger_profiles"


def trusted_certificates() -> Path:
    """The certificates of those whose signatures the user trusts, a file each."""
    return Path(platformdirs.user_data_path(_APP, appauthor=False)) / "certificates"


def settings() -> Path:
    """What the program remembers for this user: recent documents, the window's size and theme."""
    return Path(platformdirs.user_config_path(_APP, appauthor=False))
