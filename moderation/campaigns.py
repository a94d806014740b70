"""Whether a comment belongs to a campaign: many spin its text, or people rejected its like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import compress

from classifier import signature
from moderation import similar
from moderation.reasons import Reason
from moderation.similar import Traces
from store import kin
from store.base import now
from store.engine import Session
from store.kin import Kin
from store.similar import CONTACT
from store.tables import Comment, Site

# A campaign comes within days
RECENT = timedelta(days=7)
# Telling words: honest people say short things alike
SHORTEST = 6
PEOPLE = ("moderator", "site")


@dataclass(frozen=True, slots=True)
class Campaign:
    """How many recent comments that are like it people rejected as spam, and how many authors
    spin its text."""

    rejected: int = 0
    authors: int = 0


def of(session: Session, comment: Comment, site: Site) -> Campaign:
    """What recent comments of this site say of a new one; copies of its text do not count."""
    mine = similar.traces(comment, site)
    bands = mine.bands if len(mine.words) >= SHORTEST else ()
    near = kin.recent(session, bands, mine.contacts, now() - RECENT, comment.id)
    others = [one for one in near if one.text_hash != comment.text_hash]
    spun = _spun(mine, others) if bands else []
    rejected = sum(map(_is_rejected, spun)) + _led_astray(mine, others)
    if spun and not rejected:
        rejected = _rejected_beyond(session, spun)
    return Campaign(rejected, len({one.author for one in spun} - {None}))


def _spun(mine: Traces, others: Sequence[Kin]) -> list[Kin]:
    like = signature.alike(signature.packed(mine.words), [one.words for one in others])
    return list(compress(others, like))


def _is_rejected(one: Kin) -> bool:
    by_people = one.decided_by in PEOPLE
    return by_people and one.status == "rejected" and one.main_reason == Reason.SPAM


def _led_astray(mine: Traces, others: Sequence[Kin]) -> int:
    """How many that lead to the same place were rejected as spam, if more than were approved."""
    places = {(CONTACT, contact) for contact in mine.contacts}
    there = [one for one in others if places.intersection(one.keys)]
    rejected = sum(map(_is_rejected, there))
    return rejected if rejected > sum(one.status == "approved" for one in there) else 0


def _rejected_beyond(session: Session, spun: Sequence[Kin]) -> int:
    """How many were rejected as spam that are like one of these: of a campaign each is like some
    others, seldom like all, and people may have decided on a few."""
    keys = {key for one in spun for key in one.keys}
    found = kin.rejected(session, keys, Reason.SPAM, PEOPLE, now() - RECENT)
    known = [one.words for one in spun]
    return sum(any(signature.alike(other, known)) for other in found)
