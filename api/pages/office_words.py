"""What the office's pages say: numbers, days, times, browsers, who did what."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import format_date, format_datetime, format_decimal, format_timedelta, gettext
from flask_babel import lazy_gettext as _l

from api.pages import language, policy_words

ACTORS = {
    "model": _l("The model"),
    "moderator": _l("Moderators"),
    "reader": _l("Readers’ reports"),
    "site": _l("The site’s own people"),
    "system": _l("The service, where scoring failed"),
    "command": _l("The tamis command"),
}
ROLES = {"moderator": _l("Moderator"), "admin": _l("Admin")}
VERDICTS = {"approved": _l("Approved"), "flagged": _l("Flagged"), "rejected": _l("Rejected")}
# The first that fits: browsers name each other in what they send.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome"}
BROWSERS |= {"Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone|iPad": "iOS", "Windows": "Windows", "Mac OS": "macOS"}
SYSTEMS |= {"Linux": "Linux"}


def figure(number: int) -> str:
    """`12 345` in French."""
    return str(format_decimal(number))


def day(when: date) -> str:
    """`ven. 27 nov.`"""
    return str(format_date(when, gettext("EEE, MMM d"), rebase=False))


def day_of_month(when: date) -> str:
    return str(format_date(when, gettext("M/d"), rebase=False))


def stamp(moment: datetime) -> str:
    """`27 nov. 2026, 00:35 UTC`"""
    pattern = gettext("MMM d, y, HH:mm")
    return f"{format_datetime(moment, pattern)} UTC"


def typed(number: str) -> str:
    """A number as people of this language type it: `62,5` in French."""
    return number.replace(".", ",") if language.current() == "fr" else number


def percent(part: float) -> str:
    """`99,77 %` of 0.9977: as exact as thresholds are typed, and never cut from its sign."""
    return f"{format_decimal(part * 100, format='0.##')}\N{NO-BREAK SPACE}%"


def lasting(time: timedelta) -> str:
    """`3 minutes`."""
    return str(format_timedelta(time, threshold=1.2))


def actor(name: str) -> str:
    return str(ACTORS.get(name, name))


def browser(agent: str) -> str:
    """What its owner would call a browser: `Firefox, Linux`."""
    named = [_first(BROWSERS, agent), _first(SYSTEMS, agent)]
    return ", ".join(found for found in named if found) or str(gettext("An unknown browser"))


def _first(known: dict[str, str], agent: str) -> str | None:
    return next((name for pattern, name in known.items() if re.search(pattern, agent)), None)


def verdict(status: str) -> str:
    """A status as the column or the row of a table."""
    return str(VERDICTS.get(status, status))


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        figure,
        day,
        day_of_month,
        stamp,
        typed,
        percent,
        lasting,
        actor,
        browser,
        verdict,
    )
}
FILTERS |= {function.__name__: function for function in (policy_words.choice, policy_words.hint)}
FILTERS["effect"] = policy_words.effect
