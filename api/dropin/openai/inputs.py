"""Reading a request's `input`: a text, a list of texts, or a list of parts that are one."""

from typing import Any

from api.dropin.openai.answers import Refusal
from api.fields import FORBIDDEN
from api.limits import LONGEST_TEXT

MODELS = (
    "omni-moderation-latest",
    "omni-moderation-2024-09-26",
    "text-moderation-latest",
    "text-moderation-stable",
    "text-moderation-007",
)
MOST_TEXTS = 100


def model(body: dict[str, Any]) -> str:
    """The name that the client uses; there is one model behind all of them."""
    named = body.get("model") or MODELS[0]
    if named not in MODELS:
        said = named[:100] if isinstance(named, str) else type(named).__name__
        raise Refusal(404, f"The model `{said}` does not exist here.", "model_not_found", "model")
    return str(named)


def texts(body: dict[str, Any]) -> list[str]:
    """The texts to judge, each for one result.

    Raises:
        Refusal: there is none, there are too many, or one is of another kind.
    """
    given = body.get("input")
    if isinstance(given, str):
        return [_text(given, "input")]
    if not isinstance(given, list) or not given:
        raise _bad("input", "Send a text, a list of texts, or a list of parts with a text.")
    if len(given) > MOST_TEXTS:
        raise _bad("input", f"Send at most {MOST_TEXTS} texts at once, not {len(given)}.")
    if isinstance(given[0], dict):
        return [_joined(given)]
    return [_text(one, f"input[{place}]") for place, one in enumerate(given)]


def _joined(parts: list[Any]) -> str:
    """The texts of all parts as one: they are parts of one message. Pictures are not judged."""
    found = []
    for place, part in enumerate(parts):
        kind = part.get("type") if isinstance(part, dict) else None
        if kind == "text":
            found.append(_text(part.get("text"), f"input[{place}].text"))
        elif kind != "image_url":
            raise _bad(f"input[{place}].type", "Must be text or image_url.")
    if not found:
        raise _bad("input", "There is no text in it, and pictures cannot be judged here.")
    return "\n".join(found)


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise _bad(path, "Must be a text.")
    if len(value) > LONGEST_TEXT:
        raise _bad(path, f"Is longer than {LONGEST_TEXT} characters.")
    return FORBIDDEN.sub("", value)


def _bad(path: str, text: str) -> Refusal:
    return Refusal(400, f"Invalid '{path}': {text}", "invalid_value", path)
