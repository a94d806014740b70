"""The moderators' lists: what they show, to whom, and what they never show."""

import html
import re

import pytest
from flask import Flask

from moderation import review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.conftest import Browser, signed_in
from tests.conftest import ScriptedModel, person
from tests.helpers import decided

FLAGGED = "Espèce d’idiot, le numéro"


def flagged(site: Site, number: int = 0, **more: object) -> str:
    return decided(site, f"{FLAGGED} {number:02}.", **more).id


def test_it_shows_what_waits_and_why(moderator: Browser, site: Site) -> None:
    context = {"article_title": "Les vendanges commencent"}
    flagged(site, author_name="Nadia", author_url="https://example.org/nadia", context=context)
    page = moderator.get("/moderation").text
    for text in (
        f"{FLAGGED} 00.",
        "Nadia",
        "https://example.org/nadia",
        "Les vendanges commencent",
        "/article",
        "gazette",
        "il y a 1 minute",
        "Insulte envers une personne",
        "Propos agressifs ou blessants",
        "85 %",
    ):
        assert text in page, text
    assert re.search(r'class="fill"[^>]* width="85.0"', page)


def test_addresses_of_people_stay_out(moderator: Browser, site: Site) -> None:
    flagged(site, author_email="secrete@example.net", ip="192.0.2.77")
    page = moderator.get("/moderation").text
    assert FLAGGED in page
    assert "secrete" not in page and "192.0.2.77" not in page


def test_nothing_that_a_stranger_wrote_is_live(
    moderator: Browser, site: Site, model: ScriptedModel
) -> None:
    hostile = "</div><script>alert(1)</script><img src=x onerror=alert(2)> idiot"
    decided(
        site,
        hostile,
        author_name="<svg onload=alert(3)>",
        author_url="javascript:alert(4)",
        context={"article_title": "<iframe src=//evil.example>"},
    )
    page = moderator.get("/moderation").text
    assert html.escape(hostile) in page
    for live in ("<script>", "<img", "<svg onload", "<iframe"):
        assert live not in page
    assert not re.search(r"<a [^>]*javascript:", page)


def test_a_long_text_opens_on_request_and_nothing_is_cut(moderator: Browser, site: Site) -> None:
    text = "idiot " + "mot " * 1000 + "fin."
    decided(site, text)
    page = moderator.get("/moderation").text
    assert "Lire la suite" in page
    shown = re.findall(r'<div class="words" dir="auto">([^<]*)<', page)
    assert len(shown) == 2 and "".join(shown) == text


def test_only_ones_own_sites_are_seen(outsider: Browser, site: Site, demo: Site) -> None:
    hidden = flagged(site)
    visible = decided(demo, "Encore un idiot.").id
    page = outsider.get("/moderation").text
    assert visible in page and hidden not in page
    assert outsider.get("/moderation?site=gazette").status_code == 404
    assert outsider.get("/moderation/approved?site=gazette").status_code == 404
    assert outsider.decide(hidden, "approve").status_code == 404


def test_filters_and_their_counts(moderator: Browser, site: Site) -> None:
    insult, spam = flagged(site), decided(site, "Une promo à saisir tout de suite").id
    page = moderator.get("/moderation").text
    assert re.search(r'<h1>À décider <span class="count"[^>]*>2</span></h1>', page)
    assert re.search(r'reason=insult"[^>]*>Insulte <span class="count"[^>]*>1<', page)
    only = moderator.get("/moderation?reason=spam").text
    assert spam in only and insult not in only
    assert re.search(r'<a href="/moderation\?reason=spam" aria-current="true">', only)


def test_the_most_harmful_can_come_first(moderator: Browser, site: Site) -> None:
    mild, harsh = decided(site, "Une promo honnête.").id, flagged(site)
    assert order_of(moderator.get("/moderation").text) == [mild, harsh]
    assert order_of(moderator.get("/moderation?order=harm").text) == [harsh, mild]


def order_of(page: str) -> list[str]:
    return re.findall(r'id="comment-([0-9a-f-]{36})"', page)


@pytest.mark.parametrize(
    "query",
    ["after=%00", "after=1", "reason=%00", "order=;drop", "endpoint=x&_anchor=y&lang=%ED%A0%80"],
)
def test_a_query_that_makes_no_sense_counts_as_none(
    moderator: Browser, site: Site, query: str
) -> None:
    waiting = flagged(site)
    response = moderator.get(f"/moderation?{query}")
    assert response.status_code == 200
    assert waiting in response.text


def test_pages_follow_each_other_without_gap_or_repeat(moderator: Browser, site: Site) -> None:
    ids = [flagged(site, number) for number in range(30)]
    seen, address = [], "/moderation?order=oldest"
    while address:
        page = moderator.get(address).text
        seen += order_of(page)
        found = re.search(r'class="further".*?href="([^"]+)"', page, re.DOTALL)
        address = html.unescape(found[1]) if found else ""
    assert seen == ids


def test_behind_the_last_page_one_is_led_to_the_first(moderator: Browser, site: Site) -> None:
    last = flagged(site)
    response = moderator.get(f"/moderation?reason=insult&after={last}")
    assert (response.status_code, response.location) == (303, "/moderation?reason=insult")


def test_approved_and_rejected_are_listed_newest_first(
    moderator: Browser, site: Site, camille: Person
) -> None:
    first, second, third = (flagged(site, number) for number in range(3))
    review.decide(camille, first, Choice("approve"))
    review.decide(camille, second, Choice("approve"))
    review.decide(camille, third, Choice("reject", reason="insult"))
    approved = moderator.get("/moderation/approved").text
    assert order_of(approved) == [second, first]
    assert 'value="reject"' in approved and 'value="approve"' not in approved
    rejected = moderator.get("/moderation/rejected").text
    assert order_of(rejected) == [third]
    assert 'value="approve"' in rejected and 'value="reject"' not in rejected
    assert moderator.get("/moderation/pending").status_code == 404


def test_several_sites_can_be_told_apart(app: Flask, site: Site, demo: Site) -> None:
    here, there = flagged(site), decided(demo, "Encore un idiot.").id
    both = signed_in(app, person("both@gazette.example", site.id, demo.id))
    page = both.get("/moderation").text
    assert order_of(page) == [here, there]
    assert 'href="/moderation?site=demo">demo</a>' in page
    assert order_of(both.get("/moderation?site=demo").text) == [there]


def test_one_site_needs_no_choice(moderator: Browser, site: Site) -> None:
    assert 'aria-label="Sites"' not in moderator.get("/moderation").text


def test_ones_own_decisions_can_be_looked_back_at(
    moderator: Browser, site: Site, camille: Person, dominique: Person
) -> None:
    mine, other = flagged(site, 1), flagged(site, 2)
    decision = review.decide(camille, mine, Choice("reject", reason="insult"))
    review.decide(dominique, other, Choice("approve"))
    page = moderator.get("/moderation/mine").text
    assert "Vous avez rejeté" in page and f"{FLAGGED} 01." in page
    assert f"{FLAGGED} 02." not in page
    assert f"/moderation/decisions/{decision.id}/undo" in page


def test_a_decision_that_no_longer_stands_offers_no_undo(
    moderator: Browser, site: Site, camille: Person, dominique: Person
) -> None:
    decision = review.decide(camille, flagged(site), Choice("reject"))
    review.undo(dominique, decision.id)
    page = moderator.get("/moderation/mine").text
    assert "Maintenant : à décider" in page
    assert decision.id + "/undo" not in page


def test_a_card_shows_what_it_answers_and_its_authors_record(
    site: Site, moderator: Browser
) -> None:
    parent = decided(site, "Le tramway coûte trop cher.", author_name="Noé")
    decided(site, "Un avis mesuré.", author_email="lea@example.org")
    decided(site, "Quel idiot.", author_email="lea@example.org", parent=parent.id)
    page = moderator.get("/moderation").text
    assert "En réponse à Noé" in page and "Le tramway coûte trop cher." in page
    assert "1 commentaire approuvé ici, 0 rejeté" in page
    assert "lea@example.org" not in page
