"""What moderators are told in plain words when a part of the service is unwell.

Every open list asks every three seconds, and asking a broker that is away takes a second: so
one thread of a process looks for all, and what it found is good for a moment.
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

# Seconds. With `LATE` and the time between two questions of a list: told within ten.
KEPT_FOR = 2.0
# A live comment that waits longer than this for its verdict waits too long.
LATE = timedelta(seconds=5)
NAME = "tamis-unwell"


class Watch:
    """The names of the parts that are unwell, asked for anew when the answer is old.

    Nobody waits for the one who asks: until it is known, all are told what was known before.
    """

    def __init__(self, ask: Callable[[], tuple[str, ...]] | None = None) -> None:
        self._ask = ask or look
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._found: tuple[str, ...] = ()

    def parts(self) -> tuple[str, ...]:
        if time.monotonic() - self._asked > KEPT_FOR and self._lock.acquire(blocking=False):
            try:
                self._found = self._ask()
                self._asked = time.monotonic()
            finally:
                self._lock.release()
        return self._found


def register(app: Flask) -> None:
    app.extensions[NAME] = Watch()


def trouble() -> str | None:
    """What is unwell and that no comment is lost, in the page's language; None: all is well."""
    watch = cast(Watch, current_app.extensions[NAME])
    told = [WORDS[part]() for part in watch.parts() if part in WORDS]
    kept = gettext("New comments are kept; none is published unscored.")
    return " ".join([*told, kept]) if told else None


def look() -> tuple[str, ...]:
    """The parts that /readyz finds unwell, and `late` where scoring is behind."""
    found = [check.name for check in readiness.checks() if not check.ok]
    return (*found, "late") if not found and _is_late() else tuple(found)


def _is_late() -> bool:
    try:
        return health.scoring_is_behind(LATE)
    except DatabaseUnavailable:
        return False


WORDS: dict[str, Callable[[], str]] = {
    "database": lambda: gettext("The database does not answer as it should."),
    "broker": lambda: gettext("The queue that carries comments to the scorer does not answer."),
    "model": lambda: gettext("The model that scores comments cannot be loaded."),
    "worker": lambda: gettext("Nothing scores comments at the moment."),
    "late": lambda: gettext("Scoring is behind: new comments arrive here late."),
}
