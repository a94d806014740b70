"""Leases tell who is looking, and fence out whoever comes back late."""

import threading

import pytest

from moderation import intake, leases, review, sites
from moderation.errors import Leased, LeaseLost, NotFound, Overtaken
from moderation.moderators import Person
from moderation.review import Choice
from store.engine import writing
from store.tables import Comment, Moderator, Site
from tests.conftest import Clock, person
from tests.helpers import decided, score

RUDE = "Quel idiot, cet auteur."


@pytest.fixture
def waiting(site: Site, clock: Clock) -> Comment:
    return decided(site, RUDE)


def approve(who: Person, comment: Comment, lease: int | None) -> str:
    choice = Choice("approve", expected_status="flagged", expected_revision=1, lease=lease)
    return review.decide(who, comment.id, choice).to_status


def test_one_takes_a_comment_up_and_others_see_who(
    waiting: Comment, camille: Person, dominique: Person, clock: Clock
) -> None:
    held = leases.take(camille, waiting.id)
    assert (held.token, held.until) == (1, clock.now + leases.LASTS)
    assert leases.looking(dominique, [waiting.id]) == {waiting.id: "camille"}
    assert leases.looking(camille, [waiting.id]) == {}
    with pytest.raises(Leased, match="camille is looking") as refused:
        leases.take(dominique, waiting.id)
    assert "@" not in str(refused.value)


def test_a_name_goes_before_what_stands_before_the_at(
    site: Site, waiting: Comment, camille: Person, dominique: Person
) -> None:
    with writing() as session:
        session.get_one(Moderator, camille.moderator.id).name = "Camille Martin"
    leases.take(camille, waiting.id)
    assert leases.looking(dominique, [waiting.id]) == {waiting.id: "Camille Martin"}


def test_renewing_keeps_the_token_and_pushes_the_end(
    waiting: Comment, camille: Person, dominique: Person, clock: Clock
) -> None:
    first = leases.take(camille, waiting.id)
    clock.move(40)
    again = leases.take(camille, waiting.id)
    assert again.token == first.token
    clock.move(40)
    assert leases.looking(dominique, [waiting.id])


def test_the_clock_ends_a_lease_and_the_next_gets_a_higher_token(
    waiting: Comment, camille: Person, dominique: Person, clock: Clock
) -> None:
    first = leases.take(camille, waiting.id)
    clock.move(leases.LASTS.total_seconds())
    assert leases.looking(dominique, [waiting.id]) == {}
    second = leases.take(dominique, waiting.id)
    assert second.token > first.token
    with pytest.raises(LeaseLost) as refused:
        approve(camille, waiting, first.token)
    assert refused.value.looking == "dominique"
    assert refused.value.comment.status == "flagged"
    assert approve(dominique, waiting, second.token) == "approved"


def test_a_lease_that_ran_out_is_still_good_where_nobody_came_after(
    waiting: Comment, camille: Person, clock: Clock
) -> None:
    held = leases.take(camille, waiting.id)
    clock.move(3600)
    assert approve(camille, waiting, held.token) == "approved"


def test_putting_a_comment_down_frees_it_at_once(
    waiting: Comment, camille: Person, dominique: Person
) -> None:
    held = leases.take(camille, waiting.id)
    leases.release(camille, waiting.id, held.token)
    assert leases.take(dominique, waiting.id).token == held.token + 1


def test_a_release_that_comes_late_ends_nobody_elses_lease(
    waiting: Comment, camille: Person, dominique: Person, clock: Clock
) -> None:
    first = leases.take(camille, waiting.id)
    clock.move(60)
    leases.take(dominique, waiting.id)
    leases.release(camille, waiting.id, first.token)
    leases.release(camille, waiting.id, first.token + 1)
    assert leases.looking(camille, [waiting.id]) == {waiting.id: "dominique"}


def test_who_decides_without_a_token_is_not_locked_out(
    waiting: Comment, camille: Person, dominique: Person
) -> None:
    held = leases.take(camille, waiting.id)
    assert approve(dominique, waiting, None) == "approved"
    assert leases.looking(dominique, [waiting.id]) == {}
    with pytest.raises(Overtaken):
        approve(camille, waiting, held.token)


def test_a_decision_that_was_made_and_undone_still_fences_the_earlier_reader(
    waiting: Comment, camille: Person, dominique: Person
) -> None:
    held = leases.take(camille, waiting.id)
    made = review.decide(dominique, waiting.id, Choice("reject"))
    review.undo(dominique, made.id)
    with pytest.raises(LeaseLost) as refused:
        approve(camille, waiting, held.token)
    assert refused.value.decision is not None and refused.value.decision.action == "undo"


def test_ones_own_decision_makes_ones_own_token_old(waiting: Comment, camille: Person) -> None:
    held = leases.take(camille, waiting.id)
    made = review.decide(camille, waiting.id, Choice("reject", lease=held.token))
    review.undo(camille, made.id)
    with pytest.raises(LeaseLost) as refused:
        approve(camille, waiting, held.token)
    assert refused.value.looking is None


@pytest.mark.parametrize("token", [2, 2**31 - 1])
def test_a_token_that_was_never_given_is_refused(
    waiting: Comment, camille: Person, token: int
) -> None:
    leases.take(camille, waiting.id)
    with pytest.raises(LeaseLost):
        approve(camille, waiting, token)


def test_a_token_without_a_lease_is_refused(waiting: Comment, camille: Person) -> None:
    with pytest.raises(LeaseLost):
        approve(camille, waiting, 1)


def test_somebody_elses_token_is_refused(
    waiting: Comment, camille: Person, dominique: Person
) -> None:
    held = leases.take(camille, waiting.id)
    with pytest.raises(LeaseLost) as refused:
        approve(dominique, waiting, held.token)
    assert refused.value.looking == "camille"


def test_a_refused_decision_leaves_everything_as_it_was(
    site: Site, waiting: Comment, camille: Person, dominique: Person
) -> None:
    held = leases.take(camille, waiting.id)
    with pytest.raises(LeaseLost):
        approve(dominique, waiting, held.token)
    assert [decision.action for decision in review.history(camille, waiting.id)] == ["score"]
    assert approve(camille, waiting, held.token) == "approved"


def test_a_comment_of_another_site_cannot_be_taken_up(site: Site, camille: Person) -> None:
    comment = decided(sites.add("autre", "Autre"), RUDE)
    with pytest.raises(NotFound):
        leases.take(camille, comment.id)
    with pytest.raises(NotFound):
        leases.release(camille, comment.id, 1)


def test_an_edit_is_told_by_its_revision_whatever_the_lease(
    site: Site, waiting: Comment, camille: Person
) -> None:
    held = leases.take(camille, waiting.id)
    score(intake.edit(site, waiting.id, "Un autre idiot de texte."))
    with pytest.raises(Overtaken):
        approve(camille, waiting, held.token)


def test_of_many_who_come_at_once_exactly_one_holds_it(site: Site, waiting: Comment) -> None:
    people = [person(f"p{number}@gazette.example", site.id) for number in range(6)]
    start, held, refused = threading.Barrier(len(people)), list[int](), list[Leased]()

    def come(who: Person) -> None:
        start.wait()
        try:
            held.append(leases.take(who, waiting.id).token)
        except Leased as error:
            refused.append(error)

    threads = [threading.Thread(target=come, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (held, len(refused)) == ([1], len(people) - 1)
