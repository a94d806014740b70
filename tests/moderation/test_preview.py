"""A preview says what another policy would have made of the last decided comments."""

from typing import Any

import pytest

from moderation import policies, preview, review, scoring, sites
from moderation.moderators import Person
from moderation.preview import Preview
from moderation.review import Choice
from store.tables import Site
from tests.conftest import ScriptedModel
from tests.helpers import decided, submit

LONG = "Une promo incroyable, à ne manquer sous aucun prétexte."


@pytest.fixture
def demo(site: Site) -> Site:
    return sites.add("demo", "Une autre")


def tried(site: Site, **choices: Any) -> Preview:
    now = policies.of(site)
    return preview.of(site, now, policies.with_choices(choices))


def test_the_policy_in_force_changes_nothing_and_agrees_with_what_was_decided(
    site: Site, model: ScriptedModel
) -> None:
    texts = ["Bonjour à tous", "Quel idiot", "casino en ligne", LONG, LONG]
    made = {decided(site, text).id: text for text in texts}
    found = tried(site)
    assert found.changed == 0 and found.examples == []
    assert len(found.judged) == len(made)
    assert all(one.before == one.comment.status for one in found.judged)
    assert found.moves == {
        ("approved", "approved"): 1,
        ("flagged", "flagged"): 3,
        ("rejected", "rejected"): 1,
    }


def test_other_thresholds_move_what_they_are_about(site: Site, camille: Person) -> None:
    flagged = [decided(site, f"Quel idiot, numéro {number}") for number in range(4)]
    review.decide(camille, flagged[0].id, Choice("approve"))
    review.decide(camille, flagged[1].id, Choice("reject"))
    found = tried(
        site,
        thresholds={
            "insult": {"flag": 0.9, "reject": 0.95},
            "toxicity": {"flag": 0.5, "reject": 0.7},
        },
    )
    assert found.moves == {("flagged", "rejected"): 4}
    assert found.people("approved") == {("before", "flagged"): 1, ("after", "rejected"): 1}
    assert found.people("rejected") == {("before", "flagged"): 1, ("after", "rejected"): 1}
    # The one that people would not have wanted so comes first.
    assert found.examples[0].comment.id == flagged[0].id
    assert len(found.examples) == 4


def test_rules_about_the_form_the_text_and_the_past_are_tried_too(site: Site) -> None:
    linked = decided(site, "Voyez http://a.example et http://b.example, http://c.example")
    fast = decided(site, "Vite dit", context={"seconds_to_submit": 5})
    first, second = (decided(site, "Le même texte, bien assez long.") for _ in range(2))
    word = decided(site, "Des CAFÉS partout")
    now = {one.comment.id: one.before for one in tried(site).judged}
    assert now[linked.id] == "flagged" and now[second.id] == "flagged"
    for choices, comment, verdict in (
        ({"max_links": 5}, linked, "approved"),
        ({"min_seconds": 10.0, "too_fast": "reject"}, fast, "rejected"),
        ({"duplicates": "ignore"}, second, "approved"),
        ({"duplicates": "reject"}, first, "approved"),
        ({"reject_words": ["cafés"]}, word, "rejected"),
        ({"first_time_authors": "flag"}, word, "flagged"),
    ):
        after = {one.comment.id: one.after for one in tried(site, **choices).judged}
        assert after[comment.id] == verdict, choices


def test_a_known_author_is_known_in_the_preview(site: Site) -> None:
    made = [
        decided(site, f"Commentaire {n} de Léa", author_email="lea@x.fr", author_name="Léa")
        for n in range(4)
    ]
    spam = decided(site, "Une promo", author_email="lea@x.fr")
    stranger = decided(site, "Une autre promo", author_email="autre@x.fr")
    judged = {one.comment.id: one for one in tried(site, known_after=5).judged}
    assert judged[spam.id].before == "approved" and judged[spam.id].after == "flagged"
    assert judged[stranger.id].before == judged[stranger.id].after == "flagged"
    assert judged[made[0].id].after == "approved"


def test_only_the_last_thousand_of_this_site_count(
    site: Site, demo: Site, monkeypatch: Any
) -> None:
    monkeypatch.setattr(preview, "LAST", 3)
    made = [decided(site, f"Quel idiot numéro {number}").id for number in range(5)]
    decided(demo, "Quel idiot ailleurs")
    assert [one.comment.id for one in tried(site).judged] == made[:1:-1]


def test_what_has_no_score_is_left_out_and_counted(site: Site) -> None:
    scoring.give_up(submit(site))
    submit(site, "Pas encore décidé")
    found = tried(site)
    assert (len(found.judged), found.unscored) == (0, 1)


def test_the_scores_that_were_stored_are_judged(site: Site, model: ScriptedModel) -> None:
    """Stored scores are judged, whatever the model would say today."""
    decided(site, "Quel idiot")
    model.words["idiot"] = dict.fromkeys(model.words["idiot"], 0.0)
    [one] = tried(site).judged
    assert one.before == "flagged"
