"""Publishing never fails its caller: what cannot be sent waits for the sweep."""

from datetime import timedelta
from typing import Any

import pytest
from kombu.exceptions import OperationalError

import settings
from moderation import health, intake, upkeep
from store.tables import Site
from tests.helpers import submit
from worker import app, names, publish, tasks
from worker.depth import depths

Sent = list[tuple[str, list[Any], str]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """The messages that were published."""
    messages: Sent = []

    def send_task(name: str, args: list[Any], queue: str) -> None:
        messages.append((name, args, queue))

    monkeypatch.setattr(publish.celery, "send_task", send_task)
    return messages


def test_a_message_holds_ids_and_nothing_else(site: Site, sent: Sent) -> None:
    comment = submit(site, "Bonjour", author_email="lea@example.org")
    assert publish.score([comment.id])
    assert sent == [(names.SCORE, [[comment.id]], names.LIVE)]


def test_bulk_goes_in_batches_and_live_one_by_one(sent: Sent) -> None:
    ids = [str(number) for number in range(120)]
    publish.score(ids, names.BULK)
    publish.score(ids[:3], names.LIVE)
    assert [len(args[0]) for _, args, _ in sent] == [50, 50, 20, 1, 1, 1]


def test_a_broker_that_is_down_is_counted_and_the_sweep_finds_the_comment(
    site: Site, monkeypatch: pytest.MonkeyPatch, sent: Sent
) -> None:
    comment = submit(site)
    with monkeypatch.context() as down:
        down.setattr(publish.celery, "send_task", _refuse)
        assert not publish.score([comment.id])
    assert intake.get(site, comment.id).queued_at is None
    assert health.figures().counters == {"publish_failures": 1}

    monkeypatch.setattr(upkeep, "NEVER_SENT", timedelta(0))
    monkeypatch.setattr(tasks, "queues_are_empty", lambda: False)
    tasks.sweep()
    assert sent == [(names.SCORE, [[comment.id]], names.LIVE)]
    assert intake.get(site, comment.id).queued_at is not None


def test_a_lost_message_is_sent_again_only_once_the_queue_is_empty(
    site: Site, monkeypatch: pytest.MonkeyPatch, sent: Sent
) -> None:
    comment = submit(site)
    monkeypatch.setattr(upkeep, "LOST_IF_IDLE", timedelta(0))
    monkeypatch.setattr(tasks, "queues_are_empty", lambda: False)
    tasks.sweep()
    assert sent == []
    monkeypatch.setattr(tasks, "queues_are_empty", lambda: True)
    tasks.sweep()
    assert sent == [(names.SCORE, [[comment.id]], names.LIVE)]


def test_a_real_broker_that_refuses_does_not_raise_and_does_not_hold_the_caller(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIS_BROKER_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(publish, "celery", app.make(settings.read()))
    app.celery.set_default()
    assert not publish.score([submit(site).id])


def test_the_depth_of_each_queue_is_what_waits_in_it() -> None:
    with publish.celery.connection_for_write() as connection:
        for name in names.QUEUES:
            connection.default_channel.queue_purge(name)
    publish.score(["one", "two"])
    assert depths() == dict.fromkeys(names.QUEUES, 0) | {names.LIVE: 2}


def _refuse(*_: Any, **__: Any) -> None:
    raise OperationalError("down")
