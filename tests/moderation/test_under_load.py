"""Many hands at once on two sites: the log stays one line, the feed misses nothing."""

import random
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from moderation import intake, publication, reports, review, scoring, sites
from moderation.errors import Refused
from moderation.intake import Submission
from moderation.moderators import Person
from moderation.policy import UNDO_SECONDS
from moderation.review import Choice
from store import base
from store.engine import reading
from store.tables import Comment, Decision, Site
from tests.conftest import person

HANDS, ACTS = 6, 25
WORDS = ("Quel idiot", "Une promo", "Un avis mesuré")


class Hand:
    """One of many who submit, score, decide, undo, edit, delete and report at random."""

    def __init__(self, number: int, every: list[Site], who: Person, ids: list[str]) -> None:
        self.random = random.Random(number)
        self.every, self.who, self.ids = every, who, ids
        self.failures: list[Exception] = []

    def work(self) -> None:
        acts: list[Callable[[], object]] = [
            self.submit, self.submit, self.score, self.score, self.decide, self.edit, self.delete,
            self.report,
        ]  # fmt: skip
        for _ in range(ACTS):
            try:
                self.random.choice(acts)()
            except Refused:
                continue
            except Exception as error:
                self.failures.append(error)

    def submit(self) -> None:
        text = f"{self.random.choice(WORDS)} {uuid.uuid4()}"
        accepted = intake.accept_many(self._site(), [Submission("/a", text)])
        self.ids += [one.comment.id for one in accepted if isinstance(one, intake.Accepted)]

    def score(self) -> None:
        picked = self.random.sample(self.ids, min(8, len(self.ids)))
        scoring.score(scoring.claim(picked, str(uuid.uuid4())))

    def decide(self) -> None:
        choice = Choice(self.random.choice(("approve", "reject")))
        made = review.decide(self.who, self._id(), choice)
        if self.random.random() < 0.5:
            review.undo(self.who, made.id)

    def edit(self) -> None:
        intake.edit(self._site(), self._id(), f"Autrement : {uuid.uuid4()}")

    def delete(self) -> None:
        intake.delete(self._site(), self._id())

    def report(self) -> None:
        reports.report(self._site(), self._id(), str(uuid.uuid4()), None, None)

    def _site(self) -> Site:
        return self.random.choice(self.every)

    def _id(self) -> str:
        return self.random.choice(self.ids) if self.ids else str(uuid.uuid4())


def test_the_log_is_one_line_and_the_feed_misses_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [site, sites.add("autre", "Autre")]
    sites.change_policy("autre", {"undo_seconds": 0})
    admin = person("admin@gazette.example", role="admin")
    ids: list[str] = []
    hands = [Hand(number, every, admin, ids) for number in range(HANDS)]
    threads = [threading.Thread(target=hand.work) for hand in hands]
    for thread in threads:
        thread.start()
    followed: dict[str, list[int]] = {one.id: [] for one in every}
    while any(thread.is_alive() for thread in threads):
        _follow(every, followed)
    later = timedelta(seconds=UNDO_SECONDS)
    monkeypatch.setattr(base, "clock", lambda: base.wall_clock() + later)
    _follow(every, followed)
    assert [failure for hand in hands for failure in hand.failures] == []
    assert ids
    for one in every:
        _check(one, followed[one.id])


def _follow(every: list[Site], followed: dict[str, list[int]]) -> None:
    """Read the changes as a site does that polls."""
    for one in every:
        seen = followed[one.id]
        found = publication.changes(one, seen[-1] if seen else 0, 1000)
        seen += [decision.seq for decision, _ in found]
        threading.Event().wait(0.01)


def _check(site: Site, followed: list[int]) -> None:
    with reading() as session:
        log = session.scalars(
            select(Decision).where(Decision.site_id == site.id).order_by(Decision.seq)
        ).all()
        comments = session.scalars(select(Comment).where(Comment.site_id == site.id)).all()
    assert followed == [decision.seq for decision in log]
    status = dict.fromkeys((comment.id for comment in comments), "pending")
    for decision in log:
        assert decision.from_status == status[decision.comment_id]
        status[decision.comment_id] = decision.to_status
    assert status == {comment.id: comment.status for comment in comments}
