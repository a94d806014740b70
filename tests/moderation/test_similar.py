"""Comments that are alike are found as one group, others never; on both databases."""

import random
from collections.abc import Sequence

import pytest

from classifier import signature
from classifier.normalize import placed
from moderation import groups, intake, review, similar, sites, upkeep
from moderation.intake import Submission
from moderation.moderators import Person
from moderation.review import Choice
from store import similar as store
from store.engine import reading, writing
from store.tables import Site
from tests.campaigns import flood, ordinary, spun
from tests.helpers import decided, score

PROMO = "Une promo : {}, profitez des montres suisses soldées chez notre partenaire officiel."


def waiting(site: Site, texts: Sequence[str]) -> list[str]:
    """The ids of flagged comments with these texts, as scoring would have left them."""
    made = [intake.draft(site.id, Submission("/article", text)) for text in texts]
    with writing() as session:
        for comment in made:
            comment.status = "flagged"
        session.add_all(made)
        session.flush()
        for comment in made:
            similar.remember(session, comment, site, flagged=True)
    return [comment.id for comment in made]


def test_of_a_campaign_nearly_all_is_found_and_nothing_else(site: Site) -> None:
    texts = [*ordinary(5000), *(text for name in ("loan", "opinion") for text in flood(name, 500))]
    order = random.Random(1).sample(range(len(texts)), len(texts))
    ids = dict(zip(order, waiting(site, [texts[at] for at in order]), strict=True))
    for start in range(5000, len(texts), 500):
        campaign = {ids[at] for at in range(start, start + 500)}
        found = groups.group(ids[start + 7])
        assert len(campaign.intersection(found)) >= 0.95 * len(campaign)
        assert len(campaign.intersection(found)) >= 0.99 * len(found)


def test_a_flood_is_counted_no_further_than_a_card_says_and_small_groups_to_their_end(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "MOST_COUNTED", 10)
    large = waiting(site, list(flood("loan", 60)))
    # Each of these is like the next alone, so that a group is found by going on.
    words = [f"mot{chr(97 + n)}" for n in range(26)]
    small = waiting(site, [" ".join(words[3 * n : 3 * n + 9]) for n in range(4)])
    found = groups.sizes([large[0], large[30], *small])
    assert found == dict.fromkeys([large[0], large[30]], 10) | dict.fromkeys(small, 3)
    assert len(groups.group(large[0])) > 50


def test_nobody_looks_on_from_a_group_that_is_full(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = waiting(site, list(flood("loan", 120)))
    compared: list[bytes] = []
    alike = signature.alike

    def noted(one: bytes, others: Sequence[bytes]) -> list[bool]:
        compared.append(one)
        return alike(one, others)

    monkeypatch.setattr(signature, "alike", noted)
    whole = groups.group(ids[0])
    monkeypatch.setattr(groups, "LARGEST_GROUP", len(whole) - 20)
    from_each = len(compared)
    compared.clear()
    assert len(groups.group(ids[0])) == len(whole) - 20
    assert len(compared) < from_each / 4


def test_a_comment_is_never_alone_with_an_ordinary_one(site: Site) -> None:
    ids = waiting(site, [spun("loan", 1), *ordinary(200)])
    assert groups.group(ids[0]) == [ids[0]]
    assert ids[0] not in groups.sizes(ids)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Écrivez à zoe@pret-solidaire.example", "pret-solidaire.example m’a sauvé la vie !"),
        ("Tapez +229 00 30 18 55 04 et priez", "Mon mari est revenu (229.00.30.18.55.04)"),
        ("Voir https://bit.ly/3xYzQw", "Ceci change tout, bit.ly/3xYzQw"),
        ("ok", "OK !"),
        ("Achetez des montres suisses soldées", "Асhеtеz dеs m o n t r e s SUISSES soldees!!"),
    ],
)
def test_disguise_is_seen_through_and_the_same_address_tells(
    site: Site, one: str, other: str
) -> None:
    ids = waiting(site, [one, other])
    assert groups.group(ids[0]) == ids
    assert groups.sizes(ids) == {ids[0]: 1, ids[1]: 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ça parle de moi : https://gazette.example/a", "Et de moi : https://gazette.example/b"),
        ("Voir https://bit.ly/3xYzQw", "Rien à voir : bit.ly/aaaaaa"),
        ("Oui.", "Non."),
        ("Je suis contre ce tramway hors de prix", "Je suis pour ce tramway, vite"),
    ],
)
def test_what_only_looks_alike_is_left_apart(site: Site, one: str, other: str) -> None:
    assert groups.sizes(waiting(site, [one, other])) == {}


def test_an_address_that_is_welcome_here_makes_no_group(site: Site, camille: Person) -> None:
    source = "https://insee.example/tableau"
    for number in range(3):
        decided(site, f"Le chiffre numéro {number} vient de {source}")
    ids = waiting(site, [f"Menteur, lis {source}", f"C’est écrit là, ignorant : {source}"])
    assert groups.sizes(ids) == {}


def test_another_sites_comments_are_in_no_group(site: Site) -> None:
    mine = waiting(site, [spun("shop", 1)])
    theirs = waiting(sites.add("autre", "Autre"), [spun("shop", 1), spun("shop", 2)])
    assert groups.group(mine[0]) == mine
    assert groups.group(theirs[0]) == theirs


def test_what_was_decided_edited_or_deleted_leaves_its_group(site: Site, camille: Person) -> None:
    comments = [decided(site, PROMO.format(word)) for word in ("a", "b", "c", "d")]
    ids = [comment.id for comment in comments]
    assert groups.group(ids[0]) == ids
    rejected = review.decide(camille, ids[1], Choice("reject"))
    score(intake.edit(site, ids[2], "Une promo de livres anciens dans ma librairie de quartier."))
    intake.delete(site, ids[3])
    assert groups.group(ids[0]) == [ids[0]]
    with reading() as session:
        assert {row.comment_id for row in store.of(session, ids)} == set(ids[:3])
    review.undo(camille, rejected.id)
    assert groups.group(ids[0]) == ids[:2]


def test_the_signatures_of_decided_comments_are_dropped_in_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine, doubtful = decided(site), decided(site, PROMO.format("x"))
    monkeypatch.setattr(upkeep, "KEPT", -upkeep.KEPT)
    assert upkeep.purge()["signatures"] == 1
    with reading() as session:
        assert [row.comment_id for row in store.of(session, [fine.id, doubtful.id])] == [
            doubtful.id
        ]


def test_what_waits_unsigned_is_signed_by_the_upkeep(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "AT_ONCE", 2)
    ids = [decided(site, PROMO.format(word)).id for word in "abcde"]
    with writing() as session:
        for one in ids:
            store.drop(session, one)
    assert groups.group(ids[0]) == [ids[0]]
    assert upkeep.purge()["signed"] == 5
    assert groups.group(ids[0]) == ids
    assert upkeep.purge()["signed"] == 0


def test_words_that_the_first_text_lacks_are_told_with_their_places_in_each() -> None:
    first = "Une promo de montres suisses, vite !"
    texts = [
        first,
        "Vite, des montres : une promo !",
        "Des montres, des belles montres",
        "promo p r o m o  s o l d e s promo ?",
    ]
    found = similar.differences(first, texts)
    told = [
        [text[start:end] for start, end in marks] for text, marks in zip(texts, found, strict=True)
    ]
    assert told == [[], ["des"], ["Des", "des belles"], ["s o l d e s"]]


def test_what_texts_that_are_alike_repeat_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(similar, "placed", lambda chunk: read.append(chunk) or placed(chunk))
    similar.differences("promo", [PROMO.format(n) for n in range(50)])
    assert len(read) == len({*read}) == len(PROMO.split()) - 1 + 50
