"""How much was read today, and when a pause is due."""

from datetime import datetime, timedelta

import pytest

from moderation import bulk, exposure, review, sites
from moderation.bulk import Seen
from moderation.moderators import Person
from moderation.review import Choice
from store.base import now
from store.tables import Site
from tests.conftest import ScriptedModel
from tests.helpers import decided

NOON = datetime.fromisoformat("2026-11-27T12:00:00+00:00")


def test_decisions_of_today_count_and_the_hard_ones_are_told_apart(
    site: Site, camille: Person, dominique: Person, model: ScriptedModel
) -> None:
    model.words["menace"] = {"threat": 0.9}
    hard, spam, other = (
        decided(site, text).id for text in ("Une menace.", "Une promo.", "Quel idiot.")
    )
    review.decide(camille, hard, Choice("reject"))
    made = review.decide(camille, spam, Choice("reject"))
    review.undo(camille, made.id)
    review.decide(dominique, other, Choice("approve"))
    today = exposure.of(camille)
    assert (today.read, today.hard, today.tired) == (2, 1, False)


def test_of_what_was_decided_together_only_what_was_in_view_counts(
    site: Site, camille: Person, model: ScriptedModel
) -> None:
    model.words["menace"] = {"threat": 0.9}
    made = [decided(site, f"Une menace, {n}.") for n in range(6)]
    seen = [Seen(one.id, one.status, one.revision) for one in made]
    # The last was in view and taken out
    in_view = [made[0].id, made[1].id, made[5].id]
    bulk.decide_many(camille, seen[:5], Choice("reject"), in_view)
    today = exposure.of(camille)
    assert (today.read, today.hard) == (3, 3)


def test_nobody_counts_what_is_on_other_peoples_sites(site: Site, camille: Person) -> None:
    [mine] = (decided(site, "Une promo."),)
    theirs = decided(sites.add("autre", "Autre"), "Une promo.")
    seen = [Seen(mine.id, mine.status, mine.revision)]
    bulk.decide_many(camille, seen, Choice("reject"), [mine.id, theirs.id])
    assert exposure.of(camille).read == 1


@pytest.mark.parametrize(
    ("minutes", "hard", "tired"),
    [
        # Many hard ones in half an hour
        (range(25), True, True),
        (range(24), True, False),
        (range(25), False, False),
        # As many, but an hour ago
        (range(60, 85), True, False),
        # Most of an hour without a pause, and the same with one
        (range(0, 57, 7), False, True),
        ([*range(0, 28, 7), *range(40, 63, 7)], False, False),
        ([], True, False),
    ],
)
def test_a_pause_is_due_after_much_of_it(minutes: list[int], hard: bool, tired: bool) -> None:
    judged = sorted((NOON - timedelta(minutes=ago), hard) for ago in minutes)
    assert exposure._is_tired(judged, NOON) == tired


def test_what_was_decided_before_midnight_is_yesterdays(
    site: Site, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    review.decide(camille, decided(site, "Quel idiot.").id, Choice("reject"))
    monkeypatch.setattr(exposure, "now", lambda: now() + timedelta(days=1))
    assert exposure.of(camille).read == 0
