"""A real worker on a real broker: what is killed comes back, what kills is set aside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import kombu
import pytest

from cli import broker
from moderation import intake, sites
from moderation.intake import Submission
from store import migrate
from store.tables import Comment, Site
from tests.conftest import database_at
from tests.worker.deadly_model import DEADLY
from worker import names

ROOT = Path(__file__).parent.parent.parent
RABBITMQ = os.environ.get("TAMIS_TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")
PATIENCE = 150


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "what was waited for never came"
        time.sleep(0.05)


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A private Redis server."""
    try:
        binary = broker.binary()
    except click.ClickException:
        pytest.skip("no Redis server can be run here")
    private = broker.Private(binary, tmp_path)
    program = private.program(tmp_path / "redis.log", {})
    with subprocess.Popen(program.command, stdout=subprocess.DEVNULL) as server:
        wait_for(lambda: broker.answers(private.url))
        yield private.url
        server.kill()


@pytest.fixture
def rabbitmq_url() -> Iterator[str]:
    """The RabbitMQ that answers, with our queues emptied before and after."""
    try:
        _empty_queues()
    except (OSError, kombu.exceptions.OperationalError):
        pytest.skip("no RabbitMQ answers (TAMIS_TEST_RABBITMQ_URL)")
    yield RABBITMQ
    _empty_queues()


def _empty_queues() -> None:
    with kombu.Connection(RABBITMQ, connect_timeout=3) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0)
        for name in names.QUEUES:
            channel = connection.channel()
            channel.queue_delete(name)
            channel.close()


@pytest.fixture(params=["redis", "rabbitmq"])
def broker_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with database_at(f"sqlite:///{tmp_path / 'tamis.sqlite3'}"):
        migrate.upgrade()
        yield sites.add("gazette", "La Gazette")


class Worker:
    """A worker in processes of its own, and a way to send it work."""

    def __init__(self, broker_url: str) -> None:
        self.environment = os.environ | {"TAMIS_BROKER_URL": broker_url}
        self.start()

    def start(self) -> None:
        application = ["-A", "tests.worker.deadly:celery", "worker", "--concurrency", "2"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celery", "--quiet", *application, "--without-mingle"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, function: str, *arguments: str) -> None:
        """Call a function of the worker room in a process that knows the same broker."""
        program = f"import sys; from worker import publish, tasks; {function}"
        subprocess.run(
            [sys.executable, "-c", program, *arguments], cwd=ROOT, env=self.environment, check=True
        )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def worker(site: Site, broker_url: str) -> Iterator[Worker]:
    made = Worker(broker_url)
    yield made
    made.kill()


def submit(site: Site, text: str) -> Comment:
    return intake.accept(site, Submission("/a", text)).comment


def status(site: Site, comment: Comment) -> str:
    return intake.get(site, comment.id).status


def test_one_deadly_comment_is_set_aside_and_takes_no_other_with_it(
    site: Site, worker: Worker
) -> None:
    good = [submit(site, f"Texte ordinaire numéro {number}.") for number in range(5)]
    deadly = submit(site, f"Attention, {DEADLY}.")
    every = [*good[:3], deadly, *good[3:]]
    worker.ask("publish.score(sys.argv[1:], 'bulk')", *(comment.id for comment in every))
    wait_for(lambda: all(status(site, comment) != "pending" for comment in every))
    assert {status(site, comment) for comment in good} == {"approved"}
    after = intake.get(site, deadly.id)
    assert (after.status, after.reasons) == ("flagged", ["scoring_failed"])


def test_a_killed_worker_loses_nothing(site: Site, worker: Worker) -> None:
    comments = [submit(site, f"Texte ordinaire numéro {number}.") for number in range(40)]
    worker.ask("publish.score(sys.argv[1:])", *(comment.id for comment in comments))
    wait_for(lambda: any(status(site, comment) == "approved" for comment in comments))
    worker.kill()
    worker.start()
    # What the beat would ask for, without waiting for messages to be given up as lost.
    hurry = "from datetime import timedelta as t; from moderation import upkeep as u; "
    hurry += "u.LOST_IF_IDLE = u.LOST_AT_LAST = t(0); tasks.sweep()"
    waiting = comments

    def settled() -> bool:
        nonlocal waiting
        waiting = [comment for comment in waiting if status(site, comment) == "pending"]
        if waiting:
            worker.ask(hurry)
        return not waiting

    wait_for(settled)
    assert {status(site, comment) for comment in comments} == {"approved"}
