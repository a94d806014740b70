"""WordPress's slashes: its plugin sends what a reader wrote as PHP's `addslashes` leaves it.

"L'article" arrives as "L\\'article" with a check, and as it is with feedback. So a call is
read as slashed only where every quote of its author stands behind a backslash, and each
backslash before something that `addslashes` escapes.
"""

import re
from collections.abc import Mapping

from flask import Request

WRITTEN = ("comment_content", "comment_author", "comment_author_email", "comment_author_url")
SLASHED = re.compile(r"""(?:[^\\'"\0]++|\\[\\'"0])*+""")
ESCAPE = re.compile(r"""\\([\\'"0])""")


def slashed_by_wordpress(request: Request, fields: Mapping[str, list[str]]) -> bool:
    """Whether WordPress's plugin sent the call, and with slashes."""
    agent = request.headers.get("User-Agent", "")
    if not agent.startswith("WordPress/"):
        return False
    return all(SLASHED.fullmatch(value) for name in WRITTEN for value in fields.get(name, ()))


def without(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The same fields, what the reader wrote without its slashes."""
    return {
        name: [_stripped(value) for value in values] if name in WRITTEN else values
        for name, values in fields.items()
    }


def _stripped(value: str) -> str:
    return ESCAPE.sub(lambda found: "\0" if found[1] == "0" else found[1], value)
