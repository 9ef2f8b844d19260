"""What the tests of presenters leave behind: nothing."""

from collections.abc import Iterator

import pytest

from tests.presenters.desks import close_all


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No document stays open after its test."""
    yield
    close_all()
