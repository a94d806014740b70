"""How much a moderator has read today, and when a pause would do them good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.moderators import Person
from store import batches, decisions
from store.base import now
from store.engine import reading

# Hard to read: one of these is this probable. Spam and swearing tire, but do not hurt.
HARD = ("severe_toxicity", "threat", "identity_attack", "insult", "sexually_explicit")
HARD_FROM = 0.7
# A pause is suggested after so many hard ones in a while, or after working on without one
MANY_HARD, WHILE = 25, timedelta(minutes=30)
LONG, PAUSE = timedelta(minutes=50), timedelta(minutes=8)

# When, and how many of what was read then were hard
Read = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Exposure:
    """What was read today, how much of it was hard, and whether to suggest a pause."""

    read: int
    hard: int
    tired: bool


def of(person: Person) -> Exposure:
    """Counted from the log of decisions since midnight (UTC).

    Of what was decided together only what was before the person's eyes counts.
    """
    moment = now()
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    with reading() as session:
        rows = decisions.judged_by(session, person.moderator.id, midnight)
        together = batches.read_by(session, person.moderator.id, midnight)
    judged: list[Read] = [(at, is_hard(scores)) for at, scores in rows]
    judged = sorted(judged + [(at, hard) for at, _, hard in together])
    read = len(rows) + sum(number for _, number, _ in together)
    return Exposure(read, sum(hard for _, hard in judged), _is_tired(judged, moment))


def is_hard(scores: Mapping[str, float] | None) -> bool:
    return any((scores or {}).get(name, 0.0) >= HARD_FROM for name in HARD)


def _is_tired(judged: Sequence[Read], moment: datetime) -> bool:
    lately = sum(hard for at, hard in judged if at > moment - WHILE)
    return lately >= MANY_HARD or _working_since(judged, moment) <= moment - LONG


def _working_since(judged: Sequence[Read], moment: datetime) -> datetime:
    """When the stretch of work without a pause began that lasts until `moment`."""
    begin = moment
    for at, _ in reversed(judged):
        if begin - at > PAUSE:
            break
        begin = at
    return begin
