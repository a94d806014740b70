"""What a worker process does at its start: logs, its own connections, the model in memory."""

import os
from typing import Any

import structlog
from celery.signals import (
    setup_logging,
    task_postrun,
    task_prerun,
    worker_init,
    worker_process_init,
)

import settings
from classifier import ModelError
from moderation import scorer
from store import engine, precedence
from worker import logs

log = structlog.get_logger(__name__)


# Who asks for a verdict at once is waiting; what lies in the queues can.
MAKES_WAY = 10


@setup_logging.connect
def _configure_logs(**_: Any) -> None:
    logs.configure(settings.current())


@worker_init.connect
def _make_way(**_: Any) -> None:
    """Let the processes that answer requests go first; those forked from this one inherit it."""
    os.nice(MAKES_WAY)
    precedence.make_way()


@worker_process_init.connect
def _start(**_: Any) -> None:
    engine.dispose(inherited=True)
    try:
        scorer.model()
    except ModelError as error:
        # The process lives on: comments wait, and readiness says why.
        log.error("no_model", why=str(error))


@task_prerun.connect
def _bind(task_id: str, task: Any, **_: Any) -> None:
    structlog.contextvars.bind_contextvars(task_id=task_id, task=task.name)


@task_postrun.connect
def _unbind(**_: Any) -> None:
    structlog.contextvars.clear_contextvars()
