"""People, sites, one's own account and the audit log, by their pages."""

import re

import pytest
from flask import Flask

from moderation import invitations, keys, moderators, people, sites
from moderation.moderators import Person
from store.base import new_id
from store.tables import Site
from tests.api.pages.conftest import PASSWORD, Browser, signed_in
from tests.conftest import person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

WORDS = "une phrase assez longue"
SECRET = re.compile(r'<code class="secret">([^<]+)</code>')


@pytest.fixture
def ada(site: Site) -> Person:
    return person("ada@gazette.example", role="admin", name="Ada")


@pytest.fixture
def admin(app: Flask, ada: Person) -> Browser:
    return signed_in(app, ada)


def shown_once(text: str) -> str:
    found = SECRET.search(text)
    assert found
    return found[1]


def test_an_invitation_goes_all_the_way(app: Flask, admin: Browser, site: Site) -> None:
    form = {"email": "ana@gazette.example", "role": "moderator", "sites": "gazette"}
    made = admin.post("/moderation/people/invitations", form)
    link = shown_once(made.text)
    assert made.status_code == 200 and link.startswith("http://localhost/moderation/invitations/")
    again = admin.get("/moderation/people").text
    assert "ana@gazette.example" in again and link not in again
    guest = Browser(app.test_client())
    assert "ana@gazette.example" in guest.get(link).text
    chosen = {"name": "Ana", "password": WORDS, "repeated": WORDS}
    inside = guest.post(link, chosen)
    assert (inside.status_code, inside.location) == (303, "/moderation")
    assert guest.get("/moderation").status_code == 200
    over = Browser(app.test_client())
    assert over.get(link).status_code == 410
    assert "plus valable" in over.get(link).text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"email": "pas une adresse"}, "adresse e-mail valide"),
        ({"email": ""}, "Saisissez une adresse e-mail."),
        ({"email": "a@b.fr\x00"}, ""),
        ({"email": "ada@gazette.example"}, "a déjà un compte"),
        ({"email": "x@b.fr", "role": "king"}, ""),
        ({"email": "x@b.fr", "sites": "nowhere"}, ""),
        ({"email": "x" * 5000 + "@b.fr"}, ""),
    ],
)
def test_bad_invitations_name_the_field(
    admin: Browser, site: Site, form: dict[str, str], words: str
) -> None:
    response = admin.post("/moderation/people/invitations", {"role": "moderator", **form})
    if "\x00" in form["email"]:
        # Unseen characters go without a word: nobody could find them.
        assert response.status_code == 200
        return
    assert response.status_code == 422
    assert words in response.text and 'class="trouble"' in response.text
    assert not invitations.waiting()


@pytest.mark.parametrize(
    ("password", "repeated", "words"),
    [
        ("court", "court", "au moins 10 caractères"),
        (WORDS, "autre chose du tout", "Les deux mots de passe diffèrent."),
        ("ana@gazette.example", "ana@gazette.example", "autre chose que votre adresse"),
        ("x" * 2000, "x" * 2000, "1000"),
    ],
)
def test_a_bad_password_is_said_and_the_link_goes_on(
    app: Flask, site: Site, password: str, repeated: str, words: str
) -> None:
    link = f"/moderation/invitations/{invitations.invite('ana@gazette.example')}"
    guest = Browser(app.test_client())
    guest.get(link)
    refused = guest.post(link, {"name": "Ana", "password": password, "repeated": repeated})
    assert refused.status_code == 422 and words in refused.text
    assert password not in refused.text or password == "ana@gazette.example"
    assert guest.get(link).status_code == 200


def test_a_person_is_changed_sent_away_and_let_back_in(
    admin: Browser, camille: Person, app: Flask
) -> None:
    address = f"/moderation/people/{camille.moderator.id}"
    theirs = signed_in(app, camille)
    saved = admin.post(address, {"name": "Camille R.", "role": "moderator"})
    assert saved.status_code == 303
    assert "Camille R." in admin.get(address).text
    assert people.get(camille.moderator.id).sites == ()
    assert admin.post(f"{address}/deactivate").status_code == 303
    assert theirs.get("/moderation").status_code == 303
    assert "désactivé" in admin.get("/moderation/people").text
    assert admin.post(f"{address}/reactivate").status_code == 303
    link = shown_once(admin.post(f"{address}/link").text)
    guest = Browser(app.test_client())
    assert 'name="name"' not in guest.get(link).text
    assert guest.post(link, {"password": WORDS, "repeated": WORDS}).status_code == 303
    assert moderators.sign_in(camille.moderator.email, WORDS)


def test_the_last_admin_is_told_why_they_stay(admin: Browser, ada: Person) -> None:
    response = admin.post(f"/moderation/people/{ada.moderator.id}/deactivate")
    assert response.status_code == 409
    assert "Il faut un administrateur" in response.text
    assert admin.get("/moderation/people").status_code == 200


@pytest.mark.parametrize("path", ["people/{id}", "people/{id}/deactivate", "sites/nowhere"])
def test_what_is_not_there_is_not_found(admin: Browser, path: str) -> None:
    assert admin.post(f"/moderation/{path.format(id=new_id())}", {}).status_code == 404


def test_ones_own_account_is_ones_own(app: Flask, moderator: Browser, camille: Person) -> None:
    other = Browser(app.test_client())
    other.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"
    other.sign_in(camille.moderator.email)
    page = moderator.get("/moderation/account").text
    assert "Firefox, Linux" in page
    assert moderator.post("/moderation/account/name", {"name": " Camille  R. "}).status_code == 303
    assert "Camille R." in moderator.get("/moderation/account").text
    [closing] = re.findall(r'action="([^"]+/close)"', page)
    assert moderator.post(closing).status_code == 303
    assert other.get("/moderation").status_code == 303
    assert moderator.get("/moderation").status_code == 200


def test_the_password_is_changed_by_who_knows_it(moderator: Browser, camille: Person) -> None:
    form = {"old": "pas le bon", "new": WORDS, "repeated": WORDS}
    refused = moderator.post("/moderation/account/password", form)
    assert refused.status_code == 422 and "Ce n’est pas votre mot de passe." in refused.text
    done = moderator.post("/moderation/account/password", {**form, "old": PASSWORD})
    assert done.status_code == 303
    assert moderator.get("/moderation").status_code == 200
    assert moderators.sign_in(camille.moderator.email, WORDS)


def test_guessing_the_old_password_is_limited(moderator: Browser) -> None:
    form = {"old": "pas le bon", "new": WORDS, "repeated": WORDS}
    tries = [moderator.post("/moderation/account/password", form) for _ in range(11)]
    assert [one.status_code for one in tries] == [422] * 10 + [429]


def test_signing_out_everywhere_leads_to_the_login(
    app: Flask, moderator: Browser, camille: Person
) -> None:
    other = signed_in(app, camille)
    done = moderator.post("/moderation/account/sign-out-everywhere")
    assert (done.status_code, done.location) == (303, "/moderation/login")
    assert other.get("/moderation").status_code == 303


def test_a_site_is_added_with_a_key_that_works(admin: Browser) -> None:
    form = {"id": "echo", "name": "L’Écho", "url": "echo.example", "language": "fr"}
    made = admin.post("/moderation/sites", form)
    found = keys.site_of(shown_once(made.text))
    assert found is not None and (found.id, found.url) == ("echo", "https://echo.example")
    assert admin.post("/moderation/sites", form).status_code == 422
    for wrong in ({"id": "L’Écho"}, {"language": "français"}, {"url": "javascript:alert(1)"}):
        assert admin.post("/moderation/sites", {**form, "id": "autre", **wrong}).status_code == 422
    assert sites.find("autre") is None


def test_a_key_is_rotated_without_a_gap(admin: Browser, site_key: str) -> None:
    new = shown_once(admin.post("/moderation/sites/gazette/keys", {"kind": "native"}).text)
    assert keys.site_of(new) and keys.site_of(site_key)
    page = admin.get("/moderation/sites/gazette").text
    assert new not in page and site_key not in page and site_key[:12] in page
    old = next(key for key in keys.of_site("gazette") if site_key.startswith(key.prefix))
    ended = admin.post(f"/moderation/sites/gazette/keys/{old.id}/end")
    assert ended.status_code == 303
    assert keys.site_of(site_key) is None and keys.site_of(new)
    assert admin.post(f"/moderation/sites/gazette/keys/{old.id}/end").status_code == 404


@pytest.mark.parametrize("kind", tuple(keys.MAKERS))
def test_every_kind_of_key_is_offered(admin: Browser, site: Site, kind: str) -> None:
    assert f'value="{kind}"' in admin.get("/moderation/sites/gazette").text
    key = shown_once(admin.post("/moderation/sites/gazette/keys", {"kind": kind}).text)
    assert keys.site_of(key, kind)
    assert admin.post("/moderation/sites/gazette/keys", {"kind": "skeleton"}).status_code == 422


def test_a_key_of_one_site_is_not_ended_by_the_page_of_another(admin: Browser, demo: Site) -> None:
    keys.issue(demo.id)
    [key] = keys.of_site(demo.id)
    assert admin.post(f"/moderation/sites/gazette/keys/{key.id}/end").status_code == 404


def test_a_webhooks_secret_is_shown_once_and_kept(admin: Browser, site: Site) -> None:
    address = "/moderation/sites/gazette/webhook"
    secret = shown_once(admin.post(address, {"webhook": "https://gazette.example/hook"}).text)
    assert sites.require("gazette").webhook_secret == secret
    assert admin.post(address, {"webhook": "https://gazette.example/other"}).status_code == 303
    assert sites.require("gazette").webhook_secret == secret
    assert secret not in admin.get("/moderation/sites/gazette").text
    other = shown_once(admin.post("/moderation/sites/gazette/secret").text)
    assert other != secret and sites.require("gazette").webhook_secret == other
    assert admin.post(address, {"webhook": ""}).status_code == 303
    assert sites.require("gazette").webhook_secret == ""
    log = admin.get("/moderation/audit").text
    assert secret not in log and other not in log and "Secret du webhook" in log


def test_the_log_is_read_page_by_page(admin: Browser, site: Site, ada: Person) -> None:
    for number in range(60):
        people.rename(ada.moderator.id, f"Ada {number}", by=ada.actor)
    first = admin.get("/moderation/audit").text
    assert "Ada 59" in first and "Ada 5<" not in first
    [further] = re.findall(r'href="(/moderation/audit\?after=[^"]+)"', first)
    second = admin.get(further).text
    assert "Ada 5<" in second and "La commande tamis" in second
    for hostile in ("x", "\x00", "9" * 5000):
        assert admin.get(f"/moderation/audit?after={hostile}").status_code == 200


def test_no_page_of_the_office_shows_a_hash(admin: Browser, ada: Person, site_key: str) -> None:
    for path in ("people", f"people/{ada.moderator.id}", "account", "sites/gazette", "audit"):
        page = admin.get(f"/moderation/{path}").text
        assert ada.moderator.password_hash not in page and "$argon2" not in page
