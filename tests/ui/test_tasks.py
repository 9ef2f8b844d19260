"""The one background worker."""

import gc

from pytestqt.qtbot import QtBot

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
