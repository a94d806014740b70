"""How fast comments are found that are like each other, among very many.

    python -m benchmarks.similar sqlite:////tmp/many.sqlite3 --comments 1000000

Fills an empty database with made-up comments (words drawn as often as in a language, one in
fifty of them flagged, a flood of 500 near the end) and measures what the queue, a group and
a verdict pay. A database that was filled before is measured again.
"""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

import click
from sqlalchemy import insert, select

from classifier import signature
from moderation import intake, similar, sites
from moderation.intake import Submission
from store import engine, migrate
from store.base import now
from store.engine import Session, reading, writing
from store.tables import Comment, Signature, Site

SITE = "benchmark"
VOCABULARY = 50_000
FLOOD = 500
FLAGGED_ONE_IN = 50
AT_ONCE = 5_000
PAGE = 25
TIMES = 200


class Writer:
    """Makes up comments; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = [_word(number) for number in range(VOCABULARY)]
        # As often as Zipf's law has them, without the words that the signature leaves out
        self.weights = list(accumulate(1 / (rank + 50) for rank in range(VOCABULARY)))
        self.campaign = self.draw(40)

    def draw(self, number: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=number)

    def ordinary(self) -> str:
        return " ".join(self.draw(int(self.random.lognormvariate(2.3, 0.7)) + 2))

    def spun(self) -> str:
        return " ".join([*self.random.sample(self.campaign, 22), *self.draw(4)])


def fill(site: Site, number: int) -> None:
    writer = Writer(1)
    for start in range(0, number, AT_ONCE):
        batch = [_draft(site, writer, start + at, number) for at in range(AT_ONCE)]
        with writing() as session:
            session.execute(insert(Comment), [_row(comment) for comment in batch])
            session.execute(insert(Signature), [_signature(comment, site) for comment in batch])
        click.echo(f"\r{start + AT_ONCE:,} comments", nl=False, err=True)
    click.echo(err=True)


def _draft(site: Site, writer: Writer, at: int, number: int) -> Comment:
    in_flood = number - 20 * FLOOD <= at and at % 20 == 0
    text = writer.spun() if in_flood else writer.ordinary()
    comment = intake.draft(site.id, Submission(f"/article-{at % 500}", text))
    comment.status = "flagged" if in_flood or at % FLAGGED_ONE_IN == 1 else "approved"
    comment.main_reason = "spam" if in_flood else "insult"
    comment.reasons, comment.created_at = [comment.main_reason], now()
    return comment


def _row(comment: Comment) -> dict[str, object]:
    names = ("id", "site_id", "status", "thread", "text", "text_hash", "sent_hash", "context")
    more = ("created_at", "revision", "queue", "reasons", "main_reason")
    return {name: getattr(comment, name) for name in (*names, *more)} | {"attempts": 1}


def _signature(comment: Comment, site: Site) -> dict[str, object]:
    found = similar.traces(comment, site)
    bands = {f"band_{place}": band for place, band in enumerate(found.bands)}
    return {"comment_id": comment.id, "words": signature.packed(found.words), **bands} | {
        "flagged": comment.status == "flagged"
    }


def measure(site: Site) -> Iterator[tuple[str, list[float]]]:
    """(what, seconds ascending) for each thing that is paid for."""
    writer = Writer(2)
    flagged = _flagged()
    flood = [one for one, reason in flagged if reason == "spam"]
    others = [one for one, reason in flagged if reason != "spam"]
    pick = writer.random
    yield "a page of the queue", _times(lambda: similar.sizes(pick.sample(others, PAGE)))
    yield "a page full of a flood", _times(lambda: similar.sizes(pick.sample(flood, PAGE)), 20)
    yield (
        f"a group of {len(similar.group(flood[0]))}",
        _times(lambda: similar.group(pick.choice(flood)), 20),
    )
    drafts = iter([_new(site, writer.ordinary()) for _ in range(TIMES)])
    yield "campaign, ordinary comment", _times(lambda: _campaign(next(drafts), site))
    spun = iter([_new(site, writer.spun()) for _ in range(TIMES)])
    yield "campaign, one of the flood", _times(lambda: _campaign(next(spun), site))
    yield "writing a signature", _written(site, writer)


def _flagged() -> Sequence[tuple[str, str | None]]:
    with reading() as session:
        rows = session.execute(
            select(Comment.id, Comment.main_reason).where(
                Comment.site_id == SITE, Comment.status == "flagged"
            )
        )
        return [(comment_id, reason) for comment_id, reason in rows]


def _new(site: Site, text: str) -> Comment:
    return intake.draft(site.id, Submission("/article", text))


def _campaign(comment: Comment, site: Site) -> None:
    with reading() as session:
        similar.campaign(session, comment, site)


def _written(site: Site, writer: Writer) -> list[float]:
    """The time until the row is written, within a transaction that then is taken back."""
    seconds = []
    comments = [_new(site, writer.ordinary()) for _ in range(TIMES)]
    try:
        with writing() as session:
            session.add_all(comments)
            session.flush()
            seconds += [
                _timed(lambda one=comment: _remember(session, one, site)) for comment in comments
            ]
            raise Rollback
    except Rollback:
        return sorted(seconds)


class Rollback(Exception):
    """Ends a transaction without a trace."""


def _remember(session: Session, comment: Comment, site: Site) -> None:
    similar.remember(session, comment, site, flagged=False)
    session.flush()


def _times(act: Callable[[], object], times: int = TIMES) -> list[float]:
    act()
    return sorted(_timed(act) for _ in range(times - 1))


def _timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def _word(number: int) -> str:
    """A word that no language has, six letters long."""
    letters = "bcdfglmnprst", "aeiou"
    word = ""
    for place in range(6):
        number, rest = divmod(number, len(letters[place % 2]))
        word += letters[place % 2][rest]
    return word


@click.command()
@click.argument("database_url")
@click.option("--comments", default=1_000_000, show_default=True, help="How many to fill with.")
def main(database_url: str, comments: int) -> None:
    """Measure finding similar comments."""
    os.environ["TAMIS_DATABASE_URL"] = database_url
    migrate.upgrade()
    site = sites.find(SITE)
    if site is None:
        site = sites.add(SITE, "Benchmark", "https://gazette.example")
        fill(site, comments)
    click.echo(f"{engine.engine().dialect.name}, comments: {comments:,}")
    for what, seconds in measure(site):
        named = (("p50", 0.5), ("p95", 0.95), ("max", 1.0))
        told = ", ".join(f"{name} {_at(seconds, share) * 1000:.1f} ms" for name, share in named)
        click.echo(f"{what}: {told}")


def _at(seconds: Sequence[float], share: float) -> float:
    return seconds[min(len(seconds) - 1, int(share * len(seconds)))]


if __name__ == "__main__":
    main()
