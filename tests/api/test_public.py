"""What any reader may see, and nothing more."""

import json
from xml.etree import ElementTree

import pytest

from moderation import intake
from store.tables import Site
from tests.api.conftest import Client
from tests.helpers import decided, submit

SECRETS = ("lea@example.org", "192.0.2.7", "0.02", "scripted")


@pytest.fixture
def published(site: Site) -> str:
    """One approved comment among others that are not."""
    submit(site, "En attente.")
    decided(site, "Quel idiot.")
    decided(site, "Le casino casino.")
    return decided(
        site,
        "Bonjour <script>alert(1)</script> <b>gras</b>\nhttps://a.example",
        author_name="Léa <img src=x>",
        author_email="lea@example.org",
        author_url="javascript:alert(1)",
        ip="192.0.2.7",
    ).id


@pytest.mark.parametrize("ending", ["", ".json", ".atom"])
def test_only_the_approved_is_shown_and_nothing_personal(
    published: str, stranger: Client, ending: str
) -> None:
    answer = stranger.get(f"/public/gazette/comments{ending}")
    assert answer.status_code == 200
    assert published in answer.text
    for hidden in (*SECRETS, "idiot", "casino", "En attente", "javascript:"):
        assert hidden not in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_html_is_safe_and_the_text_as_given(published: str, stranger: Client) -> None:
    [comment] = stranger.get("/public/gazette/comments").json["comments"]
    assert "<script>" in comment["text"]
    assert comment["html"] == "Bonjour  <b>gras</b><br>https://a.example"
    assert comment["author"] == {"name": "Léa <img src=x>", "url": None}


def test_the_feeds_are_well_formed(published: str, stranger: Client) -> None:
    atom = stranger.get("/public/gazette/comments.atom")
    feed = ElementTree.fromstring(atom.data)
    space = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{space}id") for entry in feed.iter(f"{space}entry")] == [
        f"urn:uuid:{published}"
    ]
    document = json.loads(stranger.get("/public/gazette/comments.json").data)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in document["items"]] == [published]


@pytest.mark.parametrize("ending", ["", ".json", ".atom"])
def test_an_etag_holds_until_something_is_decided(
    site: Site, published: str, stranger: Client, ending: str
) -> None:
    path = f"/public/gazette/comments{ending}"
    tag = stranger.get(path).headers["ETag"]
    assert stranger.get(path, If_None_Match=tag).status_code == 304
    assert stranger.get(f"{path}?thread=/x", If_None_Match=tag).status_code == 200
    intake.delete(site, published)
    fresh = stranger.get(path, If_None_Match=tag)
    assert fresh.status_code == 200
    assert published not in fresh.text


def test_pages_follow_by_cursor(site: Site, stranger: Client) -> None:
    ids = [decided(site, f"Texte numéro {number}.").id for number in range(3)]
    first = stranger.get("/public/gazette/comments?limit=2").json
    rest = stranger.get(f"/public/gazette/comments?limit=2&after={first['next']}").json
    assert [c["id"] for c in first["comments"] + rest["comments"]] == ids
    assert rest["next"] is None


@pytest.mark.parametrize("name", ["nowhere", "%00", "Gazette", "a" * 65, "..%2f"])
def test_an_unknown_site_is_404(database: str, stranger: Client, name: str) -> None:
    assert stranger.get(f"/public/{name}/comments").status_code == 404
