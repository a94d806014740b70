"""What became of a site's comments, month by month, in Akismet's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from store import tallies
from store.base import now
from store.engine import reading
from store.tables import Site


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of comments. `missed_spam`: let through, then rejected by people;
    `false_positives`: rejected, then approved by people."""

    checked: int = 0
    spam: int = 0
    ham: int = 0
    missed_spam: int = 0
    false_positives: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.checked + other.checked,
            self.spam + other.spam,
            self.ham + other.ham,
            self.missed_spam + other.missed_spam,
            self.false_positives + other.false_positives,
        )

    @property
    def accuracy(self) -> float:
        """Percent of the verdicts that people let stand; 100 where there were none."""
        wrong = self.missed_spam + self.false_positives
        return 100.0 if not self.checked else max(0.0, 100 * (1 - wrong / self.checked))


def of_month(site: Site, month: datetime) -> Tally:
    """The tally of the calendar month (UTC) that `month` lies in."""
    start = first_of(month)
    with reading() as session:
        found = tallies.statuses(session, site.id, start, following(start))
        moved = tallies.corrections(session, site.id, start, following(start))
    return Tally(
        checked=sum(found.values()),
        spam=found.get("rejected", 0),
        ham=found.get("approved", 0),
        missed_spam=moved.get(("approved", "rejected"), 0),
        false_positives=moved.get(("rejected", "approved"), 0),
    )


def months(number: int) -> Iterator[datetime]:
    """The first moments of this month and of those before it, newest first."""
    month = first_of(now())
    for _ in range(number):
        yield month
        month = _before(month)


def first_of(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, 1, tzinfo=UTC)


def following(month: datetime) -> datetime:
    years, index = divmod(month.month, 12)
    return month.replace(year=month.year + years, month=index + 1)


def _before(month: datetime) -> datetime:
    if month.month == 1:
        return month.replace(year=month.year - 1, month=12)
    return month.replace(month=month.month - 1)
