"""Comments come in and go out by the file; a person is forgotten when they ask."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.main import tamis
from moderation import publication
from store.tables import Site
from tests.helpers import decided
from worker import publish


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """How many comments were published, and to which queue."""
    asked: list[tuple[int, str]] = []
    monkeypatch.setattr(publish, "score", lambda ids, queue: asked.append((len(ids), queue)))
    return asked


def run(*arguments: str, **more: Any) -> Result:
    return CliRunner().invoke(tamis, arguments, **more)


def test_a_file_is_taken_in_once_and_bad_lines_are_named(
    site: Site, tmp_path: Path, published: list[tuple[int, str]]
) -> None:
    good = {"thread": "/a", "text": "Bonjour", "external_id": "1"}
    path = tmp_path / "comments.jsonl"
    path.write_text(f'{json.dumps(good)}\n\nnonsense\n{{"thread": "/a"}}\n')
    first, again = (run("import", site.id, str(path)) for _ in range(2))
    assert first.exit_code == again.exit_code == 1
    assert "line 3: Not JSON." in first.stderr and "line 4: Bad input. text" in first.stderr
    assert published == [(1, "bulk"), (0, "bulk")]
    assert len(publication.page(site, None, None, None, 10)) == 1


def test_an_export_has_every_comment_and_no_personal_data(site: Site) -> None:
    ids = [decided(site, f"Texte numéro {n}.", author_email="lea@example.org").id for n in range(3)]
    done = run("export", site.id, "--status", "approved")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ids
    assert "lea@example.org" not in done.stdout


def test_a_person_is_erased_and_others_are_not(site: Site) -> None:
    decided(site, "De Léa.", author_email="lea@example.org")
    other = decided(site, "De Noé.", author_email="noe@example.org")
    done = run("erase", site.id, "--email", " Lea@Example.org", input="y\n")
    assert "1 comments erased." in done.output
    assert [comment.id for comment in publication.page(site, None, None, None, 10)] == [other.id]


def test_nothing_is_erased_without_a_yes(site: Site) -> None:
    decided(site, "De Léa.", author_email="lea@example.org")
    assert run("erase", site.id, "--email", "lea@example.org", input="n\n").exit_code == 1
    assert len(publication.page(site, None, None, None, 10)) == 1


@pytest.mark.parametrize("command", [["import", "nowhere", "-"], ["export", "nowhere"]])
def test_an_unknown_site_is_one_sentence(site: Site, command: list[str]) -> None:
    done = run(*command)
    assert (done.exit_code, done.stderr.strip()) == (1, "Error: There is no site “nowhere”.")
