"""The overview page, and the words about a service that is unwell."""

import re

import pytest
from flask import Flask

from api import readiness
from api.pages import unwell
from api.readiness import Check
from moderation import health, review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.conftest import Browser
from tests.conftest import Clock
from tests.helpers import decided, submit

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SICK = ("database", "broker", "model", "worker")


def test_the_figures_are_there_in_a_drawing_and_in_a_table(
    moderator: Browser, site: Site, camille: Person
) -> None:
    decided(site, "Bonjour")
    review.decide(camille, decided(site, "Quel idiot").id, Choice("reject"))
    page = moderator.get("/moderation/overview").text
    assert page.count('class="bar-rejected"') == 2
    assert "Insulte envers une personne" in page and "100 %" in page
    assert re.search(r"Le modèle</th>\s*<td class=\"number\">1</td>", page)
    assert "<details>" in page and "<svg" in page and "style=" not in page


def test_an_empty_overview_says_so(moderator: Browser) -> None:
    page = moderator.get("/moderation/overview").text
    assert "Rien pour l’instant aujourd’hui." in page and "rien n’attend" in page


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Which parts are well, as the test says."""
    well = dict.fromkeys(SICK, True)
    found = lambda: [Check(name, ok, "words") for name, ok in well.items()]  # noqa: E731
    monkeypatch.setattr(readiness, "checks", found)
    monkeypatch.setattr(unwell, "KEPT_FOR", 0.0)
    return well


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("broker", "La file qui mène les commentaires à l’analyse ne répond pas."),
        ("model", "Le modèle qui analyse les commentaires ne peut pas être chargé."),
        ("worker", "Rien n’analyse les commentaires en ce moment."),
        ("database", "La base de données ne répond pas comme elle devrait."),
    ],
)
@pytest.mark.parametrize("path", ["/moderation", "/moderation/overview", "/moderation/account"])
def test_every_page_says_what_is_unwell_and_that_it_is_over(
    moderator: Browser, parts: dict[str, bool], part: str, words: str, path: str
) -> None:
    parts[part] = False
    page = moderator.get(path).text
    assert words in page and "aucun n’est publié sans analyse" in page
    parts[part] = True
    assert "aucun n’est publié sans analyse" not in moderator.get(path).text


def test_scoring_that_is_behind_is_told(
    moderator: Browser, parts: dict[str, bool], site: Site, clock: Clock
) -> None:
    submit(site)
    assert "L’analyse prend du retard" not in moderator.get("/moderation").text
    clock.move(unwell.LATE.total_seconds() + 0.1)
    assert "L’analyse prend du retard" in moderator.get("/moderation").text


def test_the_parts_are_asked_once_in_a_while(
    app: Flask, moderator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(readiness, "checks", lambda: asked.append(1) or [])
    unwell.register(app)
    for _ in range(5):
        moderator.get("/moderation/mine")
    assert len(asked) == 1


def test_a_broken_broker_is_seen_for_what_it_is(
    moderator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses() -> dict[str, int]:
        raise ConnectionRefusedError

    monkeypatch.setattr("api.readiness.depth.depths", refuses)
    monkeypatch.setattr(unwell, "KEPT_FOR", 0.0)
    health.beat("worker")
    assert "La file qui mène les commentaires" in moderator.get("/moderation").text
