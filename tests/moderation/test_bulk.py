"""Many comments, one decision: nothing that changed is overwritten, all of it can be undone."""

import threading

import pytest

from moderation import bulk, intake, publication, review, sites
from moderation.bulk import Outcome, Seen
from moderation.errors import Invalid, NotFound, Overtaken
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Comment, Site
from tests.conftest import person
from tests.helpers import decided, score

REJECT = Choice("reject", "spam")


def promos(site: Site, number: int) -> list[Comment]:
    return [decided(site, f"Une promo ici, numéro {n}.") for n in range(number)]


def seen(*made: Comment) -> list[Seen]:
    return [Seen(comment.id, comment.status, comment.revision) for comment in made]


def statuses(site: Site, made: list[Comment]) -> list[str]:
    return [intake.get(site, comment.id).status for comment in made]


@pytest.mark.usefixtures("no_window")
def test_all_are_decided_in_the_log_one_by_one_under_one_id(
    site: Site, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    made = promos(site, 5)
    outcome = bulk.decide_many(camille, seen(*made), REJECT)
    assert statuses(site, made) == ["rejected"] * 5
    rows = [row for row, _ in publication.changes(site, 5, 50)]
    assert {(row.action, row.batch, row.moderator_id) for row in rows} == {
        ("reject", outcome.batch, camille.moderator.id)
    }
    assert [result.comment_id for result in outcome.results] == [one.id for one in made]
    assert [row.seq for row in rows] == [6, 7, 8, 9, 10]


def test_undo_brings_all_back_and_an_undo_can_be_undone(site: Site, camille: Person) -> None:
    made = promos(site, 3)
    outcome = bulk.decide_many(camille, seen(*made), REJECT)
    undone = bulk.undo_batch(camille, outcome.batch)
    assert (statuses(site, made), undone.left) == (["flagged"] * 3, 0)
    assert intake.get(site, made[0].id).reasons == ["spam"]
    assert bulk.undo_batch(camille, outcome.batch).left == 3
    bulk.undo_batch(camille, undone.batch)
    assert statuses(site, made) == ["rejected"] * 3


def test_what_changed_meanwhile_is_left_alone_and_told(
    site: Site, camille: Person, dominique: Person
) -> None:
    approved, edited, gone, left = made = promos(site, 4)
    screen = seen(*made)
    review.decide(dominique, approved.id, Choice("approve"))
    score(intake.edit(site, edited.id, "Une autre promo."))
    intake.delete(site, gone.id)
    outcome = bulk.decide_many(camille, screen, REJECT)
    assert [row.comment_id for row in outcome.done] == [left.id]
    assert outcome.left == 3
    refusals = [result.refused for result in outcome.results]
    assert isinstance(refusals[0], Overtaken) and refusals[0].decision
    assert refusals[0].decision.moderator_id == dominique.moderator.id
    assert isinstance(refusals[1], Overtaken) and isinstance(refusals[2], NotFound)
    assert statuses(site, [approved, edited]) == ["approved", "flagged"]


def test_undo_leaves_what_somebody_decided_since(
    site: Site, camille: Person, dominique: Person
) -> None:
    made = promos(site, 3)
    outcome = bulk.decide_many(camille, seen(*made), REJECT)
    review.decide(dominique, made[1].id, Choice("approve"))
    undone = bulk.undo_batch(camille, outcome.batch)
    assert (len(undone.done), undone.left) == (2, 1)
    assert statuses(site, made) == ["flagged", "approved", "flagged"]


def test_nobody_decides_on_other_peoples_sites(site: Site, camille: Person) -> None:
    [mine], [theirs] = promos(site, 1), promos(sites.add("autre", "Autre"), 1)
    outcome = bulk.decide_many(camille, seen(mine, theirs), REJECT)
    assert isinstance(outcome.results[1].refused, NotFound)
    assert [row.comment_id for row in outcome.done] == [mine.id]
    with pytest.raises(NotFound):
        bulk.undo_batch(person("sacha@autre.example", "autre"), outcome.batch)
    admin = person("admin@gazette.example", role="admin")
    both = bulk.decide_many(admin, [Seen(mine.id, "rejected"), *seen(theirs)], Choice("approve"))
    assert len(both.done) == 2


def test_what_cannot_be_meant_is_refused_whole(site: Site, camille: Person) -> None:
    [comment] = promos(site, 1)
    for wrong, choice in (
        ([], REJECT),
        (seen(comment, comment), REJECT),
        ([Seen(str(number), "flagged") for number in range(bulk.MOST + 1)], REJECT),
        (seen(comment), Choice("reject", "known_author")),
    ):
        with pytest.raises(Invalid):
            bulk.decide_many(camille, wrong, choice)
    assert statuses(site, [comment]) == ["flagged"]


def test_a_batch_is_one_entry_among_a_moderators_decisions(site: Site, camille: Person) -> None:
    made = promos(site, 4)
    review.decide(camille, made[0].id, REJECT)
    outcome = bulk.decide_many(camille, seen(*made[1:]), REJECT)
    review.undo(camille, outcome.done[0].id)
    entries = [decision for decision, _ in review.recent(camille)]
    assert [entry.batch for entry in entries] == [None, outcome.batch, None]
    batch = bulk.standing(entries)[outcome.batch]
    assert (batch.total, batch.standing) == (3, 2)


def test_of_two_bulks_at_once_each_comment_is_decided_once(
    site: Site, camille: Person, dominique: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    made = promos(site, 20)
    start = threading.Barrier(4)
    outcomes: list[Outcome] = []

    def act(who: Person, action: str) -> None:
        start.wait()
        outcomes.append(bulk.decide_many(who, seen(*made), Choice(action)))

    hands = [(camille, "approve"), (dominique, "reject")] * 2
    threads = [threading.Thread(target=act, args=hand) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    decisions = [row for outcome in outcomes for row in outcome.done]
    assert sorted(row.comment_id for row in decisions) == sorted(one.id for one in made)
    assert sum(outcome.left for outcome in outcomes) == 3 * len(made)
