"""Golden texts: what a writer wrote is held against a file a person has read."""

from collections.abc import Callable
from pathlib import Path

import pytest

_FOLDER = Path(__file__).resolve().parent.parent / "snapshots"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--snapshot-update", action="store_true", help="write the golden texts anew, then read them"
    )


@pytest.fixture
def holds_as_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Asserts that a text is the golden one of that name."""

    def hold(name: str, made: str) -> None:
        golden = _FOLDER / name
        if request.config.getoption("--snapshot-update", default=False):
            golden.write_text(made, encoding="utf-8")
        assert made == golden.read_text(encoding="utf-8"), "pytest tests/writers --snapshot-update"

    return hold
