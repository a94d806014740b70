"""What people rejected as spam is known again in other words, whichever way it comes."""

import pytest

from moderation import bulk, groups, inline, reasons, review, sites
from moderation.bulk import Seen
from moderation.intake import Submission
from moderation.moderators import Person
from moderation.reasons import Reason
from moderation.review import Choice
from store.tables import Comment, Site
from tests.campaigns import flood, ordinary, spun
from tests.conftest import ScriptedModel
from tests.helpers import decided
from tests.moderation.test_similar import waiting

SPAM = Choice("reject", Reason.SPAM)
# Seeds of paraphrases that no test has rejected
FRESH = range(1000, 1020)


@pytest.fixture(autouse=True)
def harmless(model: ScriptedModel) -> None:
    """By its scores alone nothing here would be held."""
    model.words.clear()


def reject_group(who: Person, one: str) -> int:
    """What a moderator does with a flood; how many it was."""
    found = groups.group(one)
    bulk.decide_many(who, [Seen(comment_id, "flagged", 1) for comment_id in found], SPAM)
    return len(found)


def held(comments: list[Comment]) -> int:
    """How many wait for a person because of a campaign, which is said in words."""
    told = reasons.message(Reason.CAMPAIGN, "fr")
    assert told.startswith("Ressemble à d’autres envois")
    return sum(one.status == "flagged" and one.reasons == [Reason.CAMPAIGN] for one in comments)


def test_after_one_decision_about_a_flood_its_next_words_are_held(
    site: Site, camille: Person
) -> None:
    texts = [*flood("opinion", 500), *ordinary(500)]
    assert reject_group(camille, waiting(site, texts)[0]) >= 475
    by_the_worker = [decided(site, spun("opinion", seed)) for seed in FRESH[:10]]
    inline_too = [
        inline.judge(site, Submission("/article", spun("opinion", seed))) for seed in FRESH[10:]
    ]
    assert (held(by_the_worker), held(inline_too)) == (10, 10)
    assert held([decided(site, text) for text in ordinary(520)[500:]]) == 0


def test_one_rejection_tells_by_the_many_that_wait(site: Site, camille: Person) -> None:
    ids = waiting(site, [*flood("opinion", 60), *ordinary(100)])
    review.decide(camille, ids[0], SPAM)
    asked = [inline.preview(site, Submission("/a", spun("opinion", seed))) for seed in FRESH]
    assert held(asked) == len(FRESH)


def test_a_place_that_was_approved_as_often_is_not_held(site: Site, camille: Person) -> None:
    [one] = waiting(site, ["Tout est soldé sur zanvilla-boutik.example"])
    assert decided(site, "Voir zanvilla-boutik.example").status == "approved"
    review.decide(camille, one, SPAM)
    assert decided(site, "Allez donc sur zanvilla-boutik.example").status == "approved"


def test_a_place_that_was_only_rejected_is_held(site: Site, camille: Person) -> None:
    [one] = waiting(site, ["Tout est soldé sur zanvilla-boutik.example"])
    review.decide(camille, one, Choice("reject", Reason.OFF_TOPIC))
    assert inline.preview(site, Submission("/a", "Ici : zanvilla-boutik.example")).status == (
        "approved"
    )
    review.decide(camille, one, Choice("approve"))
    review.decide(camille, one, SPAM)
    assert held([decided(site, "Ici : zanvilla-boutik.example")]) == 1
    other = sites.add("autre", "Autre", "https://autre.example", "fr")
    assert decided(other, "Ici : zanvilla-boutik.example").status == "approved"


def test_a_spun_text_is_flagged_once_people_rejected_one_as_spam(
    site: Site, camille: Person
) -> None:
    first = [decided(site, spun("opinion", number)) for number in range(4)]
    for comment in first:
        review.decide(camille, comment.id, Choice("reject", "off_topic"))
    assert decided(site, spun("opinion", 10)).status == "approved"
    for comment in first:
        review.decide(camille, comment.id, Choice("approve"))
        review.decide(camille, comment.id, Choice("reject", "spam"))
    later = [decided(site, spun("opinion", number)) for number in range(20, 30)]
    caught = [comment for comment in later if comment.status == "flagged"]
    assert len(caught) >= 8
    assert {tuple(comment.reasons) for comment in caught} == {(Reason.CAMPAIGN,)}
    assert decided(site).status == "approved"


def test_one_text_spun_by_many_authors_is_flagged(site: Site) -> None:
    made = [
        decided(site, spun("opinion", number), author_name=f"Riverain {number}")
        for number in range(24)
    ]
    assert [comment.status for comment in made[:4]] == ["approved"] * 4
    assert [comment.status for comment in made[-8:]].count("flagged") >= 7
    alone = [
        decided(site, spun("remedy", number), author_name="Un seul bavard") for number in range(8)
    ]
    assert {comment.status for comment in alone} == {"approved"}
