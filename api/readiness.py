"""The checks behind /readyz. Each says in words how one part is; none shows a secret."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from classifier import ModelError
from moderation import health, scorer
from store import migrate
from store.engine import DatabaseUnavailable
from worker import depth

# The worker is asked to show itself every ten seconds.
SILENT_AFTER = 45.0


@dataclass(frozen=True, slots=True)
class Check:
    """One part; `vital` if no comment can be kept without it."""

    name: str
    ok: bool
    words: str
    vital: bool = False

    def shown(self) -> dict[str, Any]:
        return {"name": self.name, "ok": self.ok, "words": self.words}


def checks() -> list[Check]:
    made: list[Callable[[], Check]] = [_database, _broker, _model, _worker]
    return [check() for check in made]


def _database() -> Check:
    try:
        health.ping()
        pending = migrate.pending()
    except (DatabaseUnavailable, OSError) as error:
        words = f"The database does not answer ({error})."
        return Check("database", False, words, vital=True)
    if pending:
        words = "The database lacks a migration: run `tamis migrate`."
        return Check("database", False, words, vital=True)
    return Check("database", True, "The database answers.", vital=True)


def _broker() -> Check:
    try:
        waiting = sum(depth.depths().values())
    except Exception as error:
        # Each transport has errors of its own; whatever it is, the broker is not usable.
        words = f"The broker does not answer ({type(error).__name__}); comments are kept and wait."
        return Check("broker", False, words)
    return Check("broker", True, f"The broker answers; {waiting} messages wait.")


def _model() -> Check:
    try:
        return Check("model", True, f"Model {scorer.model().version} is loaded.")
    except ModelError as error:
        return Check("model", False, f"{error} Comments are kept, none is published unscored.")


def _worker() -> Check:
    try:
        seen = health.seconds_since_beat("worker")
    except DatabaseUnavailable:
        return Check("worker", False, "Unknown while the database does not answer.")
    if seen is None or seen > SILENT_AFTER:
        since = "yet" if seen is None else f"for {seen:.0f} s"
        return Check("worker", False, f"No worker was seen {since}; comments are kept and wait.")
    return Check("worker", True, f"A worker was seen {seen:.0f} s ago.")
