"""How moderation is going: today's flow, how long people take, where they differ from the model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import quantiles

from moderation.errors import NotFound
from moderation.moderators import Person
from store import listings, overview
from store.base import now
from store.engine import Session, reading
from store.listings import Filter

DAYS = 14
# Decisions by people that the times and the agreement are taken from, at most
LOOKED_AT = 1000
VERDICTS = ("approved", "flagged", "rejected")


@dataclass(frozen=True, slots=True)
class Day:
    """The comments that came in on one day (UTC), by the status they have now."""

    date: date
    counts: dict[str, int]

    @property
    def submitted(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Agreement:
    """Comments flagged for `reason` that people decided on, and how many they rejected."""

    reason: str
    decided: int
    rejected: int

    @property
    def share(self) -> float:
        return self.rejected / self.decided


@dataclass(frozen=True, slots=True)
class Overview:
    """All figures of one page. `flow` counts today's verdicts by actor, then by status."""

    days: Sequence[Day]
    flow: dict[str, dict[str, int]]
    undone: int
    waiting: int
    oldest: datetime | None
    unscored: int
    # From being flagged to a person's decision, over the last days; None without any
    median: timedelta | None
    slowest_tenth: timedelta | None
    agreement: Sequence[Agreement] = field(default_factory=tuple)

    @property
    def today(self) -> Day:
        return self.days[-1]


def of(person: Person, site: str | None = None) -> Overview:
    """The figures of a moderator's sites, or of one of them.

    Raises:
        NotFound: `site` is none of theirs.
    """
    if site is not None and not person.may(site):
        raise NotFound(f"You do not moderate a site “{site}”.")
    site_ids = (site,) if site else person.site_ids
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    starts = [midnight - timedelta(days=back) for back in reversed(range(DAYS))]
    with reading() as session:
        return _of(session, site_ids, starts)


def _of(session: Session, site_ids: Sequence[str], starts: Sequence[datetime]) -> Overview:
    moves = overview.moves(session, site_ids, starts[-1])
    judged = overview.judged(session, site_ids, starts[0], LOOKED_AT)
    times = [decided - flagged for _, decided, _, flagged in judged]
    median, slowest_tenth = _percentiles(times)
    return Overview(
        days=_days(overview.comments_by_day(session, site_ids, starts), starts),
        flow=_flow(moves),
        undone=sum(number for _, action, _, number in moves if action == "undo"),
        waiting=listings.count(session, Filter(site_ids, "flagged")),
        oldest=overview.oldest(session, site_ids, "flagged"),
        unscored=listings.count(session, Filter(site_ids, "pending")),
        median=median,
        slowest_tenth=slowest_tenth,
        agreement=_agreement([(status, reasons) for status, _, reasons, _ in judged]),
    )


def _days(counts: dict[tuple[int, str], int], starts: Sequence[datetime]) -> list[Day]:
    return [
        Day(start.date(), {name: counts.get((place, name), 0) for name in overview.STATUSES})
        for place, start in enumerate(starts)
    ]


def _flow(moves: Sequence[tuple[str, str, str, int]]) -> dict[str, dict[str, int]]:
    flow: dict[str, dict[str, int]] = {}
    for actor, action, status, number in moves:
        if action in overview.VERDICTS and status in VERDICTS:
            counts = flow.setdefault(actor, dict.fromkeys(VERDICTS, 0))
            counts[status] += number
    return flow


def _percentiles(times: Sequence[timedelta]) -> tuple[timedelta | None, timedelta | None]:
    """The median, and what nine in ten stay below."""
    if not times:
        return None, None
    seconds = [moment.total_seconds() for moment in times]
    cuts = quantiles(seconds, n=10, method="inclusive") if len(seconds) > 1 else seconds * 9
    return timedelta(seconds=cuts[4]), timedelta(seconds=cuts[8])


def _agreement(judged: Sequence[tuple[str, Sequence[str]]]) -> list[Agreement]:
    """By the first reason, which is the weightiest; the most frequent first."""
    decided: dict[str, int] = {}
    rejected: dict[str, int] = {}
    for status, reasons in judged:
        main = reasons[0] if reasons else ""
        decided[main] = decided.get(main, 0) + 1
        rejected[main] = rejected.get(main, 0) + (status == "rejected")
    found = [Agreement(reason, decided[reason], rejected[reason]) for reason in decided if reason]
    return sorted(found, key=lambda one: -one.decided)
