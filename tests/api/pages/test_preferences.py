"""The settings page, and what it changes on the others."""

import re

import pytest

from api.pages import words
from classifier import Span
from moderation import exposure, preferences, review
from moderation.exposure import Exposure
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.conftest import Browser
from tests.conftest import ScriptedModel
from tests.helpers import decided

SETTINGS = "/moderation/settings"
TEXT = "Ce connard, quel idiot."
RUDE = Span(3, 10, 2.0)


def test_what_is_ticked_is_kept(moderator: Browser, camille: Person) -> None:
    page = moderator.get(SETTINGS).text
    assert re.search(r'id="keys"[^>]* checked', page)
    answer = moderator.post(SETTINGS, {"view": "one", "veil": "on", "back": SETTINGS})
    assert (answer.status_code, answer.location) == (303, SETTINGS)
    chosen = preferences.of(camille)
    assert (chosen.view, chosen.veil, chosen.keys, chosen.pauses) == ("one", True, False, False)
    page = moderator.get(SETTINGS).text
    assert "Vos réglages sont enregistrés." in page
    assert re.search(r'id="veil"[^>]* checked', page)
    assert "data-keys" not in page.split(">")[1]


def test_one_choice_alone_leaves_the_others(moderator: Browser, camille: Person) -> None:
    moderator.get("/moderation")
    back = "/moderation?order=harm"
    answer = moderator.post(f"{SETTINGS}/view", {"value": "one", "back": back})
    assert (answer.status_code, answer.location) == (303, back)
    assert preferences.of(camille) == preferences.Preferences(view="one")
    assert "desk-one" in moderator.get("/moderation").text


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("", {"view": "grid"}, 422),
        ("", {}, 422),
        ("/view", {"value": "\x00"}, 422),
        ("/colour", {"value": "1"}, 404),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    moderator: Browser, path: str, form: dict[str, str], status: int
) -> None:
    assert moderator.post(SETTINGS + path, form).status_code == status


def test_offensive_words_are_veiled_only_for_who_wants_that(
    moderator: Browser, colleague: Browser, site: Site, camille: Person, model: ScriptedModel
) -> None:
    model.spans = (RUDE,)
    preferences.change(camille, {"veil": True})
    decided(site, TEXT)
    page = moderator.get("/moderation").text
    assert re.findall(r'class="veil"[^>]*><mark>([^<]*)</mark></span>', page) == ["connard"]
    assert 'class="veil"' not in colleague.get("/moderation").text


def test_veils_lie_on_all_that_a_page_shows(
    moderator: Browser, site: Site, camille: Person, model: ScriptedModel
) -> None:
    model.spans = (RUDE,)
    preferences.change(camille, {"veil": True})
    parent = decided(site, TEXT, author_email="lea@example.org")
    reply = decided(site, TEXT, parent=parent.id, author_email="lea@example.org")
    review.decide(camille, parent.id, Choice("reject"))
    for path in (f"/moderation/comments/{reply.id}/context", "/moderation", "/moderation/mine"):
        page = moderator.get(path).text
        assert "connard" in page
        assert page.count("connard") == len(re.findall(r'"veil"[^>]*>(?:<mark>)?connard<', page)), (
            path
        )


def test_a_pause_is_suggested_and_can_be_declined(
    moderator: Browser, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exposure, "of", lambda person: Exposure(90, 30, tired=True))
    told = "90 commentaires lus aujourd’hui, dont 30 pénibles"
    assert told in moderator.get("/moderation").text
    assert not hides(moderator)
    moderator.post(f"{SETTINGS}/later", {"back": "/moderation"})
    assert hides(moderator)


def hides(browser: Browser) -> bool:
    found = re.search(r'<aside class="pause"([^>]*)>', browser.get("/moderation").text)
    assert found
    return "hidden" in found[1]


def test_who_wants_no_pause_hears_of_none(
    moderator: Browser, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exposure, "of", lambda person: Exposure(90, 30, tired=True))
    preferences.change(camille, {"pauses": False})
    assert hides(moderator)


@pytest.mark.parametrize(
    ("marks", "veils", "cut"),
    [
        ([], [], [("abcdef", False, False)]),
        ([(1, 3)], [], [("a", False, False), ("bc", True, False), ("def", False, False)]),
        (
            [(0, 4)],
            [(2, 6)],
            [("ab", True, False), ("cd", True, True), ("ef", False, True)],
        ),
        # Side by side or one over the other, they are one piece
        (
            [],
            [(1, 3), (3, 4), (2, 5)],
            [("a", False, False), ("bcde", False, True), ("f", False, False)],
        ),
        ([(4, 99)], [(-5, 1)], [("a", False, True), ("bcd", False, False), ("ef", True, False)]),
    ],
)
def test_a_text_is_cut_where_marks_and_veils_begin_and_end(
    marks: list[tuple[int, int]],
    veils: list[tuple[int, int]],
    cut: list[tuple[str, bool, bool]],
) -> None:
    assert words.pieces("abcdef", marks, veils) == cut


def test_the_rest_of_a_text_keeps_its_marks() -> None:
    assert words.pieces("cdef", [(1, 4)], [], offset=2) == [
        ("cd", True, False),
        ("ef", False, False),
    ]
    assert words.pieces("", [(0, 4)], []) == []
