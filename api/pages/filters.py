"""What a list is asked to show, read from its address and written into addresses again."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for

from api.pages.forms import one_line
from classifier import ATTRIBUTES
from moderation import review
from moderation.narrow import LANGUAGES, Narrow
from moderation.reasons import Reason
from store.base import now

# What people look for is short; each word costs time.
LONGEST_WORDS = 100
# name -> (not older than, at least as old as)
AGES: dict[str, tuple[timedelta | None, timedelta | None]] = {
    "hour": (timedelta(hours=1), None),
    "day": (timedelta(days=1), None),
    "over_day": (None, timedelta(days=1)),
    "over_week": (None, timedelta(days=7)),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What makes no sense counts as not asked. The fields are the names in addresses."""

    site: str | None
    reason: str | None
    order: str | None
    attribute: str | None
    language: str | None
    age: str | None
    text: str | None
    author: str | None
    page: str | None
    since: date | None
    until: date | None
    after: str | None

    @property
    def is_narrow(self) -> bool:
        """Whether more than the site is chosen."""
        kept = [getattr(self, name) for name in KEPT if name not in ("site", "order")]
        return any(kept)

    def narrow(self) -> Narrow:
        youngest, oldest = AGES.get(self.age or "", (None, None))
        since, until = _midnight(self.since), _midnight(self.until, days=1)
        return Narrow(
            attribute=self.attribute,
            language=self.language,
            since=now() - youngest if youngest else since,
            until=now() - oldest if oldest else until,
            text=self.text,
            author=self.author,
            page=self.page,
        )


KEPT = tuple(field.name for field in fields(Wanted) if field.name != "after")


def read() -> Wanted:
    """What the query of this request asks for."""
    return Wanted(
        site=request.args.get("site") or None,
        reason=_one_of("reason", list(Reason)),
        # The usual order stays out of addresses.
        order=_one_of("order", review.ORDERS[1:]),
        attribute=_one_of("attribute", ATTRIBUTES),
        language=_one_of("language", LANGUAGES),
        age=_one_of("age", AGES),
        text=_words("text"),
        author=_words("author"),
        page=_words("page"),
        since=_day("since"),
        until=_day("until"),
        after=_uuid(request.args.get("after")),
    )


def address(wanted: Wanted, **changes: Any) -> str:
    """This list's address with other filters; None takes one away."""
    kept = {name: getattr(wanted, name) for name in KEPT}
    asked = {**(request.view_args or {}), **kept, **changes}
    return url_for(request.endpoint or "dashboard.queue", **asked)


def parts(wanted: Wanted) -> dict[str, Any]:
    """What the templates need to show and change the filters."""
    return {
        "wanted": wanted,
        "here": partial(address, wanted),
        "attributes": ATTRIBUTES,
        "languages": LANGUAGES,
        "ages": AGES,
    }


def _one_of(name: str, allowed: Any) -> str | None:
    given = request.args.get(name)
    return given if given in allowed else None


def _words(name: str) -> str | None:
    return one_line(request.args.get(name))[:LONGEST_WORDS].strip() or None


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    """The beginning of a day (UTC), or of one that many days later."""
    if day is None:
        return None
    try:
        return datetime.combine(day + timedelta(days=days), time(), UTC)
    except OverflowError:
        return None


def _uuid(text: str | None) -> str | None:
    try:
        return str(UUID(text or ""))
    except ValueError:
        return None
