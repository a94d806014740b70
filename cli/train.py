"""`tamis train`: a new model from the data sets."""

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
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=SHIPPED,
    show_default=True,
    help="Where to write model.npz and model.json.",
)
def train(data: Path, out: Path) -> None:
    """Train the model anew; the same data give the same file."""
    # Imported here: scikit-learn takes seconds that --help should not.
    from classifier.train import train as run

    manifest = run(data, out, lambda text: click.echo(text, err=True))
    click.echo(f"Model {manifest['version']} written to {out}")
