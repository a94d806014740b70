"""Fields of Google's JSON: camelCase or snake_case, null for what was not sent, no surprises."""

import math
import re
from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load

from api.fields import FORBIDDEN, LANGUAGE

UNKNOWN = "Cannot find field."
SNAKE = re.compile(r"_([a-z])")


class Message(Schema):
    """One message; a name that it does not have is refused, as Google does."""

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": UNKNOWN, "type": "Send an object."}  # noqa: RUF012

    @pre_load
    def _as_sent(self, data: Any, **_: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {camel(name): value for name, value in data.items() if value is not None}


def camel(name: str) -> str:
    """`do_not_store` as `doNotStore`: Google's JSON has both names for every field."""
    return SNAKE.sub(lambda found: found[1].upper(), name)


class Probability(fields.Float):
    """A number in [0, 1]; neither a text nor a truth value."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> float:
        if isinstance(value, bool | str) or not isinstance(value, int | float):
            raise ValidationError("Send a number.")
        number: float = super()._deserialize(value, attr, data, **kwargs)
        if not (math.isfinite(number) and 0 <= number <= 1):
            raise ValidationError("Send a number from 0 to 1.")
        return number


class Language(fields.String):
    """A BCP-47 tag, such as fr or hi-Latn."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        tag: str = super()._deserialize(value, attr, data, **kwargs)
        if not tag or not re.fullmatch(LANGUAGE, tag):
            raise ValidationError("Send a language tag such as fr or hi-Latn.")
        return tag.replace("_", "-")


def clean(text: str) -> str:
    """Without what no comment holds: it would only hide words from the model."""
    return FORBIDDEN.sub("", text)


def first(messages: Any, path: str = "") -> tuple[str, str]:
    """Path and text of the first thing that marshmallow found wrong."""
    if isinstance(messages, dict):
        name, inner = next(iter(messages.items()))
        own = "" if name in ("_schema", "value", "key") else str(name)
        return first(inner, ".".join(part for part in (path, own) if part))
    return path, str(messages[0] if isinstance(messages, list) else messages)
