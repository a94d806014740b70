"""Moderators see the words that drove a score, and the thresholds it met."""

import pytest

from classifier import Model, ModelError, Span
from moderation import evidence, scorer, sites
from store.tables import Site
from tests.conftest import ScriptedModel
from tests.helpers import decided

RUDE = "Bonjour, quel idiot cet auteur."


def test_strong_words_are_marked_and_neighbours_joined(site: Site, model: ScriptedModel) -> None:
    model.spans = (Span(0, 7, 0.3), Span(9, 13, 1.0), Span(14, 19, 2.0), Span(20, 23, -1.0))
    comment = decided(site, RUDE)
    found = evidence.of([comment])[comment.id]
    assert found.marks == ((9, 19),)


def test_the_thresholds_are_the_sites_own(site: Site) -> None:
    sites.change_policy(site.id, {"thresholds": {"insult": {"flag": 0.4, "reject": 2}}})
    comment = decided(site, RUDE)
    flags = evidence.of([comment])[comment.id].flags
    assert flags is not None and (flags["insult"], flags["spam"]) == (0.4, 0.6)


def test_only_offensive_words_that_drove_a_score_are_veiled(
    site: Site, model: ScriptedModel
) -> None:
    comment = decided(site, "Ce connard de maire, quel crétin.")
    model.spans = (Span(3, 10, 2.0), Span(14, 19, 2.0), Span(26, 32, 0.1))
    assert evidence.veils(comment) == ((3, 10),)


def test_a_reason_that_is_no_score_marks_nothing(site: Site) -> None:
    comment = decided(site, context={"honeypot": True})
    assert evidence.of([comment])[comment.id].marks == ()


def test_without_a_model_there_is_no_evidence_and_no_error(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = decided(site, RUDE)

    def no_model() -> Model:
        raise ModelError("no file")

    monkeypatch.setattr(scorer, "model", no_model)
    assert evidence.of([comment]) == {comment.id: evidence.Evidence()}
    # Rather one too many than one that hurts
    assert [RUDE[start:end] for start, end in evidence.veils(comment)] == ["idiot"]
