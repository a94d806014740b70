"""The time for an answer runs from when the request came."""

import time
from collections.abc import Iterator

import pytest
from gunicorn.workers.gthread import ThreadWorker

from api import arrival
from api.dropin import deadline
from api.dropin.deadline import Deadline
from api.server import PatientWorker
from store import precedence


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    arrival.note(None)


def test_what_waited_too_long_for_a_thread_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "PATIENCE", 30.0)
    begun: list[bool] = []
    arrival.note(time.monotonic() - 31)
    with pytest.raises(TimeoutError):
        Deadline().run(lambda: begun.append(True))
    assert begun == []
    arrival.note(time.monotonic() - 1)
    Deadline().run(lambda: begun.append(True))
    assert begun == [True]


def test_what_nobody_waits_for_is_dropped_when_it_begins_too_late() -> None:
    failed: list[Exception] = []
    done: list[bool] = []
    for moment in (time.monotonic() - 31, time.monotonic() + 30):
        arrival.note(moment)
        Deadline().afterwards(lambda: done.append(True), failed.append)
    deadline._afterwards().submit(lambda: None).result()
    assert done == [True] and [type(error) for error in failed] == [TimeoutError]


def test_meanwhile_background_work_makes_way() -> None:
    assert Deadline().run(precedence._is_taken)
    assert not precedence._is_taken()


def test_the_server_notes_when_a_request_was_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    class Connection:
        arrived = 12.5

    monkeypatch.setattr(ThreadWorker, "handle", lambda self, conn: arrival.moment())
    worker = PatientWorker.__new__(PatientWorker)
    assert worker.handle(Connection()) == 12.5
    arrival.note(None)
    assert abs(arrival.moment() - time.monotonic()) < 5
