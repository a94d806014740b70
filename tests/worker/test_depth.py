"""Asking a broker, and telling it, ends whatever the broker does."""

import socket
import time
from collections.abc import Iterator

import pytest
from kombu.exceptions import OperationalError

import settings
from store.tables import Site
from tests.helpers import submit
from worker import app, depth, publish


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of something that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield listening.getsockname()[1]


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_says_nothing_is_given_up_soon(
    silent: int, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIS_BROKER_URL", f"{scheme}://127.0.0.1:{silent}/")
    monkeypatch.setattr(depth, "celery", app.make(settings.read()))
    app.celery.set_default()
    began = time.monotonic()
    with pytest.raises(OperationalError):
        depth.depths()
    assert time.monotonic() - began < 10 * depth.PATIENCE


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_comment_is_taken_in_all_the_same(
    silent: int, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = submit(site)
    monkeypatch.setenv("TAMIS_BROKER_URL", f"redis://127.0.0.1:{silent}/")
    monkeypatch.setattr(publish, "celery", app.make(settings.read()))
    app.celery.set_default()
    began = time.monotonic()
    assert not publish.score([comment.id])
    assert time.monotonic() - began < 30
