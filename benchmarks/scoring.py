"""Comments per second on one core, and memory, side by side in one run.

    python -m benchmarks.scoring --data DIR

against (a) a plain scikit-learn pipeline (TF-IDF of words 1-2 and letters 2-5, logistic
regression) trained on the same rows and (b) alt-profanity-check, where it is installed.
Each is measured alone in a process of its own: one at a time and in batches, then the same
comments with every word spelt anew, which no table can know.
"""

import json
import os
import random
import re
import resource
import string
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

COMMENTS = 2000
TRAINED_ON = 40_000
BATCHES = (1, 64, 1000)
WORD = re.compile(r"\w+")
KINDS = ("tamis", "plain pipeline", "alt-profanity-check")

Scorer = Callable[[Sequence[str]], object]


def texts(data: Path, most: int, kind: str) -> list[tuple[str, bool]]:
    """French and English rows in an order that depends on nothing but the texts."""
    from classifier import corpus
    from classifier.train import part, select

    rows = [
        row
        for row in select(corpus.read(data))
        if row.language in ("fr", "en") and "toxicity" in row.labels and part(row) == kind
    ]
    step = max(1, len(rows) // most)
    return [(row.sample.text, row.labels["toxicity"] >= 0.5) for row in rows[::step][:most]]


def tamis(data: Path) -> Scorer:
    from classifier import Model, Sample

    model = Model.load()
    return lambda batch: model.score([Sample(text, site_language="fr") for text in batch])


def plain(data: Path) -> Scorer:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2)
    model = make_pipeline(make_union(words, letters), LogisticRegression(solver="liblinear"))
    known = texts(data, TRAINED_ON, "fit")
    model.fit([text for text, _ in known], [toxic for _, toxic in known])
    return lambda batch: model.predict_proba(batch)


def profanity_check(data: Path) -> Scorer:
    import profanity_check as checked

    return lambda batch: checked.predict_prob(list(batch))


def measure(kind: str, data: Path, unseen: Sequence[str]) -> dict[str, float]:
    """Comments per second by kind of work; seconds to load; resident MiB that it adds."""
    before, start = _memory(), time.process_time()
    made = dict(zip(KINDS, (tamis, plain, profanity_check), strict=True))[kind](data)
    figures = {"load s": time.process_time() - start}
    made(["Merci pour cet article.", "Thank you for this article."])
    for size in BATCHES:
        figures[f"by {size}"] = rate(made, unseen, size)
    figures["new words by 1000"] = rate(made, respelt(unseen), 1000)
    return figures | {"MiB": _memory() - before}


def rate(made: Scorer, comments: Sequence[str], size: int) -> float:
    """Comments per second of processor time."""
    start = time.process_time()
    for at in range(0, len(comments), size):
        made(comments[at : at + size])
    return len(comments) / (time.process_time() - start)


def respelt(comments: Sequence[str]) -> list[str]:
    """The same comments in words that never come twice, each as long as before."""
    chance = random.Random(1)
    return [WORD.sub(lambda word: _other(word[0], chance), text) for text in comments]


def _other(word: str, chance: random.Random) -> str:
    return "".join(chance.choices(string.ascii_lowercase, k=len(word)))


def _memory() -> float:
    """Resident, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--only", type=click.Choice(KINDS), help="Measure one, on JSON from stdin, as JSON.")
def main(data: Path, only: str | None) -> None:
    """Print one line for each scorer."""
    if only:
        click.echo(json.dumps(measure(only, data, json.load(sys.stdin))))
        return
    unseen = json.dumps([text for text, _ in texts(data, COMMENTS, "test")])
    found = {kind: figures for kind in KINDS if (figures := _alone(kind, data, unseen))}
    for kind, figures in found.items():
        click.echo(f"{kind}: " + ", ".join(f"{name} {_short(v)}" for name, v in figures.items()))
    if {"tamis", "plain pipeline"} <= set(found):
        ours, others = found["tamis"], found["plain pipeline"]
        times = (f"{name} {ours[name] / others[name]:.1f}" for name in ours if "by" in name)
        click.echo("tamis is so many times as fast as the plain pipeline: " + ", ".join(times))


def _alone(kind: str, data: Path, unseen: str) -> dict[str, float]:
    """Measured in a process of its own; nothing where it cannot run here.

    Choosing the comments takes memory that should not count: they come by stdin.
    """
    command = [sys.executable, "-m", "benchmarks.scoring", "--data", str(data), "--only", kind]
    done = subprocess.run(command, input=unseen, capture_output=True, text=True, check=False)
    if done.returncode:
        click.echo(f"{kind}: not measured ({done.stderr.strip().splitlines()[-1]})")
        return {}
    return dict(json.loads(done.stdout))


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"


if __name__ == "__main__":
    main()
