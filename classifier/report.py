"""What `tamis evaluate` prints and draws, from a model and rows that it was not fitted to."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import calibration_curve
from sklearn.metrics import precision_recall_curve, roc_auc_score

from classifier import draw, evaluate, fairness
from classifier.corpus import Row
from classifier.encode import Data
from classifier.leave_out import Result
from classifier.model import Model
from classifier.types import ATTRIBUTES

LANGUAGES = {"fr": "French", "en": "English"}
DRAWN = ("toxicity", "insult", "identity_attack", "spam")
BINS = 20

Scores = NDArray[np.float64]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def left_out(results: list[Result]) -> Iterator[str]:
    """Each left-out set, the first variant against the last, and the means."""
    old, new = (list(dict.fromkeys(r.variant for r in results))[n] for n in (0, -1))
    before = {(r.source, r.attribute): r for r in results if r.variant == old}
    after = sorted(
        (r for r in results if r.variant == new), key=lambda r: (r.attribute, r.language, r.source)
    )
    yield "## Leave one source out\n"
    head = ("attribute", "language", "left out", "rows", "positive", old, new, "95 %", "AP")
    yield table(
        head,
        (
            (r.attribute, r.language, r.source, r.rows, r.positives,
             f"{before[r.source, r.attribute].auc:.3f}", f"**{r.auc:.3f}**",
             f"{r.low:.3f}-{r.high:.3f}", f"{r.average_precision:.3f}")
            for r in after
        ),
    )  # fmt: skip
    yield "\nMeans of the ROC-AUC over the left-out sets:\n"
    yield table(("attribute", "language", "sets", old, new), _means(before, after))


def _means(before: dict[tuple[str, str], Result], after: list[Result]) -> Iterator[list[object]]:
    for attribute, tag in dict.fromkeys((r.attribute, r.language) for r in after):
        mine = [r for r in after if (r.attribute, r.language) == (attribute, tag)]
        olds = np.mean([before[r.source, r.attribute].auc for r in mine])
        news = np.mean([r.auc for r in mine])
        yield [attribute, tag, len(mine), f"{olds:.3f}", f"**{news:.3f}**"]


def held_out(found: Scores, rows: list[Row], model: Model) -> Iterator[str]:
    """Ranking and the operating points of the shipped model on its test part."""
    yield "\n## The shipped model on the tenth of each set that it never saw\n"
    head = ("attribute", "language", "rows", "positive", "AUC", "flag at", "precision", "recall",
            "reject at", "precision", "recall")  # fmt: skip
    yield table(head, _points(found, rows, model))
    yield "\n## Ordinary comments held back by any attribute\n"
    yield table(("language", "set", "comments", "held", "share"), _held(found, rows, model))


def _points(found: Scores, rows: list[Row], model: Model) -> Iterator[list[object]]:
    for head, attribute in enumerate(ATTRIBUTES):
        for tag in LANGUAGES:
            scores, truth = evaluate.known(found[:, head], rows, attribute, (tag,))
            if not truth.any() or truth.all():
                continue
            line: list[object] = [attribute, tag, len(truth), int(truth.sum())]
            line.append(f"{roc_auc_score(truth, scores):.3f}")
            for action in ("flag", "reject"):
                line += _point(scores, truth, model.thresholds[attribute][action])
            yield line


def _point(scores: Scores, truth: NDArray[np.bool_], threshold: float) -> list[str]:
    above = scores >= threshold
    if threshold > 1:
        return ["never", "", ""]
    precision = f"{truth[above].mean():.3f}" if above.any() else "none"
    return [f"{threshold:.3f}", precision, f"{above[truth].mean():.3f}"]


def _held(found: Scores, rows: list[Row], model: Model) -> Iterator[list[object]]:
    flags = np.array([model.thresholds[name]["flag"] for name in ATTRIBUTES])
    for tag in LANGUAGES:
        places = evaluate.ordinary(rows, tag)
        held: NDArray[np.bool_] = np.any(found[places] >= flags, axis=1)
        sources = np.array([rows[n].source for n in places])
        for source in [*sorted(set(sources)), None]:
            mine = held if source is None else held[sources == source]
            yield [tag, source or "**all**", len(mine), int(mine.sum()), f"{mine.mean():.3f}"]


def perspective(found: Scores, rows: list[Row]) -> str:
    """The same rows ranked by the Perspective API and by this model."""
    mine = [n for n, row in enumerate(rows) if row.perspective is not None]
    truth = [rows[n].labels["toxicity"] >= 0.5 for n in mine]
    theirs = roc_auc_score(truth, [rows[n].perspective for n in mine])
    ours = roc_auc_score(truth, found[mine, ATTRIBUTES.index("toxicity")])
    return (
        f"\n{len(mine)} Wikipedia comments at about their natural rate ({sum(truth)} toxic): "
        f"Perspective (2020) {theirs:.3f}, this model {ours:.3f} (other rows of the set were "
        "in its training; without the set see the first table).\n"
    )


def neutral(model: Model, folder: Path) -> Iterator[str]:
    """Neutral sentences by the group they name, and ordinary comments that are held."""
    yield "\n## Naming a group is not an attack\n"
    for tag, name in LANGUAGES.items():
        terms = list(fairness.by_term(model, tag))
        means = {term: mean for term, mean, _ in terms}
        flagged = {term: share for term, _, share in terms}
        draw.bars(folder / f"evaluation-terms-{tag}.svg", f"Mean toxicity, {name}", means, 1.0)
        spread = max(means.values()) - min(means.values())
        worst = ", ".join(sorted(flagged, key=lambda term: -flagged[term])[:4])
        yield (
            f"{name}: mean toxicity of neutral sentences {np.mean(list(means.values())):.3f}, "
            f"highest less lowest group {spread:.3f}, "
            f"held back {np.mean(list(flagged.values())):.3f} (worst: {worst}).\n"
        )
        yield f"![by term](evaluation-terms-{tag}.svg)\n"
        held = [
            f"`{text}` ({', '.join(why)})" for text, why in fairness.ordinary(model, tag) if why
        ]
        total = len(fairness.lines(f"ordinary_{tag}"))
        yield f"Ordinary comments of our own writing held back: {len(held)} of {total}.\n"
        yield from (f"- {line}" for line in held)


def pictures(found: Scores, data: Data, folder: Path) -> Iterator[str]:
    """Precision-recall, reliability and score distributions by language."""
    yield "\n## Pictures\n"
    for attribute in DRAWN:
        scores = found[:, ATTRIBUTES.index(attribute)]
        known = {
            n: evaluate.known(scores, data.rows, attribute, (t,)) for t, n in LANGUAGES.items()
        }
        for kind, axes, line in (
            ("precision-recall", ("recall", "precision"), _precision_recall),
            ("reliability", ("predicted", "observed"), _reliability),
            ("distribution", ("score", "share of rows up to it"), _distribution),
        ):
            path = folder / f"evaluation-{kind}-{attribute}.svg"
            series = {label: p for name, pair in known.items() for label, p in line(name, *pair)}
            draw.curves(path, f"{attribute}: {kind}", axes, series)
            yield f"![{kind} of {attribute}]({path.name})"


Named = Iterator[tuple[str, list[draw.Point]]]


def _precision_recall(name: str, scores: Scores, truth: NDArray[np.bool_]) -> Named:
    precision, recall, _ = precision_recall_curve(truth, scores)
    step = max(1, len(recall) // 200)
    yield name, list(zip(recall[::step], precision[::step], strict=True))


def _reliability(name: str, scores: Scores, truth: NDArray[np.bool_]) -> Named:
    observed, predicted = calibration_curve(truth, scores, n_bins=10)
    yield name, list(zip(predicted, observed, strict=True))


def _distribution(name: str, scores: Scores, truth: NDArray[np.bool_]) -> Named:
    edges = np.linspace(0, 1, BINS + 1)
    for label, chosen in ((f"{name}, positive", truth), (f"{name}, fine", ~truth)):
        yield label, [(float(edge), float((scores[chosen] <= edge).mean())) for edge in edges]
