"""`tamis evaluate`: how good the shipped model is, and where it comes from."""

from pathlib import Path

import click

from classifier.storage import SHIPPED


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The folder of data sets (toxicity/, spam/, own/).",
)
@click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SHIPPED,
    show_default=True,
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs"),
    show_default=True,
    help="Where to write evaluation.md and its pictures.",
)
@click.option("--quick", is_flag=True, help="Without leave-one-source-out, which trains anew.")
@click.option("--rows", default=1000, show_default=True, help="Of a set at most, when left out.")
def evaluate(data: Path, model: Path, out: Path, quick: bool, rows: int) -> None:
    """Measure the model on rows it never saw; write tables and pictures."""
    # Imported here: scikit-learn takes seconds that --help should not.
    from classifier.assess import assess

    out.mkdir(parents=True, exist_ok=True)
    for part in assess(data, model, out, _say, left_out_rows=0 if quick else rows):
        click.echo(part)


def _say(text: str) -> None:
    click.echo(text, err=True)
