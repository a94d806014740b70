"""How much was read today, and when a pause is due."""

from datetime import datetime, timedelta

import pytest

from moderation import exposure, review
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
