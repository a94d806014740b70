"""Fixtures that every room's tests share.

The whole suite runs on SQLite; what stores is run again on PostgreSQL where one answers.
No test talks to a broker unless it says so: messages go to memory.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import delete

# Before any room is imported: the Celery application reads its broker then.
os.environ.update(
    TAMIS_DATA=tempfile.mkdtemp(prefix="tamis-tests-"),
    TAMIS_BROKER_URL="memory://",
    TAMIS_SECRET_KEY="only for tests, never for a service",
)

import settings
from classifier import ATTRIBUTES, Explanation, Sample, Scores, Span
from moderation import keys, moderators, scorer, sites
from store import base, engine, migrate
from store.base import Base
from store.tables import Site

POSTGRES = os.environ.get("TAMIS_TEST_POSTGRES_URL", "postgresql:///postgres")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    with database_at(f"sqlite:///{path}"):
        migrate.upgrade()
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database that the tests share, on the PostgreSQL that answers; skips where none does."""
    with new_postgres() as url:
        yield url


@contextmanager
def new_postgres() -> Iterator[str]:
    """A database of one's own at the newest schema, of which PostgreSQL knows nothing yet."""
    name = f"tamis_test_{uuid.uuid4().hex[:12]}"
    try:
        admin = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers (TAMIS_TEST_POSTGRES_URL)")
    with admin:
        admin.execute(f"CREATE DATABASE {name}")
        url = _with_database(POSTGRES, name)
        with database_at(url):
            migrate.upgrade()
        yield url
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


def _with_database(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{'?' + query if query else ''}"


class database_at:
    """`with database_at(url):` all rooms use that database, with connections of their own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> None:
        self.before = os.environ.get("TAMIS_DATABASE_URL")
        os.environ["TAMIS_DATABASE_URL"] = self.url
        self._forget()

    def __exit__(self, *_: object) -> None:
        self._forget()
        if self.before is None:
            del os.environ["TAMIS_DATABASE_URL"]
        else:
            os.environ["TAMIS_DATABASE_URL"] = self.before
        settings.current.cache_clear()

    def _forget(self) -> None:
        engine.dispose()
        settings.current.cache_clear()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "tamis.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        with database_at(f"sqlite:///{path}"):
            yield "sqlite"
        return
    with database_at(request.getfixturevalue("postgres_url")):
        with engine.engine().begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(delete(table))
        yield "postgresql"


class Clock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of every room, in the test's hands."""
    made = Clock()
    monkeypatch.setattr(base, "clock", made)
    return made


@pytest.fixture
def no_window(site: Site) -> None:
    """What moderators of the site decide is told outside at once."""
    sites.change_policy(site.id, {"undo_seconds": 0})


class ScriptedModel:
    """Stands in for the classifier where a test needs to say what the scores are.

    Texts that contain a known word get that word's scores; all others are harmless.
    """

    version = "scripted-1"
    thresholds: Mapping[str, Mapping[str, float]] = {
        name: {"flag": 0.6, "reject": 0.95} for name in ATTRIBUTES
    }

    def __init__(self) -> None:
        self.words: dict[str, dict[str, float]] = {
            "casino": {"spam": 0.99},
            "promo": {"spam": 0.7},
            "idiot": {"toxicity": 0.8, "insult": 0.85},
        }
        self.seen: list[Sample] = []
        self.spans: tuple[Span, ...] = ()
        self.fails: Callable[[], BaseException | None] = lambda: None

    def score(self, samples: Sequence[Sample]) -> list[Scores]:
        if failure := self.fails():
            raise failure
        self.seen += samples
        return [Scores(self._values(sample.text), "fr") for sample in samples]

    def explain(self, sample: Sample, attribute: str) -> Explanation:
        """Blames no word, unless the test says which (`spans`)."""
        return Explanation(0.0, 0.0, {}, self.spans)

    def explain_each(self, asked: Sequence[tuple[Sample, str]]) -> list[Explanation]:
        return [self.explain(sample, attribute) for sample, attribute in asked]

    def _values(self, text: str) -> dict[str, float]:
        values = dict.fromkeys(ATTRIBUTES, 0.02)
        for word, scores in self.words.items():
            if word in text:
                values |= scores
        return values


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> ScriptedModel:
    """A model whose scores the test decides."""
    scripted = ScriptedModel()
    monkeypatch.setattr(scorer, "model", lambda: scripted)
    return scripted


@pytest.fixture
def site(database: str, model: ScriptedModel) -> Site:
    """A French news site."""
    return sites.add("gazette", "La Gazette", "https://gazette.example", "fr")


@pytest.fixture
def site_key(site: Site) -> str:
    return keys.issue(site.id)


@pytest.fixture
def camille(site: Site) -> moderators.Person:
    """A moderator of the site."""
    return person("camille@gazette.example", site.id)


@pytest.fixture
def dominique(site: Site) -> moderators.Person:
    """Another moderator of the same site."""
    return person("dominique@gazette.example", site.id)


def person(email: str, *site_ids: str, **more: Any) -> moderators.Person:
    moderators.add(email, "un mot de passe", sites=site_ids, **more)
    found = moderators.by_token(moderators.issue_token(email))
    assert found is not None
    return found
