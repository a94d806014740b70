"""Moderators who claim, decide, undo and go away in any order, against the real database.

A small model in plain Python says what each act must do; a site that polls and a site that
takes webhooks stand outside and may see nothing before its time, and in the end all of it.
"""

import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from moderation import intake, leases, lifecycle, publication, reports, review, sites, webhooks
from moderation.errors import Leased, Overtaken
from moderation.lifecycle import Move
from moderation.moderators import Person
from moderation.review import OUTCOMES, Choice
from moderation.webhooks import Outcome
from store import deliveries
from store.base import new_id
from store.engine import reading, writing
from store.tables import Comment, Decision, Site
from tests.conftest import Clock, ScriptedModel, person
from tests.helpers import decided, score

FAST = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# To know that it fails is enough; how it fails need not be made short.
HASTY = settings(FAST, max_examples=80, phases=[Phase.generate], report_multiple_bugs=False)
PEOPLE, COMMENTS = 3, 3
LASTS = leases.LASTS.total_seconds()

someone = st.integers(0, PEOPLE - 1)
some = st.integers(0, COMMENTS - 1)
actions = st.sampled_from(tuple(OUTCOMES))
numbers = itertools.count()


@dataclass
class Entry:
    """One line of the log as it must be."""

    id: str
    action: str
    was: str
    to: str
    at: datetime
    held: datetime | None
    undoes: "Entry | None" = None

    def is_held(self, moment: datetime) -> bool:
        return self.held is not None and self.held > moment


@dataclass
class Expected:
    """One comment as it must be."""

    id: str
    status: str
    revision: int = 1
    log: list[Entry] = field(default_factory=list)
    public_from: datetime | None = None
    token: int = 0
    holder: int | None = None
    until: datetime | None = None

    def is_looked_at(self, moment: datetime) -> bool:
        return self.until is not None and self.until > moment


@dataclass(frozen=True)
class Sight:
    """What one moderator saw of a comment, and the token they held then."""

    status: str
    revision: int
    token: int | None


class Machine(RuleBasedStateMachine):
    """The acts, each with what it must lead to."""

    people: list[Person]
    clock: Clock

    def __init__(self) -> None:
        super().__init__()
        self.sights: dict[tuple[int, int], Sight] = {}
        self.comments: list[Expected] = []
        self.order: list[tuple[Expected, Entry]] = []
        self.followed: list[Decision] = []
        self.heard: list[tuple[str, str]] = []

    @initialize(window=st.sampled_from([0, 5, 10]))
    def begin(self, window: int) -> None:
        self.window = timedelta(seconds=window)
        name = f"s{next(numbers)}"
        sites.add(name, name)
        sites.change_policy(name, {"undo_seconds": window, "reports_to_flag": 1})
        self.site: Site = sites.set_webhook(name, "https://a.example", "whsec_c2VjcmV0IGZvciB0ZXN0")
        # An administrator's sites are looked up when they sign in, and this one is new.
        self.hands = [Person(who.moderator, (name,)) for who in self.people]
        for text in ("Quel idiot.", "Une promo.", "Merci."):
            comment = decided(self.site, text)
            one = Expected(comment.id, comment.status)
            self.comments.append(one)
            self._note(one, "score", "pending", comment.status, held=None)

    # What people do

    @rule(who=someone, which=some)
    def look(self, who: int, which: int) -> None:
        one, mine = self.comments[which], self._token(who, which)
        self.sights[who, which] = Sight(one.status, one.revision, mine)

    @rule(who=someone, which=some)
    def claim(self, who: int, which: int) -> None:
        one, moment = self.comments[which], self.clock.now
        free = one.holder in (None, who) or not one.is_looked_at(moment)
        try:
            held = leases.take(self.hands[who], one.id)
        except Leased:
            assert not free
            return
        assert free
        assert held.token == (one.token if one.holder == who else one.token + 1)
        one.token, one.holder, one.until = held.token, who, moment + leases.LASTS
        self.sights[who, which] = Sight(one.status, one.revision, held.token)

    @rule(who=someone, which=some)
    def go_away(self, who: int, which: int) -> None:
        one, sight = self.comments[which], self.sights.get((who, which))
        token = sight.token if sight and sight.token else 1
        leases.release(self.hands[who], one.id, token)
        if one.holder == who and one.token == token and one.is_looked_at(self.clock.now):
            one.until = self.clock.now

    @rule(who=someone, which=some, action=actions, with_token=st.booleans())
    def decide_as_seen(self, who: int, which: int, action: str, with_token: bool) -> None:
        one, sight = self.comments[which], self.sights.get((who, which))
        if sight is None:
            sight = Sight(one.status, one.revision, None)
        token = sight.token if with_token else None
        choice = Choice(
            action, expected_status=sight.status, expected_revision=sight.revision, lease=token
        )
        fits = (sight.status, sight.revision) == (one.status, one.revision)
        allowed = fits and self._passes(one, who, token) and self._may(one, action)
        try:
            made = review.decide(self.hands[who], one.id, choice)
        except Overtaken:
            assert not allowed
        else:
            assert allowed
            self._decided(one, who, made.id, action)

    @rule(who=someone, which=st.lists(some, min_size=1, unique=True), action=actions)
    def decide_many(self, who: int, which: list[int], action: str) -> None:
        """All in one transaction, as they are at this moment."""
        chosen = [one for one in map(self.comments.__getitem__, which) if self._may(one, action)]
        with writing() as session:
            made = []
            for one in chosen:
                move = Move(
                    action, "moderator", one.status, OUTCOMES[action], ("other",),
                    moderator_id=self.hands[who].moderator.id,
                )  # fmt: skip
                made.append(lifecycle.make(session, session.get_one(Comment, one.id), move).id)
        for one, decision_id in zip(chosen, made, strict=True):
            self._decided(one, who, decision_id, action)

    @rule(who=someone, which=some, back=st.sampled_from([0, 0, 0, 1, 2]))
    def undo(self, who: int, which: int, back: int) -> None:
        one = self.comments[which]
        entries = [entry for entry in one.log if entry.action in ("approve", "reject", "undo")]
        if back >= len(entries):
            return
        entry = entries[-1 - back]
        try:
            made = review.undo(self.hands[who], entry.id)
        except Overtaken:
            assert entry is not one.log[-1]
            return
        assert entry is one.log[-1]
        held = entry.held if entry.is_held(self.clock.now) else self._hold()
        self._fence(one, who)
        self._note(one, "undo", entry.to, entry.was, held=held, id=made.id, undoes=entry)

    @rule(who=someone, which=some, action=actions, after=st.sampled_from([0, 4, 12]))
    def think_again(self, who: int, which: int, action: str, after: float) -> None:
        """Decide, and take it back: at once, in time, or too late to be unheard."""
        if self._may(self.comments[which], action):
            self.decide_many(who, [which], action)
            self.clock.move(after)
            self.hear()
            self.undo(who, which, 0)

    @rule(who=someone, other=someone, which=some, action=actions)
    def come_back_late(self, who: int, other: int, which: int, action: str) -> None:
        """Claim, go for coffee, find that a colleague came, decide as if nobody had."""
        self.claim(who, which)
        self.clock.move(LASTS)
        self.claim(other, which)
        self.decide_as_seen(who, which, action, with_token=True)

    # What others do

    @rule(which=some)
    def edit(self, which: int) -> None:
        one = self.comments[which]
        intake.edit(self.site, one.id, f"Quel idiot, dit autrement : {new_id()}")
        self._note(one, "edit", one.status, "pending", held=None)
        one.revision += 1

    @rule(which=some)
    def be_scored(self, which: int) -> None:
        one = self.comments[which]
        if one.status == "pending":
            score(intake.get(self.site, one.id))
            self._note(one, "score", "pending", "flagged", held=None)

    @rule(which=some)
    def report(self, which: int) -> None:
        one = self.comments[which]
        reports.report(self.site, one.id, new_id(), None, None)
        if intake.get(self.site, one.id).status != one.status:
            assert one.status == "approved"
            self._note(one, "report", "approved", "flagged", held=None)

    @rule(seconds=st.sampled_from([0.5, 1, 4, 5, 11, LASTS]))
    def wait(self, seconds: float) -> None:
        self.clock.move(seconds)

    @rule()
    def follow(self) -> None:
        after = self.followed[-1].seq if self.followed else 0
        self.followed += [row for row, _ in publication.changes(self.site, after, 100)]

    @rule()
    def hear(self) -> None:
        for job in filter(None, map(webhooks.take, self._due())):
            told = json.loads(job.body)["data"]
            self.heard.append((told["comment"], told["id"]))
            webhooks.finish(job, Outcome(delivered=True))

    # What must always be true

    @precondition(lambda self: self.comments)
    @invariant()
    def the_log_is_one_line(self) -> None:
        rows = self._rows()
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        assert [row.comment_id for row in rows] == [one.id for one, _ in self.order]
        for row, (_, entry) in zip(rows, self.order, strict=True):
            written = (row.action, row.from_status, row.to_status, row.held_until)
            assert written == (entry.action, entry.was, entry.to, entry.held)
        for one in self.comments:
            assert all(b.was == a.to for a, b in itertools.pairwise(one.log))
            assert intake.get(self.site, one.id).status == one.log[-1].to == one.status

    @precondition(lambda self: self.comments)
    @invariant()
    def nothing_is_seen_outside_before_its_time(self) -> None:
        moment = self.clock.now
        public = publication.approved(self.site.id, None, None, 100)
        assert [comment.id for comment in public] == [
            one.id
            for one in self.comments
            if one.status == "approved" and (one.public_from is None or one.public_from <= moment)
        ]
        out = list(itertools.takewhile(lambda pair: not pair[1].is_held(moment), self.order))
        told = publication.changes(self.site, 0, 1000)
        assert [row.seq for row, _ in told] == list(range(1, len(out) + 1))
        held = {entry.id for _, entry in self.order if entry.is_held(moment)}
        assert held.isdisjoint(self._decisions_of(self._due()))

    def teardown(self) -> None:
        """In the end who stands outside believes what is so, and heard nothing taken back."""
        if not self.comments:
            return
        self.clock.move(self.window.total_seconds())
        self.follow()
        while self._due():
            self.hear()
        assert [row.seq for row in self.followed] == list(range(1, len(self.order) + 1))
        entries = {entry.id: entry for _, entry in self.order}
        for one in self.comments:
            told = [entries[decision] for comment, decision in self.heard if comment == one.id]
            assert told == sorted(told, key=one.log.index)
            if one.status != "pending":
                assert told[-1].to == one.status
            for entry in one.log:
                if entry.undoes and entry.undoes.is_held(entry.at):
                    assert entry.undoes not in told

    # The model

    def _note(
        self, one: Expected, action: str, was: str, to: str, *, held: datetime | None,
        id: str | None = None, undoes: Entry | None = None,
    ) -> None:  # fmt: skip
        row_id = id or self._rows()[-1].id
        entry = Entry(row_id, action, was, to, self.clock.now, held, undoes)
        restores = undoes is not None and undoes.is_held(self.clock.now)
        if to == "approved" and not restores:
            one.public_from = held
        one.log.append(entry)
        one.status = to
        self.order.append((one, entry))

    def _decided(self, one: Expected, who: int, decision_id: str, action: str) -> None:
        self._fence(one, who)
        to = OUTCOMES[action]
        self._note(one, action, one.status, to, held=self._hold(), id=decision_id)

    def _fence(self, one: Expected, who: int) -> None:
        """Whoever decides makes every token given before an old one."""
        if one.token:
            one.token, one.holder, one.until = one.token + 1, who, self.clock.now

    def _hold(self) -> datetime | None:
        return self.clock.now + self.window if self.window else None

    def _passes(self, one: Expected, who: int, token: int | None) -> bool:
        return token is None or (token == one.token and one.holder == who)

    def _may(self, one: Expected, action: str) -> bool:
        return (one.status, OUTCOMES[action]) in lifecycle.MOVES[action]

    def _token(self, who: int, which: int) -> int | None:
        sight = self.sights.get((who, which))
        return sight.token if sight else None

    def _rows(self) -> list[Decision]:
        with reading() as session:
            wanted = select(Decision).where(Decision.site_id == self.site.id)
            return list(session.scalars(wanted.order_by(Decision.seq)))

    def _due(self) -> list[str]:
        with reading() as session:
            rows = [deliveries.load(session, one) for one in webhooks.due()]
        return [row[0].id for row in rows if row and row[0].site_id == self.site.id]

    def _decisions_of(self, due: Iterable[str]) -> set[str]:
        with reading() as session:
            rows: list[Any] = [deliveries.load(session, one) for one in due]
        return {row[1].id for row in rows}


def test_many_moderators_never_contradict_each_other(
    database: str, model: ScriptedModel, clock: Clock
) -> None:
    people = [person(f"p{number}@a.example", role="admin") for number in range(PEOPLE)]
    found = type("Found", (Machine,), {"people": people, "clock": clock})
    run_state_machine_as_test(found, settings=FAST)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("store.leases.pass_by", True),
        ("moderation.window.end_of", None),
        ("moderation.window.still_held", None),
        ("store.deliveries.drop_held", False),
    ],
)
def test_the_machine_finds_what_is_wrong(
    database: str,
    model: ScriptedModel,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    broken: object,
) -> None:
    """A test that cannot fail proves nothing: without any one of the rules, this one does."""
    monkeypatch.setattr(part, lambda *_: broken)
    people = [person(f"p{number}@a.example", role="admin") for number in range(PEOPLE)]
    found = type("Found", (Machine,), {"people": people, "clock": clock})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(found, settings=HASTY)
