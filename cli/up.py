"""`tamis up`: the whole service on this machine, on nothing but its own folder."""

import os
import shlex
import socket
import time
from pathlib import Path

import click

import settings
from cli import broker, home
from cli.signals import Signals
from cli.supervisor import Supervisor

READY_WITHIN = 90


@click.command()
def up() -> None:
    """Run the whole service on this machine; Ctrl-C ends it.

    HOST, PORT and TAMIS_DATA say where; REDIS_URL and TAMIS_DATABASE_URL, if set, name
    servers to use in place of the private ones.
    """
    config = settings.read()
    data = home.prepare(config.data)
    lock = home.lock(data)
    check_port(config.host, config.port)
    with Signals() as signals:
        supervisor = Supervisor(lock, signals, say)
        try:
            _run(supervisor, signals, config, data)
        finally:
            say("Stopping.")
            supervisor.stop()


def _run(supervisor: Supervisor, signals: Signals, config: settings.Settings, data: Path) -> None:
    """
    1. Redis, since everything talks through it.
    2. The settings of all processes, this one too, which from here on may use the database.
    3. The database, the demo site, then the other processes.
    4. Once everything answers, say how to use it, and keep it alive.
    """
    say("Starting.")
    redis_url = _redis(supervisor, config, data)
    os.environ.update(environment(config, data, redis_url))
    settings.current.cache_clear()
    demo = _database(base_url(config), data)
    _start(supervisor, data, base_url(config))
    if not signals.stops:
        say(welcome(demo, data))
    supervisor.watch()


def _redis(supervisor: Supervisor, config: settings.Settings, data: Path) -> str:
    """The address of a Redis that answers; starts a private one where none was named."""
    if "REDIS_URL" in os.environ or "REDIS_URL_FILE" in os.environ:
        broker.require(config.redis_url)
        return config.redis_url
    folder = home.prepare(data / "redis")
    private = broker.Private(broker.binary(), folder)
    log = data / "logs" / "redis.log"
    supervisor.start(private.program(log, dict(os.environ)))
    if not supervisor.wait_until(lambda: broker.answers(private.url), 20):
        raise click.ClickException(f"The private Redis did not start; {log} says why.")
    return private.url


def environment(config: settings.Settings, data: Path, redis_url: str) -> dict[str, str]:
    """What the processes are told beside what the operator set."""
    told = {"TAMIS_DATA": str(data), "REDIS_URL": redis_url}
    if not config.secret_key:
        told["TAMIS_SECRET_KEY_FILE"] = str(home.secret_key(data))
    return told


def _database(url: str, data: Path) -> dict[str, object]:
    # Only now: these read the settings when they are imported.
    from cli import demo
    from moderation import health
    from store import migrate

    health.ping()
    migrate.upgrade()
    return demo.prepare(data / "demo.json", url)


def _start(supervisor: Supervisor, data: Path, url: str) -> None:
    from cli import ready
    from cli.services import programs

    began = time.monotonic()
    for program in programs(data, data / "logs", dict(os.environ)):
        supervisor.start(program)
    ready.call_the_worker()
    all_answer = supervisor.wait_until(
        lambda: ready.web_is_ready(url) and ready.worker_answered(time.monotonic() - began),
        READY_WITHIN,
    )
    if not all_answer and not supervisor.asked_to_stop:
        raise click.ClickException(
            f"Not ready after {READY_WITHIN} s: {ready.readiness(url)[1]} "
            f"The logs are in {data / 'logs'}."
        )


def check_port(host: str, port: int) -> None:
    """
    Raises:
        click.ClickException: the service could not listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}): choose "
                f"another port, for example PORT={port % 65535 + 1}."
            ) from error


def base_url(config: settings.Settings) -> str:
    """The address for a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(config.host, config.host)
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    return f"http://{host}:{config.port}"


def welcome(demo: dict[str, object], data: Path) -> str:
    """What to open, who to sign in as, and a request to paste."""
    moderator = demo["moderator"]
    assert isinstance(moderator, dict)
    url = demo["base_url"]
    comment = (
        '{"thread": "bienvenue", "text": "Merci pour cet article !", "author": {"name": "Ana"}}'
    )
    curl = (
        f"curl -s {url}/v1/comments -H 'Authorization: Bearer {demo['site_key']}' \\\n"
        "    -H 'Content-Type: application/json' -H 'Prefer: wait=5' \\\n"
        f"    -d {shlex.quote(comment)}"
    )
    return (
        f"Ready.\n\n  An article to comment on   {url}/demo\n"
        f"  The moderators' page       {url}/moderation\n"
        f"    e-mail                   {moderator['email']}\n"
        f"    password                 {moderator['password']}\n\n"
        f"  A comment to send:\n  {curl}\n\n"
        f"  Keys: {data / 'demo.json'}   Logs: {data / 'logs'}   Ctrl-C stops everything.\n"
    )


def say(text: str) -> None:
    click.echo(f"tamis: {text}")
