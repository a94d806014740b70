"""Whether the service that was started does its work yet."""

import json
import urllib.error
import urllib.request
from typing import Any

from moderation import health
from worker import names
from worker.app import celery


def web_is_ready(base_url: str) -> bool:
    return readiness(base_url)[0] == 200


def readiness(base_url: str) -> tuple[int, Any]:
    """Status and JSON body of /readyz; 0 and a sentence where nothing answers."""
    try:
        with urllib.request.urlopen(f"{base_url}/readyz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _body(error)
    except (OSError, ValueError):
        return 0, "The web server does not answer."


def call_the_worker() -> None:
    """Ask for a sweep: the worker notes its heartbeat then, and takes up what was left."""
    celery.send_task(names.SWEEP, queue=names.UPKEEP)


def worker_answered(within: float) -> bool:
    """Whether a worker gave a sign of life in the last so many seconds."""
    seen = health.seconds_since_beat("worker")
    return seen is not None and seen < within


def _body(error: urllib.error.HTTPError) -> Any:
    text = error.read(10_000).decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text
