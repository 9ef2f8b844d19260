"""What every test stands on: nothing of the developer's own is read or written."""

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Tests draw on nobody's screen, and need none.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# People read the time where they are; what is compared is written down in one place.
os.environ["TZ"] = "UTC"
if sys.platform != "win32":
    time.tzset()

# A busy machine is no fault of a test: what is drawn is judged, not how long the drawing took. At a
# developer's desk every run draws anew; in CI the same is drawn each time, so that what fails there
# is what the change broke.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def state_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where working copies, and what the user taught, lie during a test."""
    home = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    return home
