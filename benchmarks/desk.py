"""How fast the moderators' pages answer with a million stored comments.

    python -m benchmarks.desk sqlite:////tmp/million.sqlite3
    python -m benchmarks.desk postgresql:///million

Fills the database first, where it holds fewer comments than asked for (a few minutes, once);
use one that was made for it. Each page is asked for again and again in this process, as a
signed-in moderator of all sites, the answer read to its end. On a busy machine the clock says
little: the second pair of figures is what this process worked (with SQLite that is all there
is; PostgreSQL works besides).
"""

import logging
import os
import secrets
import time

import click
import structlog
from flask.testing import FlaskClient
from sqlalchemy import func, select

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
        asked = measure(browser, address, times)
        click.echo(f"{name:32} {_told([wall for wall, _ in asked])}   "
                   f"of this process {_told([cpu for _, cpu in asked])}")  # fmt: skip


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
    return client


def measure(browser: FlaskClient, address: str, times: int) -> list[tuple[float, float]]:
    """Seconds by the clock, and of this process's own work, after a first that warms up."""
    _ask(browser, address)
    return [_ask(browser, address) for _ in range(times)]


def _ask(browser: FlaskClient, address: str) -> tuple[float, float]:
    begin, worked = time.perf_counter(), time.process_time()
    answer = browser.get(address)
    if answer.status_code != 200:
        raise click.ClickException(f"{address} answered {answer.status_code}")
    return time.perf_counter() - begin, time.process_time() - worked


if __name__ == "__main__":
    main()
