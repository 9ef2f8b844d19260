"""The one background worker."""

import gc
from time import sleep

from pytestqt.qtbot import QtBot

from ui.progress import Progress
from ui.tasks import Tasks


def test_no_garbage_is_collected_while_a_job_works(qtbot: QtBot) -> None:
    tasks = Tasks()
    seen: list[bool] = []
    for _ in range(2):
        tasks.run("", gc.isenabled, seen.append, lambda _: None)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [False, False]
    assert gc.isenabled()


def test_garbage_is_collected_again_when_the_window_has_waited_for_its_jobs(qtbot: QtBot) -> None:
    tasks = Tasks()
    seen: list[bool] = []
    tasks.run("", gc.isenabled, seen.append, lambda _: None)
    tasks.finish()
    assert gc.isenabled()
    qtbot.waitUntil(lambda: seen == [False])
    assert gc.isenabled()


def test_a_job_that_takes_long_shows_how_far_it_is_and_can_be_ended(qtbot: QtBot) -> None:
    tasks = Tasks()
    progress = Progress(tasks)
    qtbot.addWidget(progress)
    seen: list[object] = []

    def work() -> None:
        for done in range(1000):
            sleep(0.02)
            tasks.watch(done, 1000)

    with qtbot.waitSignal(tasks.ended, timeout=10_000):
        tasks.run("", work, seen.append, seen.append)
        qtbot.waitUntil(progress.isVisible)
        assert 0 < progress.bar.value() < 1000
        progress.cancel.click()
    qtbot.waitUntil(lambda: not progress.isVisible())
    assert seen == []


def test_a_short_job_shows_nothing(qtbot: QtBot) -> None:
    tasks = Tasks()
    progress = Progress(tasks)
    qtbot.addWidget(progress)
    seen: list[object] = []
    tasks.cancel()  # of what was under way before
    tasks.run("", lambda: tasks.watch(1, 2), seen.append, seen.append)
    qtbot.waitUntil(lambda: seen == [None])
    assert progress.bar.value() == 500
    assert not progress.isVisible()
