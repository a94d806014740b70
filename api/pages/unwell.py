"""What moderators are told in plain words when a part of the service is unwell.

Asking a broker that is away takes a second, so that one request in five seconds asks and
all others are told what it found.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import cast

from flask import Flask, current_app
from flask_babel import gettext

from api import readiness
from moderation import health
from store.engine import DatabaseUnavailable

KEPT_FOR = 5.0
# Seconds: a comment that waits longer than this for its score waits too long.
LATE = timedelta(seconds=60)
NAME = "tamis-unwell"


class Watch:
    """The names of the parts that are unwell, asked for anew when the answer is old."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._found: tuple[str, ...] = ()

    def parts(self) -> tuple[str, ...]:
        if time.monotonic() - self._asked > KEPT_FOR and self._lock.acquire(blocking=False):
            try:
                self._found = _ask()
                self._asked = time.monotonic()
            finally:
                self._lock.release()
        return self._found


def register(app: Flask) -> None:
    app.extensions[NAME] = Watch()


def troubles() -> list[str]:
    """A sentence for each part that is unwell, in the page's language."""
    watch = cast(Watch, current_app.extensions[NAME])
    return [WORDS[part]() for part in watch.parts() if part in WORDS]


def _ask() -> tuple[str, ...]:
    found = [check.name for check in readiness.checks() if not check.ok]
    return (*found, "late") if not found and _is_late() else tuple(found)


def _is_late() -> bool:
    try:
        waiting = health.oldest_pending_age()
    except DatabaseUnavailable:
        return False
    return waiting is not None and waiting > LATE


WORDS: dict[str, Callable[[], str]] = {
    "database": lambda: gettext("The database does not answer as it should."),
    "broker": lambda: gettext("The queue that carries comments to the scorer does not answer."),
    "model": lambda: gettext("The model that scores comments cannot be loaded."),
    "worker": lambda: gettext("Nothing scores comments at the moment."),
    "late": lambda: gettext("Scoring is behind: comments wait longer than a minute."),
}
