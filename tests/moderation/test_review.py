"""Moderators decide and undo; two of them never both win."""

import threading

import pytest

from moderation import intake, publication, review, sites
from moderation.errors import Invalid, NotFound, Overtaken
from moderation.moderators import Person
from moderation.policy import UNDO_SECONDS
from moderation.review import Choice
from store.tables import Decision, Site
from tests.conftest import Clock, person
from tests.helpers import decided, score, submit

RUDE = "Quel idiot, cet auteur."


def test_it_lists_the_flagged_comments_oldest_first(site: Site, camille: Person) -> None:
    first, _, second = decided(site, RUDE), decided(site), decided(site, "Une promo ici.")
    found = review.queue(camille)
    assert [comment.id for comment in found.comments] == [first.id, second.id]
    assert (found.total, found.by_reason) == (2, {"insult": 1, "spam": 1})


def test_the_queue_can_be_filtered_ordered_and_paged(site: Site, camille: Person) -> None:
    promo, rude = decided(site, "Une promo ici."), decided(site, RUDE)
    assert [c.id for c in review.queue(camille, reason="spam").comments] == [promo.id]
    worst_first = review.queue(camille, order="harm", limit=1)
    assert [c.id for c in worst_first.comments] == [rude.id]
    rest = review.queue(camille, order="harm", after=rude.id)
    assert [c.id for c in rest.comments] == [promo.id]


def test_a_moderator_sees_and_decides_only_their_sites(site: Site, camille: Person) -> None:
    other = sites.add("autre", "Autre")
    comment = decided(other, RUDE)
    assert review.queue(camille).comments == []
    with pytest.raises(NotFound):
        review.queue(camille, site="autre")
    with pytest.raises(NotFound):
        review.decide(camille, comment.id, Choice("approve"))
    admin = person("admin@gazette.example", role="admin")
    assert review.decide(admin, comment.id, Choice("approve")).to_status == "approved"


def test_approving_publishes_and_is_logged(site: Site, camille: Person, clock: Clock) -> None:
    comment = decided(site, RUDE)
    decision = review.decide(camille, comment.id, Choice("approve", note="Ironie."))
    assert (decision.from_status, decision.to_status) == ("flagged", "approved")
    assert (decision.actor, decision.moderator_id) == ("moderator", camille.moderator.id)
    clock.move(UNDO_SECONDS)
    [published] = publication.approved(site.id, None, None, 10)
    assert published.id == comment.id


def test_undo_brings_status_and_reasons_back_and_stays_in_the_log(
    site: Site, camille: Person
) -> None:
    comment = decided(site, RUDE)
    decision = review.decide(camille, comment.id, Choice("reject", "insult"))
    undone = review.undo(camille, decision.id)
    after = intake.get(site, comment.id)
    assert (after.status, after.reasons) == ("flagged", ["insult", "toxicity"])
    actions = [row.action for row in review.history(camille, comment.id)]
    assert actions == ["score", "reject", "undo"]
    assert undone.undoes == decision.id


def test_an_undo_can_be_undone(site: Site, camille: Person) -> None:
    comment = decided(site, RUDE)
    decision = review.decide(camille, comment.id, Choice("reject"))
    review.undo(camille, review.undo(camille, decision.id).id)
    assert intake.get(site, comment.id).status == "rejected"


def test_only_the_last_decision_can_be_undone(
    site: Site, camille: Person, dominique: Person
) -> None:
    comment = decided(site, RUDE)
    first = review.decide(camille, comment.id, Choice("reject"))
    second = review.decide(dominique, comment.id, Choice("approve"))
    with pytest.raises(Overtaken) as refused:
        review.undo(camille, first.id)
    assert refused.value.decision is not None
    assert refused.value.decision.id == second.id


def test_the_models_decision_is_no_ones_to_undo(site: Site, camille: Person) -> None:
    decided(site, RUDE)
    [(decision, _)] = publication.changes(site, 0, 10)
    with pytest.raises(Invalid):
        review.undo(camille, decision.id)


def test_who_comes_late_is_shown_the_others_decision(
    site: Site, camille: Person, dominique: Person
) -> None:
    comment = decided(site, RUDE)
    review.decide(camille, comment.id, Choice("reject", "insult"))
    with pytest.raises(Overtaken) as refused:
        review.decide(dominique, comment.id, Choice("approve", expected_status="flagged"))
    assert refused.value.comment.status == "rejected"
    assert refused.value.decision is not None
    assert refused.value.decision.reasons == ["insult"]


def test_a_decision_about_a_text_that_changed_is_refused(site: Site, camille: Person) -> None:
    comment = decided(site, RUDE)
    score(intake.edit(site, comment.id, "Un autre idiot de texte."))
    with pytest.raises(Overtaken):
        review.decide(camille, comment.id, Choice("approve", expected_revision=1))
    assert review.decide(camille, comment.id, Choice("approve", expected_revision=2))


def test_nobody_publishes_what_was_not_scored(site: Site, camille: Person) -> None:
    comment = submit(site)
    with pytest.raises(Overtaken):
        review.decide(camille, comment.id, Choice("approve"))


def test_a_reason_must_be_one_that_people_give(site: Site, camille: Person) -> None:
    comment = decided(site, RUDE)
    with pytest.raises(Invalid):
        review.decide(camille, comment.id, Choice("reject", "known_author"))


@pytest.mark.parametrize("act", ["decide", "undo"])
def test_of_many_at_once_exactly_one_wins(
    site: Site, camille: Person, dominique: Person, act: str
) -> None:
    comment = decided(site, RUDE)
    before = review.decide(camille, comment.id, Choice("reject")) if act == "undo" else None
    won: list[Decision] = []
    lost: list[Overtaken] = []
    start = threading.Barrier(8)

    def press(who: Person) -> None:
        start.wait()
        try:
            won.append(
                review.undo(who, before.id)
                if before
                else review.decide(who, comment.id, Choice("approve", expected_status="flagged"))
            )
        except Overtaken as refused:
            lost.append(refused)

    threads = [threading.Thread(target=press, args=(who,)) for who in (camille, dominique) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
