"""Who is looking at which comment: a short lease each, with a token that fences the late.

A lease is a courtesy with teeth. While one lives, the others are told who is looking. When it
has run out somebody else may take the comment up, and a decision made under the older token is
refused, however late it comes. A decision without a token is guarded by the status it expects.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.errors import Leased
from moderation.moderators import Person, name_of
from moderation.review import mine
from store import leases
from store.base import now
from store.engine import reading, writing

# Pages renew every third of it: two lost requests do not end a lease.
LASTS = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Held:
    """One's own lease: what a decision carries, and until when it is good unrenewed."""

    token: int
    until: datetime


def take(person: Person, comment_id: str) -> Held:
    """Take a comment up, or go on looking at it.

    Raises:
        NotFound: no such comment on a site of theirs.
        Leased: somebody else is looking at it.
    """
    moment, me = now(), person.moderator.id
    with writing() as session:
        comment = mine(session, person, comment_id)
        found = leases.take(session, comment.id, me, moment, moment + LASTS)
        if found.moderator_id == me:
            return Held(found.token, found.until)
        [(_, other)] = leases.looking(session, [comment.id], moment)
    raise Leased(name_of(other), found.until)


def release(person: Person, comment_id: str, token: int) -> None:
    """Put a comment down; nothing where one's lease is over already.

    Raises:
        NotFound: no such comment on a site of theirs.
    """
    with writing() as session:
        comment = mine(session, person, comment_id)
        leases.release(session, comment.id, person.moderator.id, token, now())


def looking(person: Person, ids: Iterable[str]) -> dict[str, str]:
    """Which of `ids` others are looking at now, by whose name."""
    with reading() as session:
        found = leases.looking(session, ids, now())
    return {
        comment_id: name_of(moderator)
        for comment_id, moderator in found
        if moderator.id != person.moderator.id
    }
