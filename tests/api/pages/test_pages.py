"""What holds for every page: languages, headers, errors, outline."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api.pages import headers
from moderation import review
from moderation.moderators import Person
from moderation.review import Choice
from store import engine
from store.tables import Site
from tests.api.pages.conftest import Browser, signed_in
from tests.conftest import person
from tests.helpers import decided

PUBLIC = ("/", "/demo", "/moderation/login", "/moderation/rien")
INSIDE = ("/moderation", "/moderation/approved", "/moderation/rejected", "/moderation/mine")
OFFICE = (
    "overview",
    "account",
    "people",
    "sites",
    "sites/gazette",
    "sites/gazette/policy",
    "audit",
)
# All that the policy form needs to be previewed
PREVIEWED = {
    "max_links": "5",
    "min_seconds": "3",
    "too_fast": "flag",
    "honeypot": "reject",
    "duplicates": "flag",
    "first_time_authors": "ignore",
    "shorteners": "flag",
    "disposable_email": "flag",
    "keyword_names": "flag",
    "foreign_languages": "flag",
    "known_after": "3",
    "reports_to_flag": "3",
    "undo_seconds": "10",
}


@pytest.fixture
def every_page(
    app: Flask, moderator: Browser, demo: Site, site: Site, camille: Person
) -> list[TestResponse]:
    decided(demo, author_name="Nadia")
    for action in ("approve", "reject"):
        review.decide(camille, decided(site, f"Un idiot : {action}").id, Choice(action))
    waiting = decided(site, "Un idiot de plus")
    conflict = moderator.decide(waiting.id, "approve", expected_status="rejected")
    assert conflict.status_code == 409
    reader = Browser(app.test_client())
    failed = reader.post("/demo", {"comment": ""})
    outside = [reader.get(path) for path in PUBLIC]
    inside = [moderator.get(path) for path in INSIDE]
    return [*outside, failed, conflict, *inside, *_office(app, site, waiting.id)]


def _office(app: Flask, site: Site, comment_id: str) -> list[TestResponse]:
    """What admins see, with a preview and an invitation too."""
    admin = signed_in(app, person("ada@gazette.example", role="admin"))
    shown = [admin.get(f"/moderation/{path}") for path in OFFICE]
    shown.append(admin.get(f"/moderation/comments/{comment_id}"))
    policy = "/moderation/sites/gazette/policy"
    shown.append(admin.post(policy, {"flag_spam": "x"}))
    shown.append(admin.post(policy, PREVIEWED))
    form = {"email": "ana@gazette.example", "role": "moderator", "sites": "gazette"}
    invited = admin.post("/moderation/people/invitations", form)
    link = re.findall(r'class="secret">http://localhost([^<]+)<', invited.text)[0]
    return [*shown, invited, Browser(app.test_client()).get(link)]


def test_the_front_page_leads_on(reader: Browser, demo: Site) -> None:
    page = reader.get("/").text
    for address in ("/demo", "/moderation", "/openapi.json", "/public/demo/comments.atom"):
        assert f'href="{address}"' in page
        assert reader.get(address).status_code < 400


def test_the_front_page_leads_nowhere_that_is_not_there(reader: Browser) -> None:
    response = reader.get("/")
    assert response.status_code == 200
    assert "/demo" not in response.text


def test_every_page_is_fenced_in(every_page: list[TestResponse]) -> None:
    for response in every_page:
        assert response.headers["Content-Security-Policy"] == headers.POLICY
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "no-" in response.headers["Cache-Control"]


def test_no_page_needs_what_the_fence_keeps_out(every_page: list[TestResponse]) -> None:
    for response in every_page:
        page = response.text
        assert not re.search(r"<[^>]+\s(style|on\w+)=", page), response.request.path
        assert "<style" not in page
        assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", page))
        loaded = re.findall(r'(?:src|<link[^>]*rel="stylesheet"[^>]*href)="([^"]+)"', page)
        assert all(address.startswith("/") for address in loaded)


def test_every_page_has_a_sound_outline(every_page: list[TestResponse]) -> None:
    for response in every_page:
        page, path = response.text, response.request.path
        assert '<html lang="fr"' in page
        assert 'href="#main"' in page and '<main id="main"' in page
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels))
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path


def test_every_control_has_a_label(every_page: list[TestResponse]) -> None:
    for response in every_page:
        page = response.text
        controls = re.findall(r"<(?:input|textarea|select)[^>]*>", page)
        for control in controls:
            if re.search(r'type="(hidden|submit)"', control):
                continue
            found = re.search(r'\sid="([^"]+)"', control)
            assert found and f'for="{found[1]}"' in page, control


def test_the_style_sheets_are_served_from_here(reader: Browser, site: Site) -> None:
    found = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', reader.get("/").text)
    assert len(found) == 3
    for address in found:
        with reader.get(address) as response:
            assert response.status_code == 200


@pytest.mark.parametrize(
    ("language", "query", "spoken"),
    [
        ("", "", "fr"),
        ("de", "", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.8", "", "en"),
        ("fr-CA", "", "fr"),
        ("en", "?lang=fr", "fr"),
        ("fr", "?lang=en", "en"),
        ("fr", "?lang=xx", "fr"),
    ],
)
def test_it_speaks_the_readers_language(
    reader: Browser, site: Site, language: str, query: str, spoken: str
) -> None:
    reader.headers = {"Accept-Language": language}
    page = reader.get(f"/{query}").text
    assert f'<html lang="{spoken}">' in page
    assert ("Readers’ comments" in page) == (spoken == "en")


def test_a_choice_of_language_is_remembered(reader: Browser, site: Site) -> None:
    reader.get("/?lang=en")
    assert '<html lang="en">' in reader.get("/moderation/login").text
    reader.get("/?lang=fr")
    assert '<html lang="fr">' in reader.get("/moderation/login").text


def test_moderators_can_work_in_english(moderator: Browser, site: Site) -> None:
    decided(site, "Un idiot")
    page = moderator.get("/moderation?lang=en").text
    for text in ("To decide", "Insults a person", "1 minute ago", "Approve", "Sign out"):
        assert text in page


def test_changing_the_language_keeps_the_filters(moderator: Browser, site: Site) -> None:
    page = moderator.get("/moderation?reason=spam&order=harm").text
    assert 'href="/moderation?reason=spam&amp;order=harm&amp;lang=en"' in page


@pytest.mark.parametrize("path", ["/moderation/rien", "/demo/rien"])
def test_an_unknown_page_is_a_page(reader: Browser, site: Site, path: str) -> None:
    response = reader.get(path)
    assert (response.status_code, response.mimetype) == (404, "text/html")


@pytest.mark.parametrize("path", ["/v1/rien", "/public/rien/comments", "/moderations", "/rien"])
def test_elsewhere_errors_stay_problem_documents(reader: Browser, site: Site, path: str) -> None:
    response = reader.get(path)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert "Content-Security-Policy" not in response.headers


def test_a_method_that_a_page_lacks_is_told(reader: Browser, site: Site) -> None:
    response = reader.flask.delete("/demo")
    assert (response.status_code, response.mimetype) == (405, "text/html")
    assert "POST" in response.headers["Allow"]


def _raising(error: Exception) -> Callable[..., Any]:
    def raises(*_: object, **__: object) -> None:
        raise error

    return raises


def test_a_bug_is_a_plain_page_without_its_details(
    reader: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.sites.find", _raising(RuntimeError("a secret detail")))
    response = reader.get("/")
    assert (response.status_code, response.mimetype) == (500, "text/html")
    assert "secret" not in response.text


@pytest.mark.parametrize("path", ["/", "/demo"])
def test_a_database_that_is_down_is_told_in_plain_words(
    reader: Browser, site: Site, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    down = _raising(engine.DatabaseUnavailable("OperationalError"))
    monkeypatch.setattr("moderation.sites.reading", down)
    response = reader.get(path)
    assert (response.status_code, response.mimetype) == (503, "text/html")
    assert "La base de données ne répond pas" in response.text
