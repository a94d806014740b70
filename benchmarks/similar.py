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
from typing import Any

import click
from sqlalchemy import insert, select

from benchmarks.vocabulary import Vocabulary
from classifier import signature
from moderation import campaigns, groups, intake, similar, sites
from moderation.intake import Submission
from store import engine, migrate
from store.base import new_id
from store.engine import Session, reading, writing
from store.tables import Comment, Signature, Site

SITE = "benchmark"
FLOOD = 500
FLAGGED_ONE_IN = 50
AT_ONCE = 5_000
PAGE = 25
TIMES = 200
FEW_TIMES = 20
SHARES = (("p50", 0.5), ("p95", 0.95))


# On the clock, and of this process's processor alone: on a busy machine they are far apart
Seconds = tuple[float, float]


class Writer:
    """Makes up comments; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.vocabulary = Vocabulary()
        self.hashes = {word: signature.hash_of(word) for word in self.vocabulary.words}
        self.campaign = self.draw(40)

    def draw(self, number: int) -> list[str]:
        return self.vocabulary.draw(self.random, number)

    def ordinary(self) -> str:
        return " ".join(self.draw(int(self.random.lognormvariate(2.3, 0.7)) + 2))

    def spun(self) -> str:
        return " ".join([*self.random.sample(self.campaign, 22), *self.draw(4)])

    def comment(self, site: Site, at: int, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """The rows of a comment, and of the signature that scoring would have written."""
        in_flood = number - 20 * FLOOD <= at and at % 20 == 0
        flagged = in_flood or at % FLAGGED_ONE_IN == 1
        text, comment_id = self.spun() if in_flood else self.ordinary(), new_id()
        reason = "spam" if in_flood else "insult"
        comment = {
            "id": comment_id, "site_id": site.id, "status": "flagged" if flagged else "approved",
            "thread": f"/article-{at % 500}", "text": text, "text_hash": f"{hash(text):x}",
            "sent_hash": "", "context": {}, "reasons": [reason], "main_reason": reason,
        }  # fmt: skip
        words = frozenset(self.hashes[word] for word in text.split())
        bands = [band ^ signature.number_of(site.id.encode()) for band in signature.bands_of(words)]
        columns = {f"band_{place}": band for place, band in enumerate(bands)}
        packed = {"comment_id": comment_id, "words": signature.packed(words), "flagged": flagged}
        return comment, packed | columns


def fill(site: Site, number: int) -> None:
    """Write the comments, then build the indexes: many times faster than one by one."""
    writer = Writer(1)
    for index in Signature.__table__.indexes:
        index.drop(engine.engine())
    for start in range(0, number, AT_ONCE):
        made = [writer.comment(site, at, number) for at in range(start, start + AT_ONCE)]
        with writing() as session:
            session.execute(insert(Comment), [comment for comment, _ in made])
            session.execute(insert(Signature), [signed for _, signed in made])
        click.echo(f"\r{start + AT_ONCE:,} comments", nl=False, err=True)
    for index in Signature.__table__.indexes:
        index.create(engine.engine())
    with engine.engine().connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    click.echo(err=True)


def measure(site: Site) -> Iterator[tuple[str, list[Seconds]]]:
    """(what, seconds) for each thing that is paid for."""
    writer = Writer(2)
    flagged = _flagged()
    flood = [one for one, reason in flagged if reason == "spam"]
    others = [one for one, reason in flagged if reason != "spam"]
    pick = writer.random
    yield "a page of the queue", _times(lambda: groups.sizes(pick.sample(others, PAGE)))
    yield (
        "a page full of a flood",
        _times(lambda: groups.sizes(pick.sample(flood, PAGE)), FEW_TIMES),
    )
    yield (
        f"a group of {len(groups.group(flood[0]))}",
        _times(lambda: groups.group(pick.choice(flood)), 20),
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
        campaigns.of(session, comment, site)


def _written(site: Site, writer: Writer) -> list[Seconds]:
    """The time until the row is written, within a transaction that then is taken back."""
    seconds: list[Seconds] = []
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
        return seconds


class Rollback(Exception):
    """Ends a transaction without a trace."""


def _remember(session: Session, comment: Comment, site: Site) -> None:
    similar.remember(session, comment, site, flagged=False)
    session.flush()


def _times(act: Callable[[], object], times: int = 0) -> list[Seconds]:
    act()
    return [_timed(act) for _ in range((times or TIMES) - 1)]


def _timed(act: Callable[[], object]) -> Seconds:
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - clock, time.process_time() - processor


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
        clock, processor = (sorted(kind) for kind in zip(*seconds, strict=True))
        told = ", ".join(f"{name} {_at(clock, share)}" for name, share in SHARES)
        click.echo(f"{what}: {told} ms; of our processor p95 {_at(processor, 0.95)} ms")


def _at(seconds: Sequence[float], share: float) -> str:
    return f"{seconds[min(len(seconds) - 1, int(share * len(seconds)))] * 1000:.1f}"


if __name__ == "__main__":
    main()
