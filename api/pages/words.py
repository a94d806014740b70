"""What the pages say about comments: ages, attributes, statuses, reasons."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask_babel import format_datetime, format_timedelta, gettext
from flask_babel import lazy_gettext as _l

from api.pages import language
from moderation import reasons
from store.base import now

# How much of a comment a list shows at once; the rest opens on request.
OPENING = 900

ATTRIBUTES = {
    "spam": _l("Spam"),
    "toxicity": _l("Toxicity"),
    "severe_toxicity": _l("Hate"),
    "insult": _l("Insult"),
    "profanity": _l("Swearing"),
    "threat": _l("Threat"),
    "identity_attack": _l("Attack on a group"),
    "sexually_explicit": _l("Sexual content"),
}
STATUSES = {
    "pending": _l("not scored yet"),
    "flagged": _l("waiting for a decision"),
    "approved": _l("approved"),
    "rejected": _l("rejected"),
}


def age(moment: datetime) -> str:
    """`il y a 2 heures`."""
    return str(format_timedelta(moment - now(), granularity="minute", add_direction=True))


def moment(when: datetime) -> str:
    """`24 novembre 2026 à 12:05`, on the reader's clock."""
    return str(format_datetime(when, "long" if language.timezone() == "UTC" else _pattern()))


def reason(code: str) -> str:
    return reasons.message(code, language.current())


def attribute(name: str) -> str:
    return str(ATTRIBUTES.get(name, name))


def status(name: str) -> str:
    return str(STATUSES.get(name, name))


def highest(scores: dict[str, float] | None) -> list[tuple[str, float]]:
    """The scores that matter, highest first: at most four, none under a tenth."""
    ordered = sorted((scores or {}).items(), key=lambda pair: -pair[1])
    return [(name, value) for name, value in ordered[:4] if value >= 0.1]


def parts(text: str) -> tuple[str, str]:
    """What a list shows of a text, and the rest, cut between words where there are any."""
    if len(text) <= OPENING:
        return text, ""
    space = max(text.rfind(" ", 0, OPENING), text.rfind("\n", 0, OPENING))
    cut = space if space > OPENING // 2 else OPENING
    return text[:cut], text[cut:]


def marked(text: str, marks: Sequence[tuple[int, int]], offset: int = 0) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether it is one of `marks`.

    `offset` is where `text` begins in the whole that the marks are about.
    """
    pieces, at = [], 0
    for start, end in marks:
        first, last = max(start - offset, at), min(end - offset, len(text))
        if first < last:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def who(actor: str, is_me: bool = False) -> str:
    """The maker of a decision, as far as others may know."""
    names = {
        "moderator": gettext("another moderator"),
        "model": gettext("the model"),
        "reader": gettext("readers"),
        "site": gettext("the site"),
        "system": gettext("the service"),
    }
    return str(gettext("you") if is_me else names.get(actor, actor))


def gone(author: str | None, status: str, deleted: bool, by: str | None) -> str:
    """What to say of a comment that left a list under a moderator's eyes."""
    name = author or gettext("Anonymous")
    if deleted:
        return str(gettext("Comment by %(name)s: deleted by its site.", name=name))
    if status == "pending":
        return str(gettext("Comment by %(name)s: edited, will be scored again.", name=name))
    told = {
        "approved": gettext("Comment by %(name)s: approved by %(who)s.", name=name, who=by),
        "rejected": gettext("Comment by %(name)s: rejected by %(who)s.", name=name, who=by),
        "flagged": gettext(
            "Comment by %(name)s: put back in the list by %(who)s.", name=name, who=by
        ),
    }
    return str(told[status])


def trouble(failing: Sequence[str]) -> str | None:
    """What moderators are told of the worst of the checks that fail; None: all is well."""
    known = {
        "database": gettext("The database does not answer as it should."),
        "model": gettext("The classifier is not available: nothing is being scored."),
        "worker": gettext("No worker has been seen for a while: nothing is being scored."),
        "broker": gettext("The message broker does not answer: new comments are scored late."),
        "scoring": gettext("Scoring is behind: new comments arrive here late."),
    }
    told = [words for name, words in known.items() if name in failing]
    kept = gettext("Comments are kept, and none is published unscored.")
    return f"{told[0]} {kept}" if told else None


def _pattern() -> str:
    return "d MMMM y 'à' HH:mm"


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (age, moment, reason, attribute, status, highest, marked, parts, who)
}
