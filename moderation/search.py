"""Looking back: comments of any status, newest first, by what they say, by whom, where, when.

Words are looked for by reading the comments themselves, a bounded number at a time: an index
of every word would have to be kept beside the texts, and forget with them. `after` says how
far back a search got, so that the person can go on from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from moderation import review
from moderation.moderators import Person
from moderation.narrow import EVERYTHING, Narrow, narrowed
from store import listings
from store.engine import reading
from store.listings import Filter
from store.tables import Comment

# How many comments one search reads through; measured with benchmarks/desk.py.
READ_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. `after` asks for more; None: there is nothing further back."""

    comments: Sequence[Comment]
    after: str | None


def search(
    person: Person,
    status: str,
    site: str | None = None,
    narrow: Narrow = EVERYTHING,
    after: str | None = None,
    limit: int = 50,
) -> Found:
    """Comments of one status on a moderator's sites, newest first, beginning behind `after`.

    Raises:
        NotFound: `site` is none of theirs.
    """
    wanted = narrowed(Filter(review.sites_of(person, site), status), narrow)
    edge = None
    with reading() as session:
        if _reads(narrow):
            edge = listings.edge(session, wanted, after, READ_AT_ONCE)
        wanted = replace(wanted, since=edge or wanted.since)
        found = listings.newest(session, wanted, limit, after)
    return Found(found, found[-1].id if len(found) == limit else edge)


def _reads(narrow: Narrow) -> bool:
    """Whether comments must be read one by one: no index knows what is looked for."""
    asked = (narrow.text, narrow.author, narrow.page, narrow.attribute, narrow.language)
    return any(asked)
