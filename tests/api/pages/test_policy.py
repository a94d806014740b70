"""The policy page: what is typed, tried and saved, and never over somebody else's change."""

import re

import pytest
from flask import Flask

from api.pages import policy_form
from classifier import ATTRIBUTES
from moderation import audit, policies, review, sites
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.conftest import Browser, signed_in
from tests.conftest import person
from tests.helpers import decided

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

ADDRESS = "/moderation/sites/gazette/policy"
Form = dict[str, str]


@pytest.fixture
def admin(app: Flask, site: Site) -> Browser:
    return signed_in(app, person("ada@gazette.example", role="admin", name="Ada"))


def on_screen(page: str) -> Form:
    """What a browser would send of the form on this page."""
    body = page[page.rindex("<form method", 0, page.index('name="seen"')) :]
    fields = dict(
        re.findall(r'<input class="[^"]*" id="\w+" name="(\w+)"[^>]* value="([^"]*)"', body)
    )
    fields |= dict(re.findall(r'<input type="hidden" name="(seen|previewed)" value="(\w*)"', body))
    fields |= dict.fromkeys(re.findall(r'name="(\w+)" checked', body), "on")
    for name, options in re.findall(r'<select [^>]*name="(\w+)".*?>(.*?)</select>', body, re.S):
        [chosen] = re.findall(r'value="(\w+)" selected', options)
        fields[name] = chosen
    fields |= dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', body, re.S))
    return fields


def opened(admin: Browser, **changes: str) -> Form:
    return on_screen(admin.get(ADDRESS).text) | changes


def previewed(admin: Browser, form: Form) -> Form:
    page = admin.post(ADDRESS, form)
    assert page.status_code == 200, page.text
    return on_screen(page.text) | {"save": "1"}


def saved(admin: Browser, **changes: str) -> dict[str, object]:
    response = admin.post(ADDRESS, previewed(admin, opened(admin, **changes)))
    assert response.status_code == 303
    return sites.require("gazette").policy


def test_what_was_not_touched_stays_unchosen(admin: Browser, site: Site) -> None:
    assert saved(admin) == {}
    assert not [entry for entry in audit.page() if entry.row.action == "site.policy"]


def test_every_choice_can_be_made(admin: Browser) -> None:
    chosen = saved(
        admin,
        flag_insult="40,5",
        reject_insult="",
        max_links="5",
        min_seconds="2,5",
        duplicates="reject",
        reject_words="  gros   mot \r\n\r\nautre",
    )
    assert chosen == {
        "thresholds": {"insult": {"flag": 0.405, "reject": 2.0}},
        "max_links": 5,
        "min_seconds": 2.5,
        "duplicates": "reject",
        "reject_words": ["gros mot", "autre"],
    }
    form = opened(admin)
    assert (form["flag_insult"], form["reject_insult"]) == ("40,5", "")
    assert (form["min_seconds"], form["reject_words"]) == ("2,5", "gros mot\nautre")
    assert saved(admin) == chosen
    del form["trust_staff"]
    admin.post(ADDRESS, previewed(admin, form))
    assert sites.require("gazette").policy["trust_staff"] is False


def test_a_stored_threshold_is_not_rounded_for_having_been_shown(admin: Browser) -> None:
    exact = {"thresholds": {"spam": {"flag": 0.612345678, "reject": 0.987654321}}}
    sites.change_policy("gazette", exact)
    assert saved(admin) == exact
    assert saved(admin, flag_spam="60", reject_spam="95") == {}


def test_the_preview_tells_what_people_would_have_wanted(
    admin: Browser, site: Site, camille: Person
) -> None:
    comments = [decided(site, f"Quel idiot numéro {number}") for number in range(3)]
    review.decide(camille, comments[0].id, Choice("reject"))
    page = admin.post(ADDRESS, opened(admin, flag_insult="90", flag_toxicity="90")).text
    page = page.replace("\u00a0", " ")
    assert "Sur les 3 derniers commentaires décidés, 3 auraient eu un autre verdict." in page
    assert "laissés passer : 0 avec la politique en vigueur, 1 avec la vôtre" in page
    assert f'href="/moderation/comments/{comments[0].id}"' in page
    assert sites.require("gazette").policy == {}


def test_only_what_was_previewed_is_saved(admin: Browser, site: Site) -> None:
    form = previewed(admin, opened(admin, max_links="7"))
    again = admin.post(ADDRESS, form | {"max_links": "9"})
    assert again.status_code == 200 and sites.require("gazette").policy == {}
    assert admin.post(ADDRESS, on_screen(again.text) | {"save": "1"}).status_code == 303
    assert sites.require("gazette").policy == {"max_links": 9}


def test_a_save_without_a_preview_previews(admin: Browser) -> None:
    assert admin.post(ADDRESS, opened(admin, max_links="7", save="1")).status_code == 200
    assert sites.require("gazette").policy == {}


def test_anothers_change_is_never_overwritten_unseen(admin: Browser, site: Site) -> None:
    form = previewed(admin, opened(admin, max_links="7"))
    sites.change_policy("gazette", {"max_links": 1, "known_after": 9})
    refused = admin.post(ADDRESS, form)
    assert refused.status_code == 409 and "entre-temps" in refused.text
    assert sites.require("gazette").policy == {"max_links": 1, "known_after": 9}
    assert admin.post(ADDRESS, on_screen(refused.text) | {"save": "1"}).status_code == 303
    assert sites.require("gazette").policy["max_links"] == 7


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("flag_spam", "beaucoup", "de 0 à 100"),
        ("flag_spam", "101", "de 0 à 100"),
        ("flag_spam", "-1", "de 0 à 100"),
        ("flag_spam", "nan", "de 0 à 100"),
        ("reject_spam", "10", "inférieur"),
        ("max_links", "1000", "de 0 à 100"),
        ("max_links", "1,5", "de 0 à 100"),
        ("max_links", "", "un nombre"),
        ("min_seconds", "1e400", "de 0"),
        ("min_seconds", "nan", "de 0"),
        ("known_after", "0", "de 1 à 1000"),
        ("duplicates", "explode", "possibilités"),
        ("flag_words", "x", "1 000 lignes"),
        ("flag_words", "\n".join(f"mot{n}" for n in range(1001)), "1 000 lignes"),
        ("reject_words", "y" * 101, "1 000 lignes"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(
    admin: Browser, field: str, typed: str, words: str
) -> None:
    form = opened(admin, **{field: typed})
    response = admin.post(ADDRESS, form)
    assert response.status_code == 422
    found = re.search(rf'id="{field}-error">([^<]+)<', response.text)
    assert found and words in found[1].replace("\u00a0", " ")
    assert f'aria-describedby="{field}-error' in response.text
    assert response.text.count('aria-invalid="true"') == 1
    assert sites.require("gazette").policy == {}


@pytest.mark.parametrize("sent", [{}, {"flag_spam": "\x00"}, {"max_links": "9" * 5000}])
def test_hostile_forms_change_nothing(admin: Browser, sent: Form) -> None:
    admin.get(ADDRESS)
    assert admin.post(ADDRESS, sent).status_code == 422
    assert sites.require("gazette").policy == {}


def test_the_log_tells_thresholds_and_words(admin: Browser) -> None:
    saved(admin, flag_spam="50", flag_words="radin")
    entry = audit.page()[0]
    assert entry.who == "Ada" and entry.subject == "gazette"
    assert entry.row.changes == {
        "thresholds.spam": [None, {"flag": 0.5, "reject": 0.95}],
        "flag_words": [[], ["radin"]],
    }
    assert "Seuils : Indésirable" in admin.get("/moderation/audit").text.replace("\u00a0", " ")


def test_every_choice_of_a_policy_is_on_the_page(admin: Browser, site: Site) -> None:
    page = admin.get(ADDRESS).text
    for name in (field.name for field in policy_form.OTHERS):
        assert f'id="{name}"' in page and f'for="{name}"' in page
    for name in ATTRIBUTES:
        assert f'id="flag_{name}"' in page and f'id="reject_{name}"' in page
    assert policies.of(site).version in page
