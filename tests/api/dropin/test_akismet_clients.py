"""Akismet's clients, unmodified, against the running service."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from moderation import publication
from store.tables import Site
from tests.api.live import serving

akismet = pytest.importorskip("akismet", reason="the client akismet is not installed")
httpx = pytest.importorskip("httpx", reason="the client akismet is not installed")

SCRIPT = Path(__file__).parent / "akismet_api.mjs"
HAM, SPAM = "Merci pour cet article.", "Le meilleur casino en ligne"
THANKS = "Thanks for making the web a better place."
PLACE = {"user_ip": "192.0.2.7", "permalink": "https://gazette.example/a"}


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    with serving(app) as number:
        yield number


class Redirected(httpx.HTTPTransport):
    """Sends what is meant for Akismet to the service, as another address in DNS would."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return super().handle_request(request)


class RedirectedAsync(httpx.AsyncHTTPTransport):
    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return await super().handle_async_request(request)


def configured(key: str) -> "akismet.Config":
    return akismet.Config(key=key, url="https://gazette.example")


def statuses(site: Site) -> list[str]:
    return [comment.status for comment in publication.page(site, None, None, None, 10)]


def test_the_python_client(port: int, site: Site, akismet_key: str) -> None:
    with httpx.Client(transport=Redirected(port), timeout=30) as http:
        client = akismet.SyncClient.validated_client(configured(akismet_key), http_client=http)
        ham = client.comment_check(comment_content=HAM, **PLACE)
        spam = client.comment_check(comment_content=SPAM, **PLACE)
        assert (ham, spam) == (akismet.CheckResponse.HAM, akismet.CheckResponse.DISCARD)
        assert client.submit_spam(comment_content=HAM, **PLACE)
        assert client.submit_ham(comment_content=SPAM, **PLACE)
        assert statuses(site) == ["rejected", "approved"]
        assert client.usage_limit()["usage"] == 2


def test_the_python_client_refuses_a_wrong_key(port: int) -> None:
    with (
        httpx.Client(transport=Redirected(port), timeout=30) as http,
        pytest.raises(akismet.APIKeyError),
    ):
        akismet.SyncClient.validated_client(configured("0123456789ab"), http_client=http)


def test_the_python_client_async(port: int, site: Site, akismet_key: str) -> None:
    async def talk() -> list[object]:
        async with httpx.AsyncClient(transport=RedirectedAsync(port), timeout=30) as http:
            client = await akismet.AsyncClient.validated_client(
                configured(akismet_key), http_client=http
            )
            return [
                await client.comment_check(comment_content=HAM, **PLACE),
                await client.comment_check(comment_content=SPAM, **PLACE),
                await client.submit_spam(comment_content=HAM, **PLACE),
                await client.submit_ham(comment_content=SPAM, **PLACE),
            ]

    said = asyncio.run(talk())
    assert said == [akismet.CheckResponse.HAM, akismet.CheckResponse.DISCARD, True, True]
    assert statuses(site) == ["rejected", "approved"]


def node(*args: str) -> "subprocess.CompletedProcess[str]":
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed")
    command = [found, *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_the_javascript_client(port: int, site: Site, akismet_key: str) -> None:
    if node("-e", "require('akismet-api')").returncode:
        pytest.skip("the client akismet-api is not where node looks (NODE_PATH)")
    ran = node(str(SCRIPT), akismet_key, str(port))
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {
        "valid": True,
        "unknown": False,
        "ham": False,
        "spam": True,
        "submitSpam": THANKS,
        "submitHam": THANKS,
    }
    assert statuses(site) == ["rejected", "approved"]
