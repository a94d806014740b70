"""Reading request bodies strictly: UTF-8 JSON, no NaN, bounded size and nesting."""

import json
from typing import Any, NoReturn

from flask import Request
from webargs import core
from webargs.flaskparser import FlaskParser, abort

from api.limits import DEEPEST


class StrictParser(FlaskParser):
    """webargs' parser, whose refusals say what to change."""

    # None: the schema says what becomes of an unknown parameter (webargs would drop it).
    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 (as the base class has it)
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": None,
    }

    def _raw_load_json(self, req: Request) -> Any:
        if not core.is_json(req.mimetype):
            abort(415, message="Send the body as Content-Type: application/json.")
        charset = req.mimetype_params.get("charset", "utf-8").lower()
        if charset not in ("utf-8", "utf8"):
            abort(415, message=f"Send the body in UTF-8, not in {charset[:40]}.")
        return loads(req.get_data(cache=True))


def loads(raw: bytes) -> Any:
    """JSON from bytes; aborts with 400 and the reason where it is none."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        abort(400, message=f"The body is not UTF-8: byte {error.start} is wrong.")
    except json.JSONDecodeError as error:
        abort(400, message=f"The body is not JSON: {error.msg} at position {error.pos}.")
    except RecursionError:
        abort(400, message=f"The body is nested too deep; {DEEPEST} levels are enough.")
    except ValueError as error:
        abort(400, message=f"The body is not JSON: {error}.")
    if _too_deep(value, DEEPEST):
        abort(400, message=f"The body is nested too deep; {DEEPEST} levels are enough.")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _too_deep(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_too_deep(part, left - 1) for part in inner)
