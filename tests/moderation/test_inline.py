"""A comment judged at once: stored, scored, or left for a worker."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from classifier import ModelError
from moderation import inline, intake, publication
from moderation.intake import Submission
from store.engine import Session, writing
from store.tables import Site
from tests.conftest import ScriptedModel


def test_it_stores_and_decides_in_one_call(site: Site) -> None:
    comment = inline.judge(site, Submission("/a", "Quel idiot, cet auteur."))
    assert (comment.status, comment.main_reason) == ("flagged", "insult")
    [(decision, _)] = publication.changes(site, 0, 10)
    assert decision.comment_id == comment.id


def test_the_same_comment_again_is_not_scored_twice(site: Site, model: ScriptedModel) -> None:
    submission = Submission("/a", "Bonjour à tous.", external_id="1")
    first, again = inline.judge(site, submission), inline.judge(site, submission)
    assert (again.id, again.status) == (first.id, "approved")
    assert len(model.seen) == 1


def test_without_a_model_the_comment_waits_for_a_worker(site: Site, model: ScriptedModel) -> None:
    model.fails = lambda: ModelError("no file")
    with pytest.raises(ModelError):
        inline.judge(site, Submission("/a", "Bonjour à tous."))
    [waiting] = publication.page(site, "pending", None, None, 10)
    assert (waiting.claimed_by, waiting.attempts) == (None, 0)


def test_a_check_writes_in_one_transaction(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each commit is one more wait for the lock that the workers use."""
    opened: list[int] = []

    @contextmanager
    def counted() -> Iterator[Session]:
        opened.append(len(publication.changes(site, 0, 10)))
        with writing() as session:
            yield session

    for room in (inline, inline.scoring, intake):
        monkeypatch.setattr(room, "writing", counted)
    assert inline.judge(site, Submission("/a", "Bonjour à tous.")).status == "approved"
    assert opened == [0]
    assert len(publication.changes(site, 0, 10)) == 1


def test_a_process_that_dies_while_scoring_leaves_nothing_half_stored(
    site: Site, model: ScriptedModel
) -> None:
    model.fails = KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        inline.judge(site, Submission("/a", "Bonjour à tous."))
    assert publication.page(site, "pending", None, None, 10) == []


def test_what_waits_already_is_scored_when_the_client_asks_again(site: Site) -> None:
    submission = Submission("/a", "Bonjour à tous.", external_id="1")
    waiting = intake.accept(site, submission).comment
    again = inline.judge(site, submission)
    assert (again.id, again.status) == (waiting.id, "approved")
