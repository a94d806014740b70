"""The undo window: what people decide stays inside until it can no longer be taken back unseen."""

import json

import pytest

from moderation import feedback, intake, lifecycle, publication, reports, review, sites, webhooks
from moderation.errors import Invalid
from moderation.lifecycle import Move
from moderation.moderators import Person
from moderation.review import Choice
from moderation.webhooks import Outcome
from store.engine import writing
from store.tables import Comment, Decision, Site
from tests.conftest import Clock
from tests.helpers import decided, score

RUDE = "Quel idiot, cet auteur."
WINDOW = 10.0


@pytest.fixture
def told(site: Site) -> Site:
    """A site with a webhook; what the model says of its comments has been told."""
    return sites.set_webhook(site.id, "https://gazette.example/hook", "whsec_c2VjcmV0IGZvciB0ZXN0")


@pytest.fixture
def waiting(told: Site, clock: Clock) -> Comment:
    comment = decided(told, RUDE)
    heard()
    return comment


def heard() -> list[str]:
    """Where each message says that its comment stands, of those that are due; all arrive."""
    statuses = []
    while due := [job for job in map(webhooks.take, webhooks.due()) if job]:
        for job in due:
            statuses.append(json.loads(job.body)["data"]["status"])
            webhooks.finish(job, Outcome(delivered=True))
    return statuses


def published(site: Site) -> list[str]:
    return [comment.id for comment in publication.approved(site.id, None, None, 100)]


def followed(site: Site) -> list[str]:
    return [decision.action for decision, _ in publication.changes(site, 0, 100)]


def test_an_approval_is_seen_outside_only_after_the_window(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    decision = review.decide(camille, waiting.id, Choice("approve"))
    assert decision.held_until is not None
    assert (decision.held_until - clock.now).total_seconds() == WINDOW
    assert (published(told), followed(told), heard()) == ([], ["score"], [])
    clock.move(WINDOW - 0.001)
    assert (published(told), followed(told), heard()) == ([], ["score"], [])
    clock.move(0.001)
    assert published(told) == [waiting.id]
    assert (followed(told), heard()) == (["score", "approve"], ["approved"])


def test_what_is_taken_back_in_time_was_never_heard_of(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    decision = review.decide(camille, waiting.id, Choice("approve"))
    clock.move(WINDOW - 1)
    review.undo(camille, decision.id)
    clock.move(3 * WINDOW)
    assert (published(told), heard()) == ([], [])
    # The log keeps both, and so does who follows it.
    assert followed(told) == ["score", "approve", "undo"]


def test_both_come_out_together_so_that_nobody_believes_the_first(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    decision = review.decide(camille, waiting.id, Choice("approve"))
    clock.move(WINDOW - 1)
    review.undo(camille, decision.id)
    assert followed(told) == ["score"]
    clock.move(1)
    assert followed(told) == ["score", "approve", "undo"]


def test_what_is_taken_back_later_is_told_as_any_other(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    decision = review.decide(camille, waiting.id, Choice("approve"))
    clock.move(WINDOW)
    assert heard() == ["approved"]
    review.undo(camille, decision.id)
    assert (published(told), heard()) == ([], [])
    clock.move(WINDOW)
    assert heard() == ["flagged"]


def test_an_undo_that_is_undone_in_time_leaves_the_decision_as_it_was(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    decision = review.decide(camille, waiting.id, Choice("approve"))
    clock.move(4)
    undone = review.undo(camille, decision.id)
    clock.move(4)
    review.undo(camille, undone.id)
    assert (published(told), heard()) == ([], [])
    clock.move(2)
    assert (published(told), heard()) == ([waiting.id], ["approved"])


def test_a_rejection_hides_at_once_and_its_undo_shows_again_at_once(
    told: Site, camille: Person, clock: Clock
) -> None:
    comment = decided(told)
    heard()
    decision = review.decide(camille, comment.id, Choice("reject"))
    assert published(told) == []
    review.undo(camille, decision.id)
    assert published(told) == [comment.id]
    clock.move(3 * WINDOW)
    assert heard() == []


def test_a_rejection_undone_after_the_window_waits_like_an_approval(
    told: Site, camille: Person, clock: Clock
) -> None:
    comment = decided(told)
    decision = review.decide(camille, comment.id, Choice("reject"))
    clock.move(WINDOW)
    review.undo(camille, decision.id)
    assert published(told) == []
    clock.move(WINDOW)
    assert published(told) == [comment.id]


def test_of_two_held_decisions_only_the_last_is_told(
    told: Site, waiting: Comment, camille: Person, dominique: Person, clock: Clock
) -> None:
    review.decide(camille, waiting.id, Choice("approve"))
    clock.move(5)
    review.decide(dominique, waiting.id, Choice("reject"))
    clock.move(5)
    assert heard() == []
    clock.move(5)
    assert heard() == ["rejected"]


def test_an_undo_tells_what_the_outside_does_not_know_yet(
    told: Site, waiting: Comment, camille: Person, dominique: Person, clock: Clock
) -> None:
    review.decide(camille, waiting.id, Choice("approve"))
    second = review.decide(dominique, waiting.id, Choice("reject"))
    review.undo(dominique, second.id)
    clock.move(WINDOW)
    assert (published(told), heard()) == ([waiting.id], ["approved"])


def test_an_edit_in_the_window_means_that_the_old_text_is_never_called_approved(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    review.decide(camille, waiting.id, Choice("approve"))
    edited = intake.edit(told, waiting.id, "Toujours un idiot.")
    clock.move(WINDOW)
    assert heard() == []
    score(edited)
    assert heard() == ["flagged"]


def test_a_message_on_its_way_is_not_taken_back_but_followed(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    decision = review.decide(camille, waiting.id, Choice("approve"))
    clock.move(WINDOW)
    [due] = webhooks.due()
    assert webhooks.take(due)
    # The undoing process reads its clock a moment before the sender did.
    clock.move(-0.5)
    review.undo(camille, decision.id)
    clock.move(60)
    assert heard() == ["approved", "flagged"]


def test_the_model_readers_and_the_site_have_no_window(
    told: Site, camille: Person, clock: Clock
) -> None:
    comment = decided(told)
    assert (published(told), heard()) == ([comment.id], ["approved"])
    for number in range(3):
        reports.report(told, comment.id, str(number), None, None)
    assert (published(told), heard()) == ([], ["flagged"])
    feedback.decide(told, comment.id, spam=False)
    assert (published(told), heard()) == ([comment.id], ["approved"])
    assert followed(told) == ["score", "report", "approve"]


def test_the_feed_waits_for_the_first_held_decision_and_then_misses_none(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    review.decide(camille, waiting.id, Choice("approve"))
    later = decided(told)
    # What is published does not wait; only the order of the feed does.
    assert published(told) == [later.id]
    first = publication.changes(told, 0, 100)
    clock.move(WINDOW)
    rest = publication.changes(told, first[-1][0].seq, 100)
    assert [decision.seq for decision, _ in [*first, *rest]] == [1, 2, 3]


def test_a_feed_that_was_read_up_to_a_held_decision_stays_where_it_is(
    told: Site, waiting: Comment, camille: Person
) -> None:
    review.decide(camille, waiting.id, Choice("approve"))
    assert publication.changes(told, 1, 100) == []


def test_a_site_chooses_its_window(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    sites.change_policy(told.id, {"undo_seconds": 60})
    review.decide(camille, waiting.id, Choice("approve"))
    clock.move(59)
    assert published(told) == []
    clock.move(1)
    assert published(told) == [waiting.id]


def test_a_site_may_have_no_window(told: Site, waiting: Comment, camille: Person) -> None:
    sites.change_policy(told.id, {"undo_seconds": 0})
    decision = review.decide(camille, waiting.id, Choice("approve"))
    assert decision.held_until is None
    assert (published(told), heard()) == ([waiting.id], ["approved"])


def test_a_shorter_window_ends_no_earlier_one(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    other = decided(told, RUDE)
    review.decide(camille, waiting.id, Choice("approve"))
    sites.change_policy(told.id, {"undo_seconds": 0})
    review.decide(camille, other.id, Choice("approve"))
    assert published(told) == [other.id]
    assert followed(told) == ["score", "score"]
    clock.move(WINDOW)
    assert followed(told) == ["score", "score", "approve", "approve"]


@pytest.mark.parametrize("value", [-1, 601, 2.5, "10", True, [], 10**30])
def test_a_window_is_a_whole_number_of_seconds_up_to_ten_minutes(site: Site, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        sites.change_policy(site.id, {"undo_seconds": value})
    assert refused.value.field == "undo_seconds"


def test_deciding_needs_no_model(
    told: Site, waiting: Comment, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise AssertionError("asked for the model")

    monkeypatch.setattr("moderation.scorer.model", broken)
    review.decide(camille, waiting.id, Choice("approve"))


def test_what_is_published_has_another_version_when_a_window_ends(
    told: Site, waiting: Comment, camille: Person, clock: Clock
) -> None:
    versions = [publication.version(told.id)[1]]
    review.decide(camille, waiting.id, Choice("approve"))
    versions.append(publication.version(told.id)[1])
    clock.move(WINDOW)
    versions.append(publication.version(told.id)[1])
    assert len(set(versions)) == 3


def test_a_move_that_does_not_exist_takes_no_number(waiting: Comment) -> None:
    with writing() as session, pytest.raises(ValueError, match="never leads"):
        lifecycle.make(session, waiting, Move("score", "model", "flagged", "approved"))


def test_the_log_says_until_when_each_decision_was_held(
    waiting: Comment, camille: Person, clock: Clock
) -> None:
    review.decide(camille, waiting.id, Choice("approve"))
    scored, approved = review.history(camille, waiting.id)
    assert isinstance(scored, Decision) and scored.held_until is None
    assert approved.held_until is not None
