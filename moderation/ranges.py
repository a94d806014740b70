"""Deciding on all comments between two scores, by a random sample of them.

What a sample says of the rest is exact: the lower bound comes from the hypergeometric
distribution (sampling without replacement), not from an approximation.
"""

import hmac
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import comb

from classifier import ModelError
from moderation import bulk, policies
from moderation.bulk import Outcome, Seen
from moderation.errors import Invalid
from moderation.moderators import Person
from moderation.narrow import EVERYTHING, Narrow, narrowed
from moderation.review import Choice, sites_of
from store import listings, sites
from store.engine import reading
from store.listings import Filter
from store.tables import Decision

# So many of the queue are drawn, the newest.
MOST_SHOWN = 5000
# One in so many guarantees may be wrong: 95 % confidence.
ONE_IN = 20
# Of a draw's seed, in hexadecimal digits
SEED_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Scored:
    """A flagged comment on the scale. `score` is a probability in [0, 1]."""

    id: str
    revision: int
    score: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The comments of a part of the queue, lowest score first; of `total` the newest."""

    found: Sequence[Scored]
    total: int


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high` percent of one score, both included; `size` are to be drawn."""

    attribute: str
    low: int
    high: int
    size: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What a random sample says of the `total` comments of a range, and how it was drawn.

    `part` is the percentage of all that belongs there at least, with 95 % confidence.
    """

    attribute: str
    low: int
    high: int
    seed: str
    total: int
    read: int
    wrong: int
    part: int


def scored(
    person: Person,
    attribute: str,
    site: str | None = None,
    narrow: Narrow = EVERYTHING,
) -> Scale:
    """The newest MOST_SHOWN flagged comments of a moderator's sites that have this score.

    Raises:
        NotFound: `site` is none of theirs.
    """
    wanted = narrowed(Filter(sites_of(person, site), "flagged"), narrow)
    with reading() as session:
        rows = listings.scores(session, wanted, attribute, MOST_SHOWN)
        total = len(rows) if len(rows) < MOST_SHOWN else listings.count(session, wanted)
    found = sorted((Scored(*row) for row in rows), key=lambda one: (one.score, one.id))
    return Scale(found, total)


def limits(person: Person, attribute: str, site: str | None = None) -> dict[str, list[float]]:
    """From which scores these sites flag and reject: `{"flag": [...], "reject": [...]}`, lowest
    first. Empty where they never do, or without a model."""
    with reading() as session:
        known = [one for one in sites.every(session) if one.id in sites_of(person, site)]
    try:
        at = [policies.of(one).thresholds[attribute] for one in known]
    except ModelError:
        at = []
    return {
        "flag": sorted({one.flag for one in at if one.flag <= 1}),
        "reject": sorted({one.reject for one in at if one.reject <= 1}),
    }


def between(found: Sequence[Scored], low: int, high: int) -> list[Scored]:
    """Those with a score from `low` to `high` percent, both included."""
    return [one for one in found if low <= one.score * 100 <= high]


def seed_of(secret: str, ids: Sequence[str]) -> str:
    """What the draw among these comments begins with: who asks can neither choose nor foresee
    it, and asking again changes nothing. Other comments make another draw."""
    drawn = hmac.digest(secret.encode(), " ".join(sorted(ids)).encode(), "sha256")
    return drawn.hex()[:SEED_DIGITS]


def sample(ids: Sequence[str], size: int, seed: str) -> list[str]:
    """`size` of these drawn at random; a larger sample of the same seed only adds to it."""
    shuffled = sorted(ids)
    random.Random(seed).shuffle(shuffled)
    return shuffled[:size]


def decide(
    person: Person, seen: Sequence[Seen], wrong: set[str], asked: Range, choice: Choice, secret: str
) -> tuple[Outcome, Promise]:
    """One decision for the comments of a range as they were shown, without those of the sample
    that do not belong (`wrong`); what the sample promises is kept with it.

    Raises:
        Invalid: `wrong` are not of the sample that these comments have, or are all of them;
            and what `bulk.decide_many` raises.
    """
    ids = [one.id for one in seen]
    seed = seed_of(secret, ids)
    drawn = sample(ids, asked.size, seed)
    if not wrong <= {*drawn} or len(wrong) == len(seen):
        raise Invalid("wrong", "Name some of the comments that were drawn, not all.")
    part = percent(fine_at_least(len(seen), len(drawn), len(wrong)))
    promise = Promise(
        asked.attribute, asked.low, asked.high, seed, len(seen), len(drawn), len(wrong), part
    )
    rest = [one for one in seen if one.id not in wrong]
    return bulk.decide_many(person, rest, choice, drawn, asdict(promise)), promise


def promised(made: Sequence[Decision]) -> dict[str, Promise]:
    """What was promised with the batches of these decisions, by their ids."""
    return {batch: Promise(**told) for batch, told in bulk.promises(made).items()}


def percent(part: float) -> int:
    """Rounded down: a guarantee never promises more than it keeps."""
    return int(part * 100 + 1e-9)


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
