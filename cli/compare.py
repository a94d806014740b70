"""`tamis compare`: this model against the scores that a site recorded from Perspective."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO, TypeVar

import click

from api.dropin.perspective.attributes import ANSWERED
from classifier import Model
from cli.pairs import Pairs
from cli.recorded import Recorded, Unreadable, read
from moderation import scorer

# Coral's default
USUAL = 0.8
MOST_TOLD = 20
Item = TypeVar("Item")


@click.command()
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@click.option(
    "--threshold", "thresholds", multiple=True, metavar="NAME=VALUE",
    help=f"From which score the site flags, as in TOXICITY=0.8; {USUAL} where not named.",
)  # fmt: skip
@click.option("--site-language", help="What the site is written in: settles short texts.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write compare.md and its pictures.",
)
def compare(
    file: TextIO, thresholds: tuple[str, ...], site_language: str | None, out: Path | None
) -> None:
    """Compare with scores recorded from Perspective, and find the thresholds to take.

    FILE has one JSON object a line: `text`, and under `perspective` the scores or the whole
    answer of the API; - reads standard input. Exit code 1 if any line could not be read.
    """
    # Imported here: scikit-learn takes seconds that --help should not.
    from cli.compare_report import report

    chosen = dict(map(_threshold, thresholds))
    pairs = gather(_shown_progress(read(file, site_language)), scorer.model())
    _tell(pairs.refused)
    if not pairs.theirs:
        raise click.ClickException("There is nothing to compare: no line has a score to look at.")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    at = {name: chosen.get(name, USUAL) for name in pairs.theirs}
    text = "\n".join(report(pairs, at, scorer.model(), out))
    if out is not None:
        (out / "compare.md").write_text(f"{text}\n", encoding="utf-8")
    click.echo(text)
    sys.exit(1 if pairs.refused else 0)


def _tell(refused: Sequence[tuple[int, str]]) -> None:
    """Which lines were not read and why; a thousand of them say no more than the first."""
    for number, why in refused[:MOST_TOLD]:
        click.echo(f"line {number}: {why}", err=True)
    if more := len(refused[MOST_TOLD:]):
        click.echo(f"and {more} more lines", err=True)


def gather(found: Iterable[tuple[int, Recorded | Unreadable]], model: Model) -> Pairs:
    """Score each text as it is read; only numbers are kept."""
    pairs = Pairs()
    for number, one in found:
        if isinstance(one, Unreadable):
            pairs.refused.append((number, str(one)))
        else:
            pairs.add(number, one, model)
    return pairs


def _threshold(given: str) -> tuple[str, float]:
    name, _, value = given.partition("=")
    try:
        at = float(value)
    except ValueError:
        at = -1.0
    if name not in ANSWERED or not 0 <= at <= 1:
        names = ", ".join(ANSWERED)
        raise click.ClickException(
            f"Write --threshold NAME=VALUE with a value from 0 to 1, not {given!r}; names: {names}."
        )
    return name, at


def _shown_progress(found: Iterator[Item]) -> Iterator[Item]:
    """The same, counted on stderr where that is a terminal."""
    for number, one in enumerate(found, start=1):
        yield one
        if number % 100 == 0 and sys.stderr.isatty():
            click.echo(f"\r{number} compared", file=sys.stderr, nl=False)
    if sys.stderr.isatty():
        click.echo(file=sys.stderr)
