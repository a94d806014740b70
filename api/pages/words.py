"""What the pages say about comments: ages, attributes, statuses, reasons."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from math import inf
from typing import Any

from flask_babel import format_datetime, format_timedelta, gettext, ngettext
from flask_babel import lazy_gettext as _l

from api.pages import language
from moderation import reasons
from moderation.marks import Mark
from moderation.ranges import Promise
from store.base import now

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


def highest(
    scores: Mapping[str, float] | None, flags: Mapping[str, float]
) -> list[tuple[str, float]]:
    """The scores that matter, highest first: all from which the site flags, and up to four with
    the highest of the others, none of these under a tenth."""
    ordered = sorted((scores or {}).items(), key=lambda pair: -pair[1])
    over = [pair for pair in ordered if pair[1] >= flags.get(pair[0], inf)]
    others = [pair for pair in ordered if pair not in over and pair[1] >= 0.1]
    return sorted([*over, *others[: max(4 - len(over), 0)]], key=lambda pair: -pair[1])


def parts(text: str, opening: int) -> tuple[str, str]:
    """What is shown of a text at once, about `opening` long, and the rest, cut between words."""
    if len(text) <= opening:
        return text, ""
    space = max(text.rfind(" ", 0, opening), text.rfind("\n", 0, opening))
    cut = space if space > opening // 2 else opening
    return text[:cut], text[cut:]


def pieces(
    text: str, marks: Sequence[Mark], veils: Sequence[Mark], offset: int = 0
) -> list[tuple[str, bool, bool]]:
    """`text` cut up, each piece with whether it lies in one of `marks`, and of `veils`.

    `offset` is where `text` begins in the whole that marks and veils are about.
    """
    last = offset + len(text)
    inner = {min(max(edge, offset), last) for span in (*marks, *veils) for edge in span}
    edges = sorted({offset, last} | inner)
    marked, veiled = (
        {edge for edge in edges for start, end in spans if start <= edge < end}
        for spans in (marks, veils)
    )
    runs = groupby(pairwise(edges), key=lambda part: (part[0] in marked, part[0] in veiled))
    cut = [(kind, list(parts)) for kind, parts in runs]
    return [(text[parts[0][0] - offset : parts[-1][1] - offset], *kind) for kind, parts in cut]


def today(read: int, hard: int) -> str:
    """What a moderator has read today, in one line."""
    all_read = ngettext("%(num)s comment read today", "%(num)s comments read today", read)
    if not hard:
        return str(all_read)
    return str(
        ngettext(
            "%(read)s, %(num)s of them hard",
            "%(read)s, %(num)s of them hard",
            hard,
            read=all_read,
        )
    )


def promise(made: Promise) -> str:
    """Which range was decided on, and what its sample promised."""
    part = gettext(
        "By score: %(attribute)s from %(low)s to %(high)s %%.",
        attribute=attribute(made.attribute).lower(),
        low=made.low,
        high=made.high,
    )
    return f"{part} {promised(made.total, made.read, made.wrong, made.part)}"


def promised(total: int, read: int, wrong: int, part: int) -> str:
    """The same for a sample in which `wrong` comments did not belong."""
    if not wrong:
        said = gettext(
            "%(seen)s read, all belong: at least %(part)s %% of the %(total)s do, with 95 %% "
            "confidence.",
            seen=read,
            part=part,
            total=total,
        )
    else:
        said = gettext(
            "%(seen)s read, %(wrong)s do not belong: at least %(part)s %% of the %(total)s do, "
            "with 95 %% confidence.",
            seen=read,
            wrong=wrong,
            part=part,
            total=total,
        )
    return str(said)


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


def did(status: str, name: str, when: datetime, is_me: bool = False) -> str:
    """What somebody made of a comment, and when: `Camille l’a approuvé il y a 10 secondes.`"""
    past = format_timedelta(when - now(), add_direction=True, threshold=1)
    if is_me:
        mine = {
            "approved": gettext("You approved it %(when)s.", when=past),
            "rejected": gettext("You rejected it %(when)s.", when=past),
        }
        return str(mine.get(status, gettext("You put it back in the list %(when)s.", when=past)))
    name = name[:1].upper() + name[1:]
    theirs = {
        "approved": gettext("%(name)s approved it %(when)s.", name=name, when=past),
        "rejected": gettext("%(name)s rejected it %(when)s.", name=name, when=past),
        "pending": gettext("It was edited %(when)s and will be scored again.", when=past),
    }
    back = gettext("%(name)s put it back in the list %(when)s.", name=name, when=past)
    return str(theirs.get(status, back))


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


def _pattern() -> str:
    return "d MMMM y 'à' HH:mm"


SHOWN_BY = (age, moment, reason, attribute, status, highest, parts, pieces, promise, today, who)
FILTERS: dict[str, Callable[..., Any]] = {function.__name__: function for function in SHOWN_BY}
