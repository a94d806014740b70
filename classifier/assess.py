"""The whole evaluation, in the order of what counts: unseen sources first."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from classifier import card, corpus, encode, evaluate, heads, leave_out, report, storage
from classifier.encode import Data, Say
from classifier.language import Table
from classifier.model import Model
from classifier.pictures import pictures
from classifier.train import few, part, select

# From the first to the shipped one
RECIPES = (heads.WORDS, heads.SIGNS, heads.SHIPPED)


def assess(data: Path, folder: Path, out: Path, say: Say, left_out_rows: int) -> Iterator[str]:
    """The parts of `evaluation.md`, which is written to `out` with its pictures.

    `left_out_rows`: of each set at most, for leave-one-source-out; 0 leaves it out.
    """
    model, (arrays, _) = Model.load(folder), storage.load(folder)
    rows, table = list(corpus.read(data)), arrays["languages"].astype(np.float32)
    parts = [f"# Evaluation of model {model.version}\n\nMade by `tamis evaluate`.\n"]
    if left_out_rows:
        chosen = list(select(rows, left_out_rows))
        parts += _left_out(few(encode.encode(chosen, table, say), left_out_rows), say)
    test = encode.encode([row for row in select(rows) if part(row) == "test"], table, say)
    found = evaluate.probabilities(arrays, test)
    parts += report.held_out(found, test.rows, model)
    parts += _own(arrays, table, model, say)
    parts += report.neutral(model, out)
    parts += pictures(found, test.rows, out)
    (out / "evaluation.md").write_text("\n".join(parts) + "\n", encoding="utf-8")
    yield from parts
    if (path := out / "model-card.md").exists():
        for source in card.refresh(path, model.manifest):
            say(f"The model card does not name {source}: add where it comes from and its licence.")


def _left_out(whole: Data, say: Say) -> Iterator[str]:
    results: list[leave_out.Result] = []
    for recipe in RECIPES:
        raw = leave_out.unseen(whole, recipe, say)
        results += leave_out.ranked(recipe.name, whole, raw)
    yield from report.left_out(results)
    yield report.perspective(raw, whole.rows)
    yield from report.unseen(raw, whole.rows)


def _own(arrays: storage.Arrays, table: Table, model: Model, say: Say) -> Iterator[str]:
    if rows := list(corpus.held_out()):
        found = evaluate.probabilities(arrays, encode.encode(rows, table, say))
        yield from report.own(found, rows, model)
