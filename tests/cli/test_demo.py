"""The demonstration site."""

import json
from pathlib import Path

import pytest

from cli import demo
from moderation import keys, moderators

pytestmark = pytest.mark.usefixtures("database")
URL = "http://127.0.0.1:8000"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "demo.json"


def test_it_works(path: Path) -> None:
    made = demo.prepare(path, URL)
    assert made == json.loads(path.read_text())
    assert list(made) == [
        "base_url", "site", "site_key", "akismet_key", "moderator", "moderator_token",
    ]  # fmt: skip
    site = keys.site_of(made["site_key"])
    assert site is not None and (site.id, site.language) == ("demo", "fr")
    assert keys.site_of(made["akismet_key"], "akismet")
    assert moderators.sign_in(made["moderator"]["email"], made["moderator"]["password"])
    person = moderators.by_token(made["moderator_token"])
    assert person is not None and person.may("demo")


def test_only_its_owner_reads_the_keys(path: Path) -> None:
    demo.prepare(path, URL)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_second_start_keeps_everything_but_the_address(path: Path) -> None:
    first = demo.prepare(path, URL)
    second = demo.prepare(path, "http://127.0.0.1:9000")
    assert second == first | {"base_url": "http://127.0.0.1:9000"}


@pytest.mark.parametrize("damaged", ["", "{}", "[]", '{"site_key": 3}', "{"])
def test_a_lost_or_damaged_file_gets_new_keys_that_work(path: Path, damaged: str) -> None:
    demo.prepare(path, URL)
    path.write_text(damaged)
    made = demo.prepare(path, URL)
    assert keys.site_of(made["site_key"])
    assert moderators.sign_in(made["moderator"]["email"], made["moderator"]["password"])


def test_keys_that_the_database_does_not_know_are_made_anew(path: Path) -> None:
    made = demo.prepare(path, URL)
    path.write_text(json.dumps(made | {"site_key": "tamis_of_another_database"}))
    assert keys.site_of(demo.prepare(path, URL)["site_key"])
