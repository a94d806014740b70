"""The Celery application: broker, queues and schedule."""

from datetime import timedelta
from typing import Any

from celery import Celery
from kombu import Exchange, Queue

import settings
from worker import names

SWEEP_EVERY = timedelta(seconds=10)
# Seconds that one task may run: longer than any honest batch, shorter than its claim.
TASK_LIMIT = 20


def make(config: settings.Settings) -> Celery:
    """A Celery application for these settings, whose tasks live in `worker.tasks`."""
    app = Celery("tamis", broker=config.broker_url, include=["worker.tasks", "worker.process"])
    app.conf.update(_queues() | _safety() | _transport(config.broker_url))
    app.conf.beat_schedule = _schedule()
    app.conf.worker_concurrency = config.worker_concurrency
    app.set_default()
    return app


def _queues() -> dict[str, Any]:
    return {
        # Each with an exchange of its own: left to its default, Celery binds every queue
        # to one exchange and one key, and a message for one lands in all of them.
        "task_queues": [Queue(name, Exchange(name), routing_key=name) for name in names.QUEUES],
        "task_default_queue": names.LIVE,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "enable_utc": True,
        "timezone": "UTC",
    }


def _safety() -> dict[str, Any]:
    """A message is only gone when its work is done; a process that dies gives it back."""
    return {
        "task_acks_late": True,
        "task_retry_on_worker_lost": True,
        "task_reject_on_worker_lost": True,
        "task_time_limit": TASK_LIMIT,
        "task_soft_time_limit": TASK_LIMIT - 5,
        "worker_prefetch_multiplier": 1,
        "worker_soft_shutdown_timeout": 10,
        "worker_hijack_root_logger": False,
        "broker_connection_retry_on_startup": True,
        # None: try for ever. A worker that gives up leaves comments waiting for a person.
        "broker_connection_max_retries": None,
        # A broker that is down must not hold the site's request; the sweep sends later.
        "task_publish_retry_policy": {
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0.1,
            "interval_max": 0.1,
        },
    }


def _transport(broker_url: str) -> dict[str, Any]:
    if not broker_url.startswith(("redis", "valkey")):
        return {}
    return {
        "broker_transport_options": {
            "visibility_timeout": 300,
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            # The first queue named is emptied first.
            "queue_order_strategy": "priority",
            "global_keyprefix": "tamis:",
            "socket_connect_timeout": 1,
            # A broker that stands still must not hold a site's request. Longer than the
            # second that a worker waits for its next message.
            "socket_timeout": 3,
            "socket_keepalive": True,
            "health_check_interval": 10,
        }
    }


def _schedule() -> dict[str, Any]:
    # An entry that waited too long is dropped: the next one does the same work.
    soon = {"queue": names.UPKEEP, "expires": SWEEP_EVERY.total_seconds()}
    daily = {"queue": names.UPKEEP, "expires": 3600}
    return {
        "sweep": {"task": names.SWEEP, "schedule": SWEEP_EVERY, "options": soon},
        "purge": {"task": names.PURGE, "schedule": timedelta(days=1), "options": daily},
    }


celery = make(settings.current())
