"""The demonstration: the form that a French reader knows, and what becomes of a comment."""

import re
import time
from html.parser import HTMLParser

import pytest
from itsdangerous import URLSafeTimedSerializer

from moderation import intake, publication, review
from moderation.moderators import Person
from moderation.policy import UNDO_SECONDS
from moderation.review import Choice
from store.tables import Comment, Site
from tests.api.pages.conftest import Browser
from tests.conftest import Clock, ScriptedModel, person
from tests.helpers import score

EMAIL = "lea.secrete@example.net"
FORM = {"comment": "Un avis tout à fait ordinaire.", "author": "Léa", "email": EMAIL, "url": ""}


def last(site: Site) -> Comment:
    """The newest comment of the site, whatever its status."""
    return publication.page(site, None, None, None, 200)[-1]


def posted(reader: Browser, site: Site, **changes: str) -> Comment:
    response = reader.post("/demo", FORM | changes)
    assert response.status_code == 303
    comment = last(site)
    assert response.location == f"/demo#comment-{comment.id}"
    return comment


class Labels(HTMLParser):
    """Label texts by the name of the control that each belongs to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.of: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.open: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "label":
            self.open = given["for"]
        elif tag in ("input", "textarea") and given.get("id"):
            self.names[str(given["id"])] = str(given.get("name"))

    def handle_data(self, data: str) -> None:
        if self.open:
            self.of[self.open] = data.strip()
            self.open = None

    def by_name(self) -> dict[str, str]:
        return {self.names[control]: text for control, text in self.of.items()}


def test_it_has_the_form_that_a_french_reader_knows(reader: Browser, demo: Site) -> None:
    page = reader.get("/demo").text
    assert '<html lang="fr">' in page
    assert re.search(r"<h2[^>]*>Laisser un commentaire</h2>", page)
    assert (
        "Votre adresse e-mail ne sera pas publiée. "
        "Les champs obligatoires sont indiqués avec *" in page
    )
    labels = Labels(page).by_name()
    assert labels["comment"] == "Commentaire *"
    assert labels["author"] == "Nom *"
    assert labels["email"] == "E-mail *"
    assert labels["url"] == "Site web"
    button = re.search(r"<input[^>]*type=\"submit\"[^>]*>", page)
    assert button and 'name="submit"' in button[0] and "Laisser un commentaire" in button[0]


def test_it_is_french_for_every_reader(app: object, reader: Browser, demo: Site) -> None:
    reader.headers = {"Accept-Language": "en-GB,en"}
    assert "Laisser un commentaire" in reader.get("/demo?lang=en").text


def test_it_is_not_there_without_the_demo_site(reader: Browser) -> None:
    response = reader.get("/demo")
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    assert "Page introuvable" in response.text


def test_a_comment_waits_for_its_author_only(app: object, reader: Browser, demo: Site) -> None:
    posted(reader, demo)
    page = reader.get("/demo").text
    assert "Votre commentaire est en attente de modération." in page
    assert FORM["comment"] in page
    stranger = Browser(reader.flask.application.test_client())
    assert FORM["comment"] not in stranger.get("/demo").text


def test_an_approved_comment_stands_under_the_article(reader: Browser, demo: Site) -> None:
    for number in range(3):
        score(posted(reader, demo, comment=f"Un avis ordinaire, le numéro {number}."))
    stranger = Browser(reader.flask.application.test_client())
    page = stranger.get("/demo").text
    assert "3 commentaires" in page
    assert "Un avis ordinaire, le numéro 2." in page
    assert "en attente" not in reader.get("/demo").text


def test_a_flagged_comment_waits_too(reader: Browser, demo: Site) -> None:
    comment = posted(reader, demo, comment="Espèce d’idiot")
    score(comment)
    assert intake.get(demo, comment.id).status == "flagged"
    assert "en attente de modération" in reader.get("/demo").text


def test_a_rejected_comment_is_not_shown_but_its_author_is_told(
    reader: Browser, demo: Site
) -> None:
    comment = posted(reader, demo, comment="Un casino en ligne")
    score(comment)
    assert intake.get(demo, comment.id).status == "rejected"
    page = reader.get("/demo").text
    assert "n’a pas été retenu" in page
    assert "Un casino en ligne" not in page


def test_a_moderators_approval_publishes_it(reader: Browser, demo: Site, clock: Clock) -> None:
    comment = posted(reader, demo, comment="Espèce d’idiot")
    score(comment)
    review.decide(person("sacha@demo.example", "demo"), comment.id, Choice("approve"))
    # Its author sees it wait until the undo window is over, and never sees it vanish.
    assert "en attente de modération" in reader.get("/demo").text
    clock.move(UNDO_SECONDS)
    page = reader.get("/demo").text
    assert "1 commentaire<" in page and "Espèce d’idiot" in page
    assert "en attente de modération" not in page


def test_the_address_is_never_shown_again(reader: Browser, demo: Site, camille: Person) -> None:
    refused = reader.post("/demo", FORM | {"comment": ""})
    assert refused.status_code == 422
    sent = reader.post("/demo", FORM)
    comment = last(demo)
    seen = [refused.text, sent.text, reader.get("/demo").text, *sent.headers.getlist("Set-Cookie")]
    score(comment)
    seen.append(reader.get("/demo").text)
    assert comment.author_email == EMAIL
    assert not any("secrete" in text for text in seen)
    # A signed cookie is no secret: look inside it as well.
    session = reader.flask.get_cookie("tamis")
    assert session is not None
    content = URLSafeTimedSerializer("").load_payload(session.value.split(".")[0].encode())
    assert content == {"demo_comments": [comment.id]}


def test_mistakes_are_told_by_the_field_and_what_was_typed_is_kept(
    reader: Browser, demo: Site
) -> None:
    wrong = {"comment": "Gardez ceci", "author": "", "email": "personne", "url": "javascript:x"}
    response = reader.post("/demo", wrong)
    page = response.text
    assert response.status_code == 422
    assert "Gardez ceci" in page and 'value="javascript:x"' in page
    for name, text in (
        ("author", "Saisissez votre nom."),
        ("email", "Saisissez une adresse e-mail valide."),
        ("url", "Saisissez une adresse web"),
    ):
        assert re.search(rf'id="{name}-error">{text}', page), name
        assert re.search(rf'<input[^>]*aria-describedby="{name}-error"[^>]*name="{name}"', page)
    assert 'id="comment-error"' not in page
    assert not publication.page(demo, None, None, None, 10)


def test_markup_of_a_comment_cannot_run(reader: Browser, demo: Site) -> None:
    hostile = {
        "comment": "<script>alert(1)</script><img src=x onerror=alert(2)>"
        '<a href="javascript:alert(3)">a</a><b>gras</b>',
        "author": "<svg onload=alert(4)>",
        "url": 'https://example.org/"onmouseover="alert(5)',
    }
    comment = posted(reader, demo, **hostile)
    for _ in ("pending", "approved"):
        page = reader.get("/demo").text
        assert "<b>gras</b>" in page
        for live in ("<script>alert", "<img", "javascript:", "<svg onload", '"onmouseover'):
            assert live not in page, live
        score(comment)


def test_only_web_addresses_become_links(reader: Browser, demo: Site) -> None:
    score(posted(reader, demo, url="blog.example.org"))
    page = reader.get("/demo").text
    assert '<a href="https://blog.example.org" rel="nofollow ugc noopener">' in page


def test_the_form_tells_what_the_rules_want_to_know(reader: Browser, demo: Site) -> None:
    made = re.search(r'name="opened"[^>]*value="([^"]+)"', reader.get("/demo").text)
    assert made
    comment = posted(reader, demo, opened=made[1], subject="Vente")
    context = comment.context
    assert context["honeypot"] is True
    assert 0 <= context["seconds_to_submit"] < 60
    assert context["article_title"].startswith("La bibliothèque")
    assert context["user_agent"].startswith("Werkzeug")
    assert comment.ip == "127.0.0.1"
    score(comment)
    assert "honeypot" in intake.get(demo, comment.id).reasons


def test_a_forged_time_says_nothing(reader: Browser, demo: Site) -> None:
    forged = URLSafeTimedSerializer("another key", salt="demo form opened").dumps("x")
    assert "seconds_to_submit" not in posted(reader, demo, opened=str(forged)).context


def test_the_time_is_measured_from_when_the_page_was_made(
    reader: Browser, demo: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = re.search(r'name="opened"[^>]*value="([^"]+)"', reader.get("/demo").text)
    assert made
    an_hour_ago = time.time() - 3600
    serializer = URLSafeTimedSerializer(
        reader.flask.application.secret_key or "", salt="demo form opened"
    )
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: an_hour_ago)
    old = str(serializer.dumps("x"))
    monkeypatch.undo()
    assert 3599 < posted(reader, demo, opened=old).context["seconds_to_submit"] < 3700


def test_a_second_click_makes_no_second_comment(reader: Browser, demo: Site) -> None:
    made = re.search(r'name="opened"[^>]*value="([^"]+)"', reader.get("/demo").text)
    assert made
    posted(reader, demo, opened=made[1])
    posted(reader, demo, opened=made[1])
    posted(reader, demo, opened=made[1], comment="Un autre avis, du même formulaire.")
    assert len(publication.page(demo, None, None, None, 10)) == 2


def test_line_ends_are_folded_and_control_characters_go(reader: Browser, demo: Site) -> None:
    comment = posted(reader, demo, comment="un\r\ndeux\rtrois\x00\x0bquatre", author="L\x00éa\r\n")
    assert comment.text == "un\ndeux\ntroisquatre"
    assert comment.author_name == "Léa"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"comment=%00&author=%00&email=%00",
        b"comment=%ED%A0%80&author=%FF&email=a%40b",
        b"comment[]=a&comment=b&comment=c",
        b"opened=%00&subject=%ED%A0%80&url=http%3A%2F%2F%5B&" + b"comment=" + b"x" * 900_000,
    ],
)
def test_hostile_forms_are_refused_politely(reader: Browser, demo: Site, body: bytes) -> None:
    form = "application/x-www-form-urlencoded"
    response = reader.flask.post("/demo", data=body, content_type=form)
    assert response.status_code in (303, 422)


def test_a_body_over_the_limit_gets_a_page(reader: Browser, demo: Site) -> None:
    response = reader.post("/demo", FORM | {"comment": "x" * 1_200_000})
    assert response.status_code == 413
    assert "C’est trop long" in response.text


def test_only_twenty_of_ones_own_are_remembered(
    reader: Browser, demo: Site, model: ScriptedModel
) -> None:
    for number in range(22):
        posted(reader, demo, comment=f"Avis {number:02}.")
    page = reader.get("/demo").text
    assert page.count("en attente de modération") == 20
    assert "Avis 00." not in page and "Avis 21." in page


def test_older_comments_are_a_page_away(reader: Browser, demo: Site) -> None:
    comments = [
        intake.accept(demo, intake.Submission("/demo", f"Avis {number:02}.")).comment
        for number in range(52)
    ]
    score(*comments)
    page = reader.get("/demo").text
    assert "52 commentaires" in page and "Avis 51." in page and "Avis 01." not in page
    following = re.search(r'href="(/demo\?after=[^"#]+)', page)
    assert following
    older = reader.get(following[1]).text
    assert "Avis 01." in older and "Avis 02." not in older
    assert reader.get("/demo?after=rien").status_code == 200
