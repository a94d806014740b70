"""Looking back: what was decided is found by its words, author, page and date, and reversed."""

import re
from datetime import timedelta

import pytest

from moderation import intake, review, search
from moderation.moderators import Person
from moderation.review import Choice
from store.base import now
from store.tables import Site
from tests.api.pages.conftest import Browser
from tests.api.pages.test_dashboard import order_of
from tests.helpers import decided


def approved(site: Site, text: str, **more: object) -> str:
    return decided(site, text, **more).id


def test_words_author_and_page_find_a_comment(moderator: Browser, site: Site) -> None:
    wanted = approved(site, "L’école du quartier", author_name="Élodie", author_email="e@x.example")
    approved(site, "Le tramway", author_name="Noé")
    for query in ("text=ECOLE", "author=elodie", "text=quartier+ecole&page=/article"):
        assert order_of(moderator.get(f"/moderation/approved?{query}").text) == [wanted], query
    page = moderator.get("/moderation/approved?text=metro").text
    assert order_of(page) == [] and "Rien ne correspond." in page


def test_dates_bound_a_search(moderator: Browser, site: Site) -> None:
    wanted = approved(site, "Bonjour")
    today, before = now().date(), now().date() - timedelta(days=2)
    assert order_of(moderator.get(f"/moderation/approved?since={today}").text) == [wanted]
    assert order_of(moderator.get(f"/moderation/approved?until={today}").text) == [wanted]
    assert order_of(moderator.get(f"/moderation/approved?until={before}").text) == []


@pytest.mark.parametrize(
    "query",
    [
        "text=%00",
        "text=%ED%A0%80",
        "text=" + "a+" * 2000,
        "since=yesterday",
        "since=0001-01-01",
        "until=9999-12-31",
        "author=" + "é" * 500,
        "language=xx&attribute=nothing&age=1",
    ],
)
def test_what_makes_no_sense_is_no_error(moderator: Browser, site: Site, query: str) -> None:
    approved(site, "Bonjour")
    assert moderator.get(f"/moderation/approved?{query}").status_code == 200


def test_a_found_comment_is_reversed_where_it_stands(
    moderator: Browser, site: Site, camille: Person
) -> None:
    waiting = decided(site, "Quel idiot.")
    review.decide(camille, waiting.id, Choice("reject"))
    page = moderator.get("/moderation/rejected?text=idiot").text
    assert 'value="approve"' in page
    back = re.search(r'name="back" value="([^"]+)"', page)
    assert back and back[1] == "/moderation/rejected?text=idiot"
    moderator.decide(waiting.id, "approve", expected_status="rejected", back=back[1])
    assert intake.get(site, waiting.id).status == "approved"


def test_what_waits_can_be_searched_too(moderator: Browser, site: Site) -> None:
    waiting = decided(site, "Quel idiot.").id
    assert order_of(moderator.get("/moderation/flagged?text=idiot").text) == [waiting]


def test_a_search_reads_back_step_by_step_and_misses_none(
    moderator: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "READ_AT_ONCE", 3)
    texts = ["rare" if number % 4 == 0 else f"courant {number}" for number in range(9)]
    ids = [approved(site, text) for text in texts]
    seen, address, steps = [], "/moderation/approved?text=rare", 0
    while address:
        page = moderator.get(address).text
        seen += order_of(page)
        found = re.search(r'class="further".*?href="([^"]+)"', page, re.DOTALL)
        address = found[1].replace("&amp;", "&") if found else ""
        steps += 1
    assert seen == [ids[8], ids[4], ids[0]]
    assert steps == 4


def test_filters_narrow_the_queue(moderator: Browser, site: Site) -> None:
    insult, spam = decided(site, "Quel idiot.").id, decided(site, "Une promo en or").id
    assert order_of(moderator.get("/moderation?attribute=insult").text) == [insult]
    assert order_of(moderator.get("/moderation?attribute=spam").text) == [spam]
    assert order_of(moderator.get("/moderation?language=fr").text) == [insult, spam]
    assert order_of(moderator.get("/moderation?language=en").text) == []
    assert order_of(moderator.get("/moderation?age=hour").text) == [insult, spam]
    assert order_of(moderator.get("/moderation?age=over_day").text) == []


def test_only_ones_own_sites_are_searched(outsider: Browser, site: Site) -> None:
    approved(site, "L’école du quartier")
    assert order_of(outsider.get("/moderation/approved?text=ecole").text) == []
    assert outsider.get("/moderation/approved?site=gazette").status_code == 404
