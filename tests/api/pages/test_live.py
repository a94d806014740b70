"""What an open list asks every few seconds, and what it is told."""

import threading
import uuid

import pytest
from flask import Flask

from api.pages import unwell
from api.pages.unwell import NAME, Watch
from moderation import health, intake, leases, reports, review, sites
from moderation.moderators import Person
from moderation.review import Choice
from store.engine import DatabaseUnavailable
from store.tables import Comment, Site
from tests.api.pages.conftest import Browser
from tests.conftest import Clock
from tests.helpers import decided, submit

RUDE = "Espèce d’idiot !"


@pytest.fixture
def waiting(site: Site) -> Comment:
    return decided(site, RUDE, author_name="Léa")


@pytest.fixture(autouse=True)
def well(app: Flask) -> None:
    """Nothing is wrong with the service, unless a test says so."""
    app.extensions[NAME] = Watch(lambda: ())


def address(*comments: Comment, **more: str) -> str:
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/moderation/live?ids={','.join(comment.id for comment in comments)}{query}"


def test_nothing_has_happened(moderator: Browser, waiting: Comment) -> None:
    answer = moderator.get(address(waiting))
    assert answer.json == {"gone": [], "looking": [], "waiting": 1, "trouble": None}


def test_what_a_colleague_decided_is_gone_with_name_and_reason(
    moderator: Browser, waiting: Comment, dominique: Person
) -> None:
    review.decide(dominique, waiting.id, Choice("reject", "insult"))
    told = moderator.get(address(waiting)).json
    assert told["waiting"] == 0
    assert told["gone"] == [
        {
            "id": waiting.id,
            "status": "rejected",
            "by": "dominique",
            "reason": "Insulte envers une personne",
            "words": "Commentaire de Léa\u00a0: rejeté par dominique.",
        }
    ]


def test_ones_own_other_window_is_called_you(
    moderator: Browser, waiting: Comment, camille: Person
) -> None:
    review.decide(camille, waiting.id, Choice("approve"))
    [gone] = moderator.get(address(waiting)).json["gone"]
    assert (gone["by"], gone["status"]) == ("vous", "approved")


def test_an_edited_and_a_deleted_comment_are_gone_too(
    moderator: Browser, site: Site, waiting: Comment
) -> None:
    other = decided(site, RUDE)
    intake.edit(site, waiting.id, "Autrement, idiot.")
    intake.delete(site, other.id)
    gone = moderator.get(address(waiting, other)).json["gone"]
    assert [one["status"] for one in gone] == ["pending", "deleted"]
    assert "sera analysé de nouveau" in gone[0]["words"]
    assert "Anonyme" in gone[1]["words"] and "supprimé" in gone[1]["words"]


def test_a_list_of_approved_comments_asks_about_its_own_status(
    moderator: Browser, site: Site, dominique: Person
) -> None:
    comment = decided(site)
    assert moderator.get(address(comment, status="approved")).json["gone"] == []
    for number in range(3):
        reports.report(site, comment.id, str(number), None, None)
    [gone] = moderator.get(address(comment, status="approved")).json["gone"]
    assert gone["words"] == "Commentaire de Anonyme\u00a0: remis dans la liste par des lecteurs."


def test_who_looks_is_shown_to_others_and_never_by_address(
    moderator: Browser, colleague: Browser, waiting: Comment, dominique: Person
) -> None:
    leases.take(dominique, waiting.id)
    answer = moderator.get(address(waiting))
    assert answer.json["looking"] == [
        {
            "id": waiting.id,
            "name": "dominique",
            "words": "dominique regarde ce commentaire.",
        }
    ]
    assert "@" not in answer.text
    assert colleague.get(address(waiting)).json["looking"] == []


def test_who_went_away_is_shown_no_longer(
    moderator: Browser, waiting: Comment, dominique: Person, clock: Clock
) -> None:
    leases.take(dominique, waiting.id)
    clock.move(leases.LASTS.total_seconds())
    assert moderator.get(address(waiting)).json["looking"] == []


def test_idle_asking_costs_nothing_but_the_question(
    moderator: Browser, waiting: Comment, dominique: Person
) -> None:
    first = moderator.get(address(waiting))
    moderator.headers["If-None-Match"] = first.headers["ETag"]
    again = moderator.get(address(waiting))
    assert (again.status_code, again.data) == (304, b"")
    leases.take(dominique, waiting.id)
    assert moderator.get(address(waiting)).status_code == 200


def test_other_sites_comments_are_not_told_of(
    moderator: Browser, outsider: Browser, waiting: Comment, dominique: Person
) -> None:
    review.decide(dominique, waiting.id, Choice("reject"))
    assert outsider.get(address(waiting)).json["gone"] == []
    assert outsider.get(address(waiting, site="gazette")).status_code == 404


def test_the_count_is_that_of_the_site_asked_for(
    site: Site, app: Flask, moderator: Browser
) -> None:
    decided(site, RUDE)
    sites.add("autre", "Autre")
    assert moderator.get("/moderation/live?site=gazette").json["waiting"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "ids=1",
        "ids=%00",
        f"ids={','.join(str(uuid.uuid4()) for _ in range(101))}",
        "status=x",
        "ids=" + "a" * 3000,
    ],
)
def test_a_question_that_no_page_asks_is_refused(moderator: Browser, query: str) -> None:
    assert moderator.get(f"/moderation/live?{query}").status_code == 400


def test_a_hundred_comments_fit_into_one_question(moderator: Browser) -> None:
    ids = ",".join(str(uuid.uuid4()) for _ in range(100))
    path = f"/moderation/live?ids={ids}&site={'a' * 64}&status=approved"
    assert len(f"GET {path} HTTP/1.1\r\n") < 4094
    assert moderator.get(f"/moderation/live?ids={ids}").json["gone"] == []


def test_who_is_signed_out_is_led_to_the_login(app: Flask) -> None:
    answer = Browser(app.test_client()).get("/moderation/live")
    assert answer.status_code == 303


def test_trouble_is_told_as_the_pages_tell_it(app: Flask, moderator: Browser) -> None:
    app.extensions[NAME] = Watch(lambda: ("broker", "worker"))
    trouble = moderator.get("/moderation/live").json["trouble"]
    assert trouble and trouble in moderator.get("/moderation").text
    assert "La file qui mène" in trouble and "Rien n’analyse" in trouble


def test_a_comment_that_waits_too_long_for_its_verdict_is_trouble(site: Site, clock: Clock) -> None:
    health.beat("worker")
    submit(site)
    assert "late" not in unwell.look()
    clock.move(unwell.LATE.total_seconds() + 0.1)
    assert "late" in unwell.look()


def test_imports_that_wait_are_no_trouble(site: Site, clock: Clock) -> None:
    intake.accept(site, intake.Submission("/a", "Bonjour"), queue="bulk")
    clock.move(3600)
    health.beat("worker")
    assert "late" not in unwell.look()


def test_the_checks_say_what_is_not_well(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "worker" in unwell.look()
    health.beat("worker")
    assert unwell.look() == ()

    def away(*_: object) -> None:
        raise DatabaseUnavailable("OperationalError")

    monkeypatch.setattr(health, "ping", away)
    monkeypatch.setattr(health, "scoring_is_behind", away)
    assert "database" in unwell.look()


def test_many_who_ask_at_once_look_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, go_on = threading.Event(), threading.Event()
    looks = []

    def look() -> tuple[str, ...]:
        looks.append(1)
        looked.set()
        assert go_on.wait(10)
        return ("broker",)

    one = Watch(look)
    first = threading.Thread(target=one.parts)
    first.start()
    assert looked.wait(10)
    # Nobody waits for the one who looks: until then all that is known is the last answer.
    assert one.parts() == ()
    go_on.set()
    first.join()
    assert one.parts() == ("broker",) and len(looks) == 1


def test_what_was_seen_is_good_for_a_moment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([("broker",), ()])
    one = Watch(lambda: next(answers))
    assert one.parts() == ("broker",)
    monkeypatch.setattr(unwell, "KEPT_FOR", 0)
    assert one.parts() == ()


def test_the_database_being_away_is_a_plain_503(
    moderator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise DatabaseUnavailable("OperationalError")

    monkeypatch.setattr("moderation.live.state", away)
    assert moderator.get("/moderation/live").status_code == 503


def test_the_conflict_page_names_who_took_the_comment_up(
    moderator: Browser, waiting: Comment, camille: Person, dominique: Person, clock: Clock
) -> None:
    held = leases.take(camille, waiting.id)
    clock.move(60)
    leases.take(dominique, waiting.id)
    answer = moderator.decide(waiting.id, "approve", lease=held.token)
    assert answer.status_code == 409
    assert "Repris entre-temps" in answer.text and "Décidé entre-temps" not in answer.text
    assert "dominique regarde ce commentaire." in answer.text
    assert 'data-status="flagged"' in answer.text
    assert review.comment_of(camille, waiting.id).status == "flagged"


@pytest.mark.parametrize("lease", ["x", "0", "-1", "9" * 30])
def test_a_lease_that_is_no_number_is_refused(
    moderator: Browser, waiting: Comment, lease: str
) -> None:
    assert moderator.decide(waiting.id, "approve", lease=lease).status_code == 400


def test_without_a_script_the_form_sends_no_lease(moderator: Browser, waiting: Comment) -> None:
    assert moderator.decide(waiting.id, "approve", lease="").status_code == 303
