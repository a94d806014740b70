"""How fast the moderators' pages answer with a million stored comments.

    python -m benchmarks.desk sqlite:////tmp/million.sqlite3
    python -m benchmarks.desk postgresql:///million

Fills the database first, where it holds fewer comments than asked for (a few minutes, once);
use one that was made for it. Each page is asked for in this process, as a signed-in moderator of
all sites, the answer read to its end; a list is walked down, so that hardly any comment is met
twice. At last comments are rejected as a script does it, and each decision is taken back. On a
busy machine the clock says little: the second pair of figures is what this process worked (with
SQLite that is all there is; PostgreSQL works besides).
"""

import gc
import html
import logging
import os
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

import click
import structlog
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

# What is measured is read from the query alone, so that each run asks the same.
PAGES = {
    "oldest first": "/moderation",
    "newest, a flood": "/moderation?reason=spam&age=day",
    "most harmful first": "/moderation?order=harm",
    "least certain first": "/moderation?order=doubt",
    "one site": "/moderation?site=tribune",
    "one reason": "/moderation?reason=threat",
    "one reason, most harmful first": "/moderation?reason=threat&order=harm",
    "one language": "/moderation?language=en",
    "one attribute": "/moderation?attribute=threat&order=harm",
    "approved": "/moderation/approved",
    "rejected of one site": "/moderation/rejected?site=radio",
    "by score": "/moderation/range?attribute=insult&low=60&high=61",
    "overview": "/moderation/overview",
    "search, common word": "/moderation/approved?text=ecole",
    "search, word that is not there": "/moderation/approved?text=ornithorynque",
    "search, author": "/moderation/rejected?author=gaelle+1",
}
FURTHER = re.compile(r'class="btn btn-quiet" href="([^"]*after=[^"]*)"')
FORM = re.compile(r'choice-reject" action="([^"]+)".*?name="csrf_token" value="([^"]+)"', re.DOTALL)
GROUP = re.compile(r'href="(/moderation/similar/[^"]+)"')

# By the clock, and of this process's own work
Seconds = tuple[float, float]


@click.command()
@click.argument("url")
@click.option("--number", default=1_000_000, show_default=True, help="Comments to store.")
@click.option("--waiting", default=20_000, show_default=True, help="How many of them wait.")
@click.option("--times", default=40, show_default=True, help="How often each page is asked for.")
def main(url: str, number: int, waiting: int, times: int) -> None:
    """Measure the moderators' pages on the database at URL."""
    os.environ["TAMIS_DATABASE_URL"] = url
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    # What is imported reads the settings: only now do they name the database.
    prepare(number, waiting)
    browser = signed_in()
    for name, address in PAGES.items():
        _tell(name, measure(browser, address, times))
    [flood] = GROUP.findall(browser.get(PAGES["newest, a flood"]).text)[:1] or [None]
    if flood:
        _tell("the flood on its page", measure(browser, flood, times))
    for name, asked in decide(browser, times).items():
        _tell(name, asked)


def _tell(name: str, asked: list[Seconds]) -> None:
    clock, own = (_told(list(kind)) for kind in zip(*asked, strict=True))
    click.echo(f"{name:32} {clock}   of this process {own}")


def _told(taken: list[float]) -> str:
    taken.sort()
    p50, p95 = (taken[int(share * (len(taken) - 1))] * 1000 for share in (0.5, 0.95))
    return f"p50 {p50:4.0f} ms p95 {p95:4.0f} ms"


def prepare(number: int, waiting: int) -> None:
    """Bring the database to the newest schema, and fill it where it is not full."""
    from benchmarks import fill
    from store import migrate
    from store.engine import engine, reading
    from store.tables import Comment

    migrate.upgrade()
    fill.sites()
    with reading() as session:
        present = session.scalar(select(func.count()).select_from(Comment)) or 0
    if present < number:
        begin = time.monotonic()
        fill.comments(number - present, waiting, seed=present)
        click.echo(f"filled with {number - present} comments in {time.monotonic() - begin:.0f} s")
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # What a database does by itself within the hour
        is_postgres = connection.dialect.name == "postgresql"
        connection.exec_driver_sql("VACUUM ANALYZE" if is_postgres else "PRAGMA optimize")


def signed_in() -> FlaskClient:
    """The browser of a moderator made for this."""
    from api.app import create_app
    from api.auth import SESSION_KEY
    from moderation import moderators

    email, password = f"{secrets.token_hex(4)}@example.org", secrets.token_hex(8)
    moderators.add(email, password, role="admin")
    client = create_app().test_client()
    with client.session_transaction() as session:
        session[SESSION_KEY] = moderators.sign_in(email, password)
    # As what serves the pages does (`api.wsgi`)
    gc.collect()
    gc.freeze()
    return client


def measure(browser: FlaskClient, address: str, times: int) -> list[Seconds]:
    """A list page by page, from its beginning again after the last; any other page again and
    again. The first only warms up."""
    taken: list[Seconds] = []
    at = address
    while len(taken) <= times:
        page, seconds = _timed(browser.get, at)
        taken.append(seconds)
        further = FURTHER.search(page.text)
        at = html.unescape(further[1]) if further else address
    return taken[1:]


def decide(browser: FlaskClient, times: int) -> dict[str, list[Seconds]]:
    """Reject what waits as a script of the list does it, and take each decision back."""
    made: dict[str, list[Seconds]] = {"a decision": [], "a decision taken back": []}

    def post(to: str, data: dict[str, str]) -> TestResponse:
        return browser.post(to, data=data, headers={"Accept": "application/json"})

    forms = FORM.findall(browser.get("/moderation").text)
    for number in range(times if forms else 0):
        address, token = forms[number % len(forms)]
        fields = {"csrf_token": token, "action": "reject"}
        shown = {"expected_status": "flagged", "expected_revision": "1"}
        answer, seconds = _timed(post, address, fields | shown)
        made["a decision"].append(seconds)
        _, seconds = _timed(post, answer.json["undo"], fields)
        made["a decision taken back"].append(seconds)
    return {name: taken for name, taken in made.items() if taken}


def _timed(ask: Callable[..., TestResponse], *what: Any) -> tuple[TestResponse, Seconds]:
    begin, worked = time.perf_counter(), time.process_time()
    answer = ask(*what)
    seconds = time.perf_counter() - begin, time.process_time() - worked
    if answer.status_code != 200:
        raise click.ClickException(f"{answer.request.path} answered {answer.status_code}")
    return answer, seconds


if __name__ == "__main__":
    main()
