"""What `tamis evaluate` prints and draws: ranking, operating points, fairness, pictures."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from classifier import draw, evaluate, fairness, leave_out, operating
from classifier.corpus import Row
from classifier.leave_out import Result
from classifier.model import Model
from classifier.types import ATTRIBUTES

LANGUAGES = {"fr": "French", "en": "English"}
# Languages without lexicons: trained on, and reported where there are rows
BESIDE = ("de", "es", "it", "pt", "nl", "ar")
CALIBRATED = ("toxicity", "insult", "identity_attack", "spam")
POINTS = ("attribute", "language", "rows", "positive", "flag at", "precision", "recall",
          "reject at", "precision", "recall")  # fmt: skip
HELD = ("language", "set", "comments", "held", "share (95 %)")
CAUGHT = ("language", "set", "rows", "held of the toxic", "held of the others")
REJECTED = ("attribute", "rejected", "of these fine", "share (95 %)", "ordinary comments")
PASSING = ("language", "toxic in the queue", "toxic among what passes", "held", "rightly held")

Scores = NDArray[np.float64]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def left_out(results: list[Result]) -> Iterator[str]:
    """Each left-out set by every recipe, the last with its interval; and the means."""
    names = list(dict.fromkeys(result.variant for result in results))
    by = {(r.variant, r.source, r.attribute): r for r in results}
    last = sorted(
        (r for r in results if r.variant == names[-1]),
        key=lambda r: (r.attribute, r.language, r.source),
    )
    yield "## Leave one source out\n\nROC-AUC of each set by models that never met it.\n"
    head = ("attribute", "language", "left out", "rows", "positive", *names, "95 %", "AP")
    yield table(
        head,
        (
            (r.attribute, r.language, r.source, r.rows, r.positives,
             *(f"{by[name, r.source, r.attribute].auc:.3f}" for name in names),
             f"{r.low:.3f}-{r.high:.3f}", f"{r.average_precision:.3f}")
            for r in last
        ),
    )  # fmt: skip
    yield "\nMeans of the ROC-AUC over the left-out sets:\n"
    yield table(("attribute", "language", "sets", *names), _means(by, names, last))


def _means(
    by: dict[tuple[str, str, str], Result], names: list[str], last: list[Result]
) -> Iterator[list[object]]:
    for attribute, tag in dict.fromkeys((r.attribute, r.language) for r in last):
        mine = [r.source for r in last if (r.attribute, r.language) == (attribute, tag)]
        means = [np.mean([by[name, source, attribute].auc for source in mine]) for name in names]
        yield [attribute, tag, len(mine), *(f"{mean:.3f}" for mean in means)]


def unseen(raw: Scores, rows: list[Row]) -> Iterator[str]:
    """The operating points on left-out sources, set by what was learned from other ones."""
    found, flags, rejects = operating.apart(raw, rows)
    # Scored so that 1 is where each row's own threshold stands.
    relative = np.where(found >= flags, 1.0, 0.0)
    ones = {name: {"flag": 1.0, "reject": 2.0} for name in ATTRIBUTES}
    yield (
        "\n## The operating points on sources that were left out\n\nCalibration and thresholds"
        " are those that the other sources give, as on a new site.\n"
    )
    for head, lines in (
        (HELD, operating.of_ordinary),
        (CAUGHT, operating.of_toxic),
        (PASSING, operating.passing),
    ):
        yield table(head, (line for tag in LANGUAGES for line in lines(relative, rows, ones, tag)))
        yield ""
    yield "Rejected, at most 1 % of it fine on the other sources, is on these:\n"
    yield table(REJECTED, operating.rejected(found, rejects, rows))
    yield "\nExpected calibration error (mean distance of probability and frequency, in tenths):\n"
    yield table(
        ("attribute", *LANGUAGES.values()),
        (
            (name, *(f"{operating.error_of(found, rows, name, tag):.3f}" for tag in LANGUAGES))
            for name in CALIBRATED
        ),
    )


def held_out(found: Scores, rows: list[Row], model: Model) -> Iterator[str]:
    """Ranking and the operating points of the shipped model on its test part."""
    yield "\n## The shipped model on the tenth of each set that it never saw\n"
    yield table(
        ("attribute", "language", "rows", "positive", "ROC-AUC", "95 %", "AP"),
        (
            line
            for name in ATTRIBUTES
            for tag in (*LANGUAGES, *BESIDE)
            for line in _ranking(found, rows, name, tag)
        ),
    )
    yield "\nAt the thresholds of the default policy:\n"
    lines = (operating.points(found, rows, model.thresholds, tag) for tag in LANGUAGES)
    yield table(POINTS, (line for part in lines for line in part))
    yield "\n## Ordinary comments held back by any attribute\n"
    ordinary = (operating.of_ordinary(found, rows, model.thresholds, tag) for tag in LANGUAGES)
    yield table(HELD, (line for part in ordinary for line in part))


def _ranking(found: Scores, rows: list[Row], attribute: str, tag: str) -> Iterator[list[object]]:
    scores, truth = evaluate.known(found[:, ATTRIBUTES.index(attribute)], rows, attribute, (tag,))
    if min(truth.sum(), (~truth).sum()) >= leave_out.FEWEST:
        low, high = leave_out.interval(truth, scores)
        auc, precision = roc_auc_score(truth, scores), average_precision_score(truth, scores)
        yield [attribute, tag, len(truth), int(truth.sum()),
               f"{auc:.3f}", f"{low:.3f}-{high:.3f}", f"{precision:.3f}"]  # fmt: skip


def own(found: Scores, rows: list[Row], model: Model) -> Iterator[str]:
    """The rows written for figures alone: nothing was fitted to them."""
    yield "\n## Comments of our own writing that nothing was fitted to\n"
    sources = np.array([row.source for row in rows])
    parts = [(source, np.flatnonzero(sources == source)) for source in np.unique(sources)]
    yield table(
        ("attribute", "set", "rows", "positive", "ROC-AUC", "95 %", "AP"),
        (
            [line[0], source, *line[2:]]
            for name in ATTRIBUTES
            for source, mine in parts
            for tag in LANGUAGES
            for line in _ranking(found[mine], [rows[n] for n in mine], name, tag)
        ),
    )
    yield ""
    lines = (operating.of_toxic(found, rows, model.thresholds, tag) for tag in LANGUAGES)
    yield table(CAUGHT, (line for part in lines for line in part))


def perspective(raw: Scores, rows: list[Row]) -> str:
    """The same rows ranked by the Perspective API and by a model that never met their set."""
    mine = [n for n, row in enumerate(rows) if row.perspective is not None]
    truth = [rows[n].labels["toxicity"] >= 0.5 for n in mine]
    if not 0 < sum(truth) < len(truth):
        return ""
    theirs = roc_auc_score(truth, [rows[n].perspective for n in mine])
    ours = roc_auc_score(truth, raw[mine, ATTRIBUTES.index("toxicity")])
    return (
        f"\n{len(mine)} Wikipedia comments at about their natural rate ({sum(truth)} toxic), "
        f"their set left out: Perspective (2020) {theirs:.3f}, this recipe {ours:.3f}.\n"
    )


def neutral(model: Model, folder: Path) -> Iterator[str]:
    """Neutral sentences by the group they name, and ordinary comments that are held."""
    yield "\n## Naming a group is not an attack\n"
    for tag, name in LANGUAGES.items():
        for kind, what in fairness.TERMS.items():
            terms = list(fairness.by_term(model, tag, kind))
            yield _terms(terms, f"{name}, {what}")
            path = folder / f"evaluation-{kind}-{tag}.svg"
            draw.bars(path, f"Mean toxicity, {name}", {t: mean for t, mean, _ in terms}, 1.0)
            yield f"![by term]({path.name})\n"
        held = [
            f"`{text}` ({', '.join(why)})" for text, why in fairness.ordinary(model, tag) if why
        ]
        total = len(fairness.lines(f"ordinary_{tag}"))
        yield f"Ordinary comments of our own writing held back: {len(held)} of {total}.\n"
        yield from (f"- {line}" for line in held)


def _terms(terms: list[tuple[str, float, float]], what: str) -> str:
    means, flagged = np.array([mean for _, mean, _ in terms]), np.array([s for *_, s in terms])
    worst = ", ".join(term for term, _, share in sorted(terms, key=lambda t: -t[2])[:4] if share)
    return (
        f"{what}: mean toxicity of neutral sentences {means.mean():.3f}, highest less lowest "
        f"group {means.max() - means.min():.3f}, held back {flagged.mean():.3f}"
        f"{f' (most: {worst})' if worst else ''}.\n"
    )
