"""From pending to a verdict, once, whatever fails on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from moderation import intake, publication, review, scoring, signals, similar
from moderation.moderators import Person
from moderation.reasons import Reason
from moderation.review import Choice
from store.engine import Session, reading, writing
from store.tables import Comment, Site
from tests.conftest import ScriptedModel
from tests.helpers import decided, score, submit


def test_it_gives_a_verdict_with_scores_reasons_and_versions(site: Site) -> None:
    comment = decided(site, "Quel idiot, cet auteur.")
    assert (comment.status, comment.decided_by) == ("flagged", "model")
    assert comment.reasons == ["insult", "toxicity"]
    assert comment.main_reason == "insult"
    assert comment.scores is not None and comment.scores["insult"] == 0.85
    assert (comment.model, comment.detected_language) == ("scripted-1", "fr")
    assert comment.policy and comment.decided_at


def test_every_verdict_is_one_row_in_the_log(site: Site) -> None:
    comments = [submit(site, f"Un texte ordinaire, numéro {n}.") for n in range(3)]
    score(*comments)
    rows = [decision for decision, _ in publication.changes(site, 0, 50)]
    assert [row.seq for row in rows] == [1, 2, 3]
    assert {(row.action, row.actor, row.from_status, row.to_status) for row in rows} == {
        ("score", "model", "pending", "approved")
    }
    assert all(row.model and row.policy for row in rows)


def test_a_second_message_about_a_decided_comment_does_nothing(site: Site) -> None:
    comment = decided(site)
    assert not scoring.claim([comment.id], "another message")


def test_a_claim_keeps_other_messages_out_but_not_its_own(site: Site) -> None:
    comment = submit(site)
    assert scoring.claim([comment.id], "one")
    assert not scoring.claim([comment.id], "two")
    [again] = scoring.claim([comment.id], "one")
    assert again.attempts == 2


def test_a_comment_edited_while_it_is_scored_keeps_waiting(site: Site) -> None:
    comment = submit(site, "Premier texte.")
    claimed = scoring.claim([comment.id], "one")
    intake.edit(site, comment.id, "Second texte, idiot.")
    assert scoring.score(claimed) == []
    assert intake.get(site, comment.id).status == "pending"


def test_a_given_up_comment_is_flagged_for_people(site: Site) -> None:
    comment = submit(site)
    [claimed] = scoring.claim([comment.id], "one")
    scoring.give_up(claimed)
    after = intake.get(site, comment.id)
    assert (after.status, after.reasons) == ("flagged", [Reason.SCORING_FAILED])


def test_the_same_sentence_again_is_a_duplicate(site: Site) -> None:
    text = "Visitez notre boutique, elle est vraiment formidable."
    decided(site, text)
    again = decided(site, text.upper().replace(",", " !"))
    assert (again.status, again.reasons) == ("flagged", ["duplicate"])


def test_a_short_thanks_may_come_twice(site: Site) -> None:
    decided(site, "Merci !")
    assert decided(site, "merci").status == "approved"


def test_an_author_approved_three_times_becomes_known(site: Site) -> None:
    email = "lea@example.org"
    for number in range(3):
        decided(site, f"Un avis mesuré, numéro {number}.", author_email=email)
    known = decided(site, "Voyez cette promo ?", author_email=email)
    assert (known.status, known.reasons) == ("approved", ["known_author"])
    assert decided(site, "Voyez cette promo !", author_email="x@example.org").status == "flagged"


def test_the_model_is_told_what_is_known_and_nothing_made_up(
    site: Site, model: ScriptedModel
) -> None:
    decided(site, "Bonjour", author_name="Léa", context={"seconds_to_submit": 12.0})
    [sample] = model.seen
    assert (sample.author_name, sample.seconds_to_submit) == ("Léa", 12.0)
    assert (sample.site_language, sample.honeypot, sample.author_known) == ("fr", None, None)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("rien", 0),
        ("https://gazette.example/autre et http://www.gazette.example/x", 0),
        ('<a href="http://a.example">x</a> [url=http://b.example]y[/url] www.c.example', 3),
        ("http://a.example http://a.example", 1),
        ("http://[bad", 0),
    ],
)
def test_links_to_other_sites_are_counted_in_every_markup(
    site: Site, text: str, links: int
) -> None:
    comment = submit(site, text)
    with reading() as session:
        assert signals.gather(session, comment, site).links == links


def rejected_by_camille(site: Site, camille: Person) -> Comment:
    comment = decided(site, "Quel idiot, vraiment, cet auteur.")
    review.decide(camille, comment.id, Choice("reject"))
    return comment


def test_an_edit_cannot_launder_what_a_person_rejected(site: Site, camille: Person) -> None:
    comment = rejected_by_camille(site, camille)
    score(intake.edit(site, comment.id, "Un texte redevenu tout à fait poli."))
    after = intake.get(site, comment.id)
    assert (after.status, after.reasons) == ("flagged", ["edited_after_rejection"])


def test_the_text_of_a_rejected_comment_is_known_again(site: Site, camille: Person) -> None:
    rejected_by_camille(site, camille)
    again = decided(site, "Quel idiot — vraiment — cet auteur")
    assert "duplicate_of_rejected" in again.reasons


def test_a_batch_is_written_in_short_transactions(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits for an answer waits for the lock that each of them holds."""
    comments = [submit(site, f"Un avis, le numéro {number}.") for number in range(25)]
    claimed = scoring.claim([comment.id for comment in comments], "one")
    opened: list[int] = []

    @contextmanager
    def counted() -> Iterator[Session]:
        opened.append(len(publication.changes(site, 0, 100)))
        with writing() as session:
            yield session

    monkeypatch.setattr(scoring, "writing", counted)
    assert len(scoring.score(claimed)) == 25
    assert opened == [0, 5, 10, 15, 20]


def test_what_was_written_before_a_failure_stands(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    comments = [submit(site, f"Un avis, le numéro {number}.") for number in range(15)]
    claimed = scoring.claim([comment.id for comment in comments], "one")
    remember, seen = similar.remember, []

    def failing(*args: Any, **more: Any) -> None:
        seen.append(args)
        if len(seen) == 13:
            raise RuntimeError("the database went away")
        remember(*args, **more)

    monkeypatch.setattr(similar, "remember", failing)
    with pytest.raises(RuntimeError):
        scoring.score(claimed)
    assert len(publication.page(site, "approved", None, None, 50)) == 10
    assert len(publication.page(site, "pending", None, None, 50)) == 5
