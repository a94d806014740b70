"""Tasks may run twice, die, or meet a model that fails: no comment is lost or passed."""

import pytest

from classifier import ModelError
from moderation import intake, scoring
from store.tables import Site
from tests.conftest import ScriptedModel
from tests.helpers import submit
from worker import publish, tasks

Published = list[list[str]]


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Published:
    """Ids that were asked to be scored again."""
    asked: Published = []
    monkeypatch.setattr(publish, "score", lambda ids, queue="live": asked.append(list(ids)))
    return asked


def test_it_scores_what_the_message_names(site: Site) -> None:
    comments = [submit(site, f"Texte ordinaire numéro {n}.") for n in range(3)]
    tasks.score.apply(args=[[comment.id for comment in comments]]).get()
    assert {intake.get(site, comment.id).status for comment in comments} == {"approved"}


def test_an_unknown_id_is_no_error(site: Site) -> None:
    tasks.score.apply(args=[["no such comment"]]).get()


def test_a_failing_model_is_tried_three_times_then_a_person_reads(
    site: Site, model: ScriptedModel, published: Published
) -> None:
    comment = submit(site)
    model.fails = lambda: ValueError("broken")
    for attempt in range(1, scoring.MAX_ATTEMPTS + 1):
        assert intake.get(site, comment.id).status == "pending"
        tasks.score.apply(args=[[comment.id]], task_id=f"try {attempt}").get()
    after = intake.get(site, comment.id)
    assert (after.status, after.reasons) == ("flagged", ["scoring_failed"])
    assert len(published) == scoring.MAX_ATTEMPTS - 1


def test_without_a_model_comments_wait_and_no_attempt_counts(
    site: Site, model: ScriptedModel
) -> None:
    comment = submit(site)
    model.fails = lambda: ModelError("no file")
    for _ in range(5):
        tasks.score.apply(args=[[comment.id]]).get()
    after = intake.get(site, comment.id)
    assert (after.status, after.attempts, after.claimed_by) == ("pending", 0, None)


def test_a_batch_that_died_goes_on_one_by_one(site: Site, published: Published) -> None:
    ids = [submit(site, f"Texte {n}").id for n in range(3)]
    scoring.claim(ids, "a message whose process was killed")
    tasks.score.apply(args=[ids], task_id="a message whose process was killed").get()
    assert published == [[one] for one in ids]
    assert {intake.get(site, one).attempts for one in ids} == {1}


def test_what_killed_its_process_too_often_is_flagged_unscored(site: Site) -> None:
    comment = submit(site)
    for _ in range(scoring.MAX_ATTEMPTS):
        scoring.claim([comment.id], "poison")
    tasks.score.apply(args=[[comment.id]], task_id="poison").get()
    after = intake.get(site, comment.id)
    assert (after.status, after.reasons) == ("flagged", ["scoring_failed"])
