"""The docs are part of the product: nothing is missing from them and their examples run."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from api import limits, problems
from api.inputs import CommentIn
from api.submission import from_json
from cli.main import COMMANDS
from moderation.policy import Policy
from moderation.reasons import FOR_PEOPLE, Reason
from settings import Settings
from tests.api.conftest import Client, app, at_once, client
from worker import names

__all__ = ["app", "at_once", "client"]

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", read(name), re.M | re.S)


@pytest.mark.parametrize("reason", list(Reason), ids=str)
def test_every_reason_is_told_with_its_words(reason: Reason) -> None:
    who = "person" if reason in FOR_PEOPLE else ""
    assert f"| `{reason}` | {who} | {reason.french} | {reason.english} |" in read("docs/api.md")


def test_every_route_is_told(app: Flask) -> None:
    told = read("docs/api.md")
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(("/v1", "/public", "/healthz", "/readyz", "/metrics")):
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert f"`{method} {path}`" in told, f"{method} {path}"


@pytest.mark.parametrize("field", [field.name for field in fields(Policy)])
def test_every_choice_of_a_policy_is_told(field: str) -> None:
    assert f"`{field}`" in read("docs/api.md")


@pytest.mark.parametrize("field", [field.name for field in fields(Settings)])
def test_every_setting_is_told(field: str) -> None:
    named = {"host": "HOST", "port": "PORT", "redis_url": "REDIS_URL"}
    assert f"`{named.get(field, f'TAMIS_{field.upper()}')}`" in read("docs/operate.md")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told(command: str) -> None:
    assert any(f"tamis {command}" in path.read_text() for path in DOCS.glob("*.md"))


@pytest.mark.parametrize("queue", names.QUEUES)
def test_every_queue_is_told(queue: str) -> None:
    assert f"`{queue}`" in read("docs/architecture.md")


def test_the_limits_are_the_ones_in_force() -> None:
    told = read("docs/api.md")
    for number in (limits.LONGEST_TEXT, limits.LONGEST_ARTICLE, limits.LARGEST_BATCH):
        assert f"{number:,}" in told
    assert f"1 to {limits.LARGEST_PAGE}" in told
    assert f"{limits.LARGEST_BATCH_BODY // 2**20} MiB" in told
    assert f"{limits.DEEPEST} levels" in told


def test_the_examples_in_the_api_page_are_true(client: Client) -> None:
    comment, problem = map(json.loads, blocks("docs/api.md", "json"))
    assert client.post("/v1/comments", comment).status_code == 202
    bad = client.post("/v1/comments", {"thread": "/a", "text": "x", "author": {"email": "lea"}})
    shown = {name: value for name, value in bad.json.items() if name != "request_id"}
    assert shown == problem
    from_json(CommentIn().load(comment))


@pytest.mark.usefixtures("at_once")
def test_the_readmes_request_gets_the_readmes_answer(client: Client) -> None:
    request = next(block for block in blocks("README.md", "sh") if "curl" in block)
    body = json.loads(re.search(r"-d '(.*)'", request)[1])  # type: ignore[index]
    promised: dict[str, Any] = json.loads(blocks("README.md", "json")[0])
    answer = client.post("/v1/comments", body, Prefer="wait=5").json
    assert list(answer) == list(promised)
    for name in ("status", "thread", "text", "author", "reasons", "decided_by", "revision"):
        assert answer[name] == promised[name]


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_error_code_of_a_status_is_told() -> None:
    told = read("docs/api.md")
    for status, (_, code) in problems.WORDS.items():
        assert f"| {status} | `{code}`" in told or status in (403, 409, 503), status
