"""Narrowing a list of comments down: by attribute, language, age, and words in them."""

from dataclasses import dataclass, replace
from datetime import datetime

from classifier import ModelError
from moderation import policies
from store import sites
from store.base import first_id_of
from store.engine import reading
from store.listings import SPOKEN, Filter

LANGUAGES = (*SPOKEN, "other")


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a list is narrowed down to; None means by nothing."""

    # Only comments whose score of it reaches the threshold from which their site flags
    attribute: str | None = None
    # One of LANGUAGES
    language: str | None = None
    # When the comments came: not before, and before
    since: datetime | None = None
    until: datetime | None = None
    # Words that must all occur, whatever their case and accents
    text: str | None = None
    author: str | None = None
    page: str | None = None


EVERYTHING = Narrow()


def narrowed(wanted: Filter, narrow: Narrow) -> Filter:
    """`wanted` with these further conditions."""
    return replace(
        wanted,
        attribute=narrow.attribute,
        limits=_limits(wanted, narrow.attribute) if narrow.attribute else None,
        language=narrow.language,
        since=first_id_of(narrow.since) if narrow.since else None,
        until=first_id_of(narrow.until) if narrow.until else None,
        text=narrow.text,
        author=narrow.author,
        page=narrow.page,
    )


def _limits(wanted: Filter, attribute: str) -> dict[str, float]:
    """From which score each site flags; empty, so that nothing is found, without a model."""
    with reading() as session:
        known = [site for site in sites.every(session) if site.id in (wanted.site_ids or ())]
    try:
        return {site.id: policies.of(site).thresholds[attribute].flag for site in known}
    except ModelError:
        return {}
