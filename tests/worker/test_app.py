"""The Celery application is set up so that no message can be lost or multiplied."""

import worker.tasks
from moderation import scoring
from worker import names
from worker.app import TASK_LIMIT, celery


def test_each_queue_has_an_exchange_of_its_own() -> None:
    bound = [
        (queue.name, queue.exchange.name, queue.routing_key) for queue in celery.conf.task_queues
    ]
    assert bound == [(name, name, name) for name in names.QUEUES]


def test_every_task_name_is_a_task_and_every_task_is_named() -> None:
    ours = {name for name in celery.tasks if name.startswith("tamis.")}
    assert ours == {names.SCORE, names.SWEEP, names.DELIVER, names.PURGE}
    assert worker.tasks.score.name == names.SCORE


def test_the_schedule_sends_known_tasks_to_known_queues() -> None:
    for entry in celery.conf.beat_schedule.values():
        assert entry["task"] in celery.tasks
        assert entry["options"]["queue"] in names.QUEUES


def test_a_task_is_stopped_before_its_claim_ends() -> None:
    assert scoring.LEASE.total_seconds() > TASK_LIMIT
