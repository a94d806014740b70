"""`tamis import`, `export` and `erase`: comments in and out by the file, people forgotten."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TextIO

import click
from marshmallow import ValidationError

from api.inputs import CommentIn
from api.limits import LARGEST_BATCH, LARGEST_PAGE
from api.problems import of_messages
from api.submission import from_json
from moderation import intake, publication, sites, views
from moderation.errors import Refused
from moderation.intake import Accepted, Submission
from store.tables import Site
from worker import names, publish

Line = tuple[int, Submission | str]


@click.command("import")
@click.argument("site_id", metavar="SITE")
@click.argument("file", type=click.File(encoding="utf-8"))
def bring(site_id: str, file: TextIO) -> None:
    """Take in comments from a file of JSON lines (- reads standard input).

    Each line is what POST /v1/comments takes. Exit code 1 if any line was refused.
    """
    site, taken, refused = sites.require(site_id), 0, 0
    for part in _parts(_lines(file)):
        for number, why in _take(site, part):
            refused += bool(why)
            taken += not why
            if why:
                click.echo(f"line {number}: {why}", err=True)
        click.echo(f"{taken} taken in, {refused} refused", err=True)
    sys.exit(1 if refused else 0)


@click.command()
@click.argument("site_id", metavar="SITE")
@click.option("--status", type=click.Choice(["pending", "approved", "flagged", "rejected"]))
def export(site_id: str, status: str | None) -> None:
    """Write a site's comments as JSON lines, oldest first, without personal data."""
    site, after = sites.require(site_id), None
    while page := publication.page(site, status, None, after, LARGEST_PAGE):
        for comment in page:
            shown = views.for_site(comment, site.language)
            click.echo(json.dumps(shown, ensure_ascii=False, default=datetime.isoformat))
        after = page[-1].id


@click.command()
@click.argument("site_id", metavar="SITE")
@click.option("--email", required=True, help="The address that the comments came under.")
@click.confirmation_option(prompt="What is erased cannot be brought back. Erase?")
def erase(site_id: str, email: str) -> None:
    """Erase everything that came under an e-mail address."""
    number = intake.erase_author(sites.require(site_id), email)
    click.echo(f"{number} comments erased.")


def _lines(file: Iterable[str]) -> Iterator[Line]:
    """Each line that is not blank: its number, and a submission or why it is none."""
    for number, line in enumerate(file, start=1):
        if line.strip():
            yield number, _read(line)


def _read(line: str) -> Submission | str:
    try:
        return from_json(CommentIn().load(json.loads(line)))
    except ValidationError as error:
        detail: str = of_messages(error.messages)["detail"]
        return detail
    except (ValueError, RecursionError):
        return "Not JSON."


def _parts(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while part := list(islice(lines, LARGEST_BATCH)):
        yield part


def _take(site: Site, part: list[Line]) -> Iterator[tuple[int, str]]:
    """The number of each line and why it was refused, empty where it was not."""
    good = [(number, found) for number, found in part if isinstance(found, Submission)]
    outcomes = intake.accept_many(site, [found for _, found in good])
    new = [done.comment.id for done in outcomes if isinstance(done, Accepted) and done.is_new]
    publish.score(new, names.BULK)
    yield from ((number, found) for number, found in part if isinstance(found, str))
    for (number, _), outcome in zip(good, outcomes, strict=True):
        yield number, _why(outcome)


def _why(outcome: Accepted | Refused) -> str:
    return str(outcome) if isinstance(outcome, Refused) else ""
