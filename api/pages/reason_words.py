"""Reasons in a word or two, for lists to choose from: there the whole sentence is too long."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from api.pages import words

SHORT = {
    "honeypot": _l("Trap field"),
    "too_fast": _l("Sent too fast"),
    "shortened_link": _l("Shortened link"),
    "disposable_email": _l("Throwaway address"),
    "keyword_name": _l("Advertising name"),
    "foreign_language": _l("Other language"),
    "flag_word": _l("Word to look at"),
    "reject_word": _l("Blocked word"),
    "duplicate": _l("Repeated text"),
    "duplicate_of_rejected": _l("Rejected text"),
    "campaign": _l("Campaign"),
    "first_time_author": _l("First comment"),
    "edited_after_rejection": _l("Edited after rejection"),
    "scoring_failed": _l("Not scored"),
    "reported": _l("Reported"),
}


def short(code: str) -> str:
    """A score by its name, as on the cards; what has no shorter words by its own."""
    named = words.ATTRIBUTES.get(code) or SHORT.get(code)
    return str(named or words.reason(code))


FILTERS: dict[str, Callable[..., Any]] = {"short": short}
