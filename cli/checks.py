"""What `tamis doctor` looks at. Each check says how one part is and, if ill, what to do."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass

import click

import settings
from cli import broker

SHORTEST_SECRET = 32
LEAST_FREE_BYTES = 1_000_000_000
SILENT_AFTER = 45
CLOCKS_DIFFER_BY = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part is, in words that show no secret."""

    ok: bool
    words: str


Check = Callable[[settings.Settings], Finding]


def folder(config: settings.Settings) -> Finding:
    """The service's folder is there, private and writable, with room to grow."""
    path = config.data
    if not path.is_dir():
        return Finding(False, f"{path} is not there: `tamis up` makes it, or set TAMIS_DATA.")
    if not os.access(path, os.W_OK):
        return Finding(False, f"{path} cannot be written: give it to the user who runs tamis.")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding(False, f"{path} is open to other users: run chmod 700 {path}.")
    free = shutil.disk_usage(path).free
    if free < LEAST_FREE_BYTES:
        return Finding(False, f"only {free // 1_000_000} MB are free on the disk of {path}.")
    return Finding(True, f"{path}, {free // 1_000_000_000} GB free")


def secret_key(config: settings.Settings) -> Finding:
    """The key that signs cookies is set and long enough not to be guessed."""
    key = config.secret_key
    own = config.data / "secret_key"
    if not key and own.is_file():
        return Finding(True, f"`tamis up` keeps one in {own}")
    advice = "set TAMIS_SECRET_KEY_FILE to a file made with `openssl rand -base64 48`."
    if not key:
        return Finding(False, f"none is set: sign-ins end at each restart; {advice}")
    if len(key) < SHORTEST_SECRET or len(set(key)) < 10:
        return Finding(False, f"it can be guessed; {advice}")
    return Finding(True, f"{len(key)} characters")


def database(_: settings.Settings) -> Finding:
    """The database answers and has the newest schema."""
    from moderation import health
    from store import migrate

    health.ping()
    if migrate.pending():
        return Finding(False, "it lacks a migration: run `tamis migrate`.")
    return Finding(True, "it answers, at the newest schema")


def redis(config: settings.Settings) -> Finding:
    """The Redis of REDIS_URL answers (a private one is known to `tamis up` alone)."""
    if broker.answers(config.redis_url):
        return Finding(True, "it answers")
    if "REDIS_URL" not in os.environ and broker.binary():
        return Finding(True, "none is set; `tamis up` starts a private one")
    return Finding(False, "it does not answer: start it, or mend REDIS_URL.")


def messages(config: settings.Settings) -> Finding:
    """The broker takes messages, where it is another than that Redis."""
    from worker import depth

    if config.broker_url == config.redis_url and not broker.answers(config.redis_url):
        return Finding(True, "they go by the private Redis of `tamis up`")
    waiting = sum(depth.depths().values())
    return Finding(True, f"{waiting} wait")


def model(_: settings.Settings) -> Finding:
    """The model loads."""
    from moderation import scorer

    return Finding(True, f"version {scorer.model().version}")


def worker(_: settings.Settings) -> Finding:
    """Beat and a worker are at work: the sweep that one asks for was done by the other."""
    from moderation import health

    seen = health.seconds_since_beat("worker")
    if seen is None or seen > SILENT_AFTER:
        since = "never seen" if seen is None else f"last seen {seen:.0f} s ago"
        return Finding(False, f"{since}: start a worker and beat, or see why one of them ended.")
    return Finding(True, f"seen {seen:.0f} s ago")


def clock(config: settings.Settings) -> Finding:
    """This machine's clock is right, as far as the service's Redis can tell."""
    year = time.gmtime().tm_year
    if year < 2026:
        return Finding(False, f"this machine believes it is {year}: set its clock.")
    differs = broker.clock_differs_by(config.redis_url)
    if differs is not None and abs(differs) > CLOCKS_DIFFER_BY:
        return Finding(False, f"it is {differs:.0f} s away from that of Redis: run NTP on both.")
    return Finding(True, time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()))


CHECKS: dict[str, Check] = {
    "folder": folder,
    "secret key": secret_key,
    "database": database,
    "Redis": redis,
    "messages": messages,
    "model": model,
    "worker": worker,
    "clock": clock,
}


def examine(check: Check, config: settings.Settings) -> Finding:
    """Run one check; one that fails is a finding too, told without what it may have shown."""
    try:
        return check(config)
    except click.ClickException as error:
        return Finding(False, error.message)
    except Exception as error:
        # Whatever it is, the other parts are still worth a look.
        return Finding(False, f"{type(error).__name__}: {_harmless(error)}")


def _harmless(error: Exception) -> str:
    """The words of our own errors; a driver's may hold addresses and passwords."""
    from classifier import ModelError

    return str(error) if isinstance(error, ModelError) else "it does not answer."
