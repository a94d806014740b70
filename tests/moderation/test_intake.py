"""Comments come in once, whatever a client sends again."""

import threading

import pytest

from moderation import intake, publication, sites
from moderation.errors import Deleted, KeyReused, NotFound
from moderation.intake import Accepted, Submission
from store.tables import Site
from tests.helpers import decided, submit


def test_it_stores_a_comment_as_pending(site: Site) -> None:
    accepted = intake.accept(site, Submission("/a", "Bonjour", author_email="Lea@Example.ORG "))
    stored = intake.get(site, accepted.comment.id)
    assert (stored.status, stored.text, stored.thread) == ("pending", "Bonjour", "/a")
    assert stored.author_email == "lea@example.org"
    assert accepted.is_new


@pytest.mark.parametrize("key", ["external_id", "idempotency_key"])
def test_the_same_key_gives_the_first_comment(site: Site, key: str) -> None:
    first = intake.accept(site, Submission("/a", "Bonjour", **{key: "42"}))
    again = intake.accept(site, Submission("/a", "Bonjour", **{key: "42"}))
    assert again.comment.id == first.comment.id
    assert not again.is_new


@pytest.mark.parametrize("key", ["external_id", "idempotency_key"])
def test_the_same_key_with_another_text_is_refused(site: Site, key: str) -> None:
    intake.accept(site, Submission("/a", "Bonjour", **{key: "42"}))
    with pytest.raises(KeyReused):
        intake.accept(site, Submission("/a", "Autre chose", **{key: "42"}))


def test_a_key_still_works_after_an_edit(site: Site) -> None:
    first = submit(site, "Bonjour", external_id="42")
    intake.edit(site, first.id, "Bonsoir")
    assert submit(site, "Bonjour", external_id="42").id == first.id


def test_ten_requests_at_once_with_one_key_store_one_comment(site: Site) -> None:
    results: list[Accepted] = []
    start = threading.Barrier(10)

    def post() -> None:
        start.wait()
        results.append(intake.accept(site, Submission("/a", "Bonjour", idempotency_key="k")))

    threads = [threading.Thread(target=post) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({result.comment.id for result in results}) == 1
    assert sum(result.is_new for result in results) == 1


def test_each_of_many_is_answered_on_its_own(site: Site) -> None:
    submit(site, "Bonjour", external_id="1")
    results = intake.accept_many(
        site,
        [
            Submission("/a", "Autre", external_id="1"),
            Submission("/a", "Deux", external_id="2"),
            Submission("/a", "Deux", external_id="2"),
        ],
    )
    assert isinstance(results[0], KeyReused)
    assert isinstance(results[1], Accepted) and results[1].is_new
    assert isinstance(results[2], Accepted) and not results[2].is_new
    assert results[1].comment.queue == "bulk"


def test_another_sites_comment_is_not_found(site: Site) -> None:
    other = sites.add("autre", "Autre")
    comment = submit(site)
    with pytest.raises(NotFound):
        intake.get(other, comment.id)


def test_deleting_erases_what_a_person_wrote(site: Site) -> None:
    comment = decided(site, "Bonjour", author_email="lea@example.org", external_id="9")
    intake.delete(site, comment.id)
    with pytest.raises(NotFound):
        intake.get(site, comment.id)
    decision, erased = publication.changes(site, 0, 50)[-1]
    assert decision.action == "delete"
    assert (erased.text, erased.author_email, erased.context) == ("", None, {})
    with pytest.raises(Deleted):
        submit(site, "Bonjour", external_id="9")


def test_an_edited_comment_waits_to_be_scored_again(site: Site) -> None:
    comment = decided(site)
    edited = intake.edit(site, comment.id, "Un autre texte.")
    assert (edited.status, edited.revision, edited.scores) == ("pending", 2, None)


def test_an_edit_without_a_change_changes_nothing(site: Site) -> None:
    comment = decided(site, "Le même texte.")
    assert intake.edit(site, comment.id, "Le même texte.").status == "approved"
