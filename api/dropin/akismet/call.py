"""Reading one call, however its client wrote it, and refusing none for its form.

Forms, JSON, PHP's arrays (`name[]`, `name[0]`), keys in the body, in the query or as the
first label of the host; unknown fields are welcome. What cannot be stored (control
characters, halves of surrogate pairs) is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import Request
from webargs import core

from api.body import loads
from api.dropin.akismet import slashes
from api.fields import FORBIDDEN
from api.limits import LARGEST_BATCH_BODY

HOST_KEY = re.compile(r"[0-9a-fA-F]{12}")
MOST_FIELDS = 5000
TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Call:
    """The fields of a call; PHP's arrays are lists of values under their bare name."""

    fields: dict[str, list[str]]
    host: str

    def __getitem__(self, name: str) -> str:
        """The last value of a field, cleaned; empty where it is missing."""
        values = self.fields.get(name)
        return FORBIDDEN.sub("", values[-1]).strip() if values else ""

    def cut(self, name: str, longest: int) -> str | None:
        """A field, cut at `longest` code points; None where it is missing or empty."""
        return self[name][:longest] or None

    def says(self, name: str) -> bool:
        return self[name].lower() in TRUE

    @property
    def key(self) -> str:
        label = self.host.partition(".")[0]
        from_host = label if HOST_KEY.fullmatch(label) else ""
        return (self["api_key"] or self["key"] or from_host).lower()


def read(request: Request) -> Call:
    """The call that a request makes.

    Raises:
        werkzeug.exceptions.HTTPException: its body is too large or no JSON.
        ValueError: it has too many fields.
    """
    request.max_content_length = request.max_form_memory_size = LARGEST_BATCH_BODY
    fields: dict[str, list[str]] = {}
    for name, value in (*request.args.items(multi=True), *_body(request)):
        fields.setdefault(name.partition("[")[0], []).append(value)
    if slashes.slashed_by_wordpress(request, fields):
        fields = slashes.without(fields)
    return Call(fields, request.host)


def _body(request: Request) -> Iterable[tuple[str, str]]:
    if request.mimetype == "multipart/form-data":
        return request.form.items(multi=True)
    raw = request.get_data()
    if core.is_json(request.mimetype):
        return _flat(loads(raw)) if raw.strip() else ()
    return parse_qsl(
        raw.decode("utf-8", "replace"),
        keep_blank_values=True,
        errors="replace",
        max_num_fields=MOST_FIELDS,
    )


def _flat(value: Any) -> Iterator[tuple[str, str]]:
    """Names and values of a JSON object, as a form would have sent them."""
    for name, given in value.items() if isinstance(value, dict) else ():
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, bool):
                yield name, str(one).lower()
            elif isinstance(one, str | int | float):
                yield name, str(one)
