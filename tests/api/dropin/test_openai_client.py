"""OpenAI's own client, unmodified, against the running service."""

import asyncio
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.api.live import serving
from tests.conftest import ScriptedModel

openai = pytest.importorskip("openai", reason="the client openai is not installed")

RUDE = "Quel idiot, ce maire, vraiment."


@pytest.fixture
def base_url(app: Flask) -> Iterator[str]:
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}/v1"


def test_the_client(base_url: str, site_key: str) -> None:
    with openai.OpenAI(base_url=base_url, api_key=site_key) as client:
        one = client.moderations.create(input=RUDE, model="omni-moderation-latest")
        two = client.moderations.create(input=["Merci.", RUDE])
        parts = client.moderations.create(input=[{"type": "text", "text": RUDE}])
    assert one.results[0].flagged and one.results[0].categories.harassment
    assert one.results[0].category_scores.harassment == 0.85
    assert one.results[0].categories.self_harm is False
    assert one.results[0].category_applied_input_types.self_harm == []
    assert [found.flagged for found in two.results] == [False, True]
    assert [found.flagged for found in parts.results] == [True]


def test_the_client_async(base_url: str, site_key: str) -> None:
    async def talk() -> list[bool]:
        async with openai.AsyncOpenAI(base_url=base_url, api_key=site_key) as client:
            answers = await asyncio.gather(
                *(client.moderations.create(input=text) for text in ("Merci.", RUDE))
            )
        return [answer.results[0].flagged for answer in answers]

    assert asyncio.run(talk()) == [False, True]


def test_the_clients_exceptions(base_url: str, site_key: str, model: ScriptedModel) -> None:
    with openai.OpenAI(base_url=base_url, api_key="sk-wrong") as client:
        with pytest.raises(openai.AuthenticationError) as wrong:
            client.moderations.create(input="x")
        assert wrong.value.code == "invalid_api_key"
    with openai.OpenAI(base_url=base_url, api_key=site_key, max_retries=0) as client:
        with pytest.raises(openai.NotFoundError) as unknown:
            client.moderations.create(input="x", model="gpt-9")
        with pytest.raises(openai.BadRequestError) as bad:
            client.moderations.create(input=[])
        assert (unknown.value.code, bad.value.param) == ("model_not_found", "input")
        model.fails = lambda: RuntimeError("broken")
        with pytest.raises(openai.InternalServerError):
            client.moderations.create(input="x")
