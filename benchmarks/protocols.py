"""One call of each protocol that tamis speaks for others, as its clients make it."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import click
import urllib3

# Words of this run alone: a text that came before is another, cheaper question.
RUN = uuid.uuid4().hex[:8]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """A path, headers and a body to be posted."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Protocol:
    """A call by key and number, and whether its answer came without a verdict."""

    call: Callable[[str, int], Call]
    held: Callable[[urllib3.BaseHTTPResponse], bool]


def _akismet(key: str, index: int) -> Call:
    fields = {
        "api_key": key,
        "blog": "https://gazette.example",
        "user_ip": "192.0.2.7",
        "permalink": f"https://gazette.example/article-{index % 20}",
        "comment_author": f"Lecteur {index}",
        "comment_author_email": f"lecteur{index}@example.org",
        "comment_content": _text(index),
    }
    return Call("/1.1/comment-check", {"content-type": FORM}, urlencode(fields).encode())


def _akismet_held(answer: urllib3.BaseHTTPResponse) -> bool:
    if answer.data not in (b"true", b"false"):
        raise _no_answer(answer)
    return "X-akismet-error" in answer.headers


def _perspective(key: str, index: int) -> Call:
    wanted: Mapping[str, Mapping[str, str]] = {"TOXICITY": {}, "INSULT": {}, "SPAM": {}}
    asked = {"comment": {"text": _text(index)}, "requestedAttributes": wanted, "languages": ["fr"]}
    path = f"/v1alpha1/comments:analyze?key={key}"
    return Call(path, {"content-type": JSON}, json.dumps(asked).encode())


def _openai(key: str, index: int) -> Call:
    headers = {"content-type": JSON, "authorization": f"Bearer {key}"}
    return Call("/v1/moderations", headers, json.dumps({"input": _text(index)}).encode())


def _unavailable(answer: urllib3.BaseHTTPResponse) -> bool:
    if answer.status not in (200, 503):
        raise _no_answer(answer)
    return answer.status == 503


def _coral(key: str, index: int) -> Call:
    """`key` is `SITE:SECRET`. A wrong one is answered like a service that is unwell: held."""
    site, _, secret = key.partition(":")
    asked = {
        "action": "NEW",
        "comment": {"body": f"<div>{_text(index)}</div>"},
        "author": {"id": f"lecteur-{index}", "role": "COMMENTER"},
        "story": {"url": f"https://gazette.example/article-{index % 20}"},
    }
    body = json.dumps(asked).encode()
    signed = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"content-type": JSON, "x-coral-signature": f"sha256={signed}"}
    return Call(f"/coral/{site}", headers, body)


def _coral_held(answer: urllib3.BaseHTTPResponse) -> bool:
    if answer.status not in (200, 204):
        raise _no_answer(answer)
    # A verdict that flags says why.
    return answer.status == 200 and "actions" not in answer.json()


def _no_answer(answer: urllib3.BaseHTTPResponse) -> click.ClickException:
    return click.ClickException(f"The service answered {answer.status}: {answer.data[:300]!r}.")


def _text(index: int) -> str:
    return f"Merci pour l’article {RUN} numéro {index}, très utile ici."


PROTOCOLS = {
    "akismet": Protocol(_akismet, _akismet_held),
    "perspective": Protocol(_perspective, _unavailable),
    "openai": Protocol(_openai, _unavailable),
    "coral": Protocol(_coral, _coral_held),
}
