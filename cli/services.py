"""The programs that make up the service, as they are run on one machine."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from cli.child import Program
from worker import names

CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "worker.app"]


def programs(folder: Path, logs: Path, environment: Mapping[str, str]) -> Iterator[Program]:
    """The programs, in the order in which they start."""
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:api.gunicorn_conf"]
    schedule = ["--schedule", str(folder / "beat-schedule"), "--pidfile="]
    commands = {
        "web": [*gunicorn, "api.wsgi:app"],
        "worker": [*CELERY, "worker", "--queues", ",".join(names.QUEUES)],
        "beat": [*CELERY, "beat", *schedule],
    }
    for name, command in commands.items():
        yield Program(name, command, logs / f"{name}.log", environment)
