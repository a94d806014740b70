"""Deciding on all comments between two scores, by a random sample of them.

What a sample says of the rest is exact: the lower bound comes from the hypergeometric
distribution (sampling without replacement), not from an approximation.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from moderation.moderators import Person
from moderation.review import sites_of
from store import listings
from store.engine import reading
from store.listings import Filter

# So many of the queue are drawn, the newest.
MOST_SHOWN = 5000
# One in so many guarantees may be wrong: 95 % confidence.
ONE_IN = 20


@dataclass(frozen=True, slots=True)
class Scored:
    """A flagged comment on the scale. `score` is a probability in [0, 1]."""

    id: str
    revision: int
    score: float


def scored(person: Person, attribute: str, site: str | None = None) -> list[Scored]:
    """The newest MOST_SHOWN flagged comments of a moderator's sites, lowest score first.

    Raises:
        NotFound: `site` is none of theirs.
    """
    wanted = Filter(sites_of(person, site), "flagged")
    with reading() as session:
        rows = listings.scores(session, wanted, attribute, MOST_SHOWN)
    return sorted((Scored(*row) for row in rows), key=lambda one: (one.score, one.id))


def between(found: Sequence[Scored], low: int, high: int) -> list[Scored]:
    """Those with a score from `low` to `high` percent, both included."""
    return [one for one in found if low <= one.score * 100 <= high]


def sample(found: Sequence[Scored], size: int, seed: int) -> list[str]:
    """Ids of `size` comments drawn at random; the same seed draws the same again."""
    ids = [one.id for one in found]
    return random.Random(seed).sample(ids, min(size, len(ids)))


def fine_at_least(total: int, seen: int, wrong: int) -> float:
    """What part of `total` comments is fine at least, with 95 % confidence, where `wrong`
    of `seen` comments drawn at random are not; in [0, 1].

    That is the most comments that can be wrong so that a sample with so few wrong ones
    still comes about once in ONE_IN times.
    """
    if not 0 <= wrong <= seen <= total or not total:
        raise ValueError(f"{wrong} of {seen} of {total}")
    low, high = wrong, total - (seen - wrong)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _likely(total, middle, seen, wrong) else (low, middle - 1)
    return (total - low) / total


def _likely(total: int, bad: int, seen: int, wrong: int) -> bool:
    """Whether at most `wrong` of `seen` are bad at least once in ONE_IN draws, if `bad` are."""
    ways = sum(comb(bad, found) * comb(total - bad, seen - found) for found in range(wrong + 1))
    return ways * ONE_IN > comb(total, seen)
