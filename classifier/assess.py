"""The whole evaluation, in the order of what counts: unseen sources first."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from classifier import corpus, encode, evaluate, leave_out, report, storage
from classifier.corpus import Row
from classifier.encode import Say
from classifier.language import Table
from classifier.model import Model
from classifier.train import part, select


def assess(data: Path, folder: Path, out: Path, say: Say, left_out_rows: int) -> Iterator[str]:
    """The parts of `evaluation.md`, which is written to `out` with its pictures.

    `left_out_rows`: of each set at most, for leave-one-source-out; 0 leaves it out.
    """
    model, (arrays, _) = Model.load(folder), storage.load(folder)
    rows = list(corpus.read(data))
    table = arrays["languages"].astype(np.float32)
    parts = [f"# Evaluation of model {model.version}\n\nMade by `tamis evaluate`.\n"]
    if left_out_rows:
        parts += _left_out(rows, table, left_out_rows, say)
    test = [row for row in select(rows) if part(row) == "test"]
    encoded = encode.encode(test, table, say)
    found = evaluate.probabilities(arrays, encoded)
    parts += report.held_out(found, test, model)
    parts += [report.perspective(found, test)]
    parts += report.neutral(model, out)
    parts += report.pictures(found, encoded, out)
    (out / "evaluation.md").write_text("\n".join(parts) + "\n", encoding="utf-8")
    yield from parts


def _left_out(rows: list[Row], table: Table, most: int, say: Say) -> Iterator[str]:
    chosen = encode.encode(list(select(rows, most)), table, say)
    yield from report.left_out(list(leave_out.run(chosen, say)))
