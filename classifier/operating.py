"""The operating points: what the thresholds hold back, rightly and wrongly, with intervals."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from classifier import calibrate, evaluate, leave_out
from classifier.corpus import Row
from classifier.types import ATTRIBUTES

Scores = NDArray[np.float64]
Thresholds = Mapping[str, Mapping[str, float]]
Lines = Iterator[list[object]]

# Of a queue with so many toxic comments in a hundred, what passes is reckoned.
RATES = (0.02, 0.05, 0.10)
RESAMPLES = 300


def share(chosen: NDArray[np.bool_]) -> str:
    """The share that is true, with its bootstrap interval (95 %)."""
    if not len(chosen):
        return "none"
    drawn = np.random.default_rng(len(chosen)).binomial(len(chosen), chosen.mean(), RESAMPLES)
    low, high = np.quantile(drawn / len(chosen), (0.025, 0.975))
    return f"{chosen.mean():.3f} ({low:.3f}-{high:.3f})"


def points(found: Scores, rows: list[Row], thresholds: Thresholds, tag: str) -> Lines:
    """Per attribute: rows, positives, and precision and recall of flagging and of rejecting."""
    for head, attribute in enumerate(ATTRIBUTES):
        scores, truth = evaluate.known(found[:, head], rows, attribute, (tag,))
        if truth.any() and not truth.all():
            line: list[object] = [attribute, tag, len(truth), int(truth.sum())]
            for action in ("flag", "reject"):
                line += _point(scores, truth, thresholds[attribute][action])
            yield line


def _point(scores: Scores, truth: NDArray[np.bool_], threshold: float) -> list[str]:
    if threshold > 1:
        return ["never", "", ""]
    above = scores >= threshold
    return [f"{threshold:.3f}", share(truth[above]), share(above[truth])]


def held(found: Scores, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Which rows any attribute holds back."""
    flags = np.array([thresholds[name]["flag"] for name in ATTRIBUTES])
    return np.asarray((found >= flags).any(axis=1))


def of_ordinary(found: Scores, rows: list[Row], thresholds: Thresholds, tag: str) -> Lines:
    """Per set, and all together: ordinary comments, and the share of them held back."""
    places = evaluate.ordinary(rows, tag)
    if not len(places):
        return
    back = held(found[places], thresholds)
    sources = np.array([rows[n].source for n in places])
    for source in [*sorted(set(sources)), None]:
        mine = back if source is None else back[sources == source]
        yield [tag, source or "**all**", len(mine), int(mine.sum()), share(mine)]


def of_toxic(found: Scores, rows: list[Row], thresholds: Thresholds, tag: str) -> Lines:
    """Per set: its rows, and the share held of what is toxic and of what is not."""
    mine, truth = evaluate.places(rows, "toxicity", (tag,))
    back = held(found[mine], thresholds)
    sources = np.array([rows[n].source for n in mine])
    for source in sorted(set(sources)):
        of = sources == source
        if truth[of].any() and not truth[of].all():
            yield [tag, source, int(of.sum()), share(back[of & truth]), share(back[of & ~truth])]


def passing(found: Scores, rows: list[Row], thresholds: Thresholds, tag: str) -> Lines:
    """What passes though it is toxic, at several rates of toxic comments in a queue.

    Toxic rows are those of all sets, each set counting alike; the others are ordinary ones.
    """
    ordinary = evaluate.ordinary(rows, tag)
    mine, truth = evaluate.places(rows, "toxicity", (tag,))
    if not len(ordinary) or not truth.any():
        return
    fine, back = held(found[ordinary], thresholds).mean(), held(found[mine], thresholds)
    sources = np.array([rows[n].source for n in mine])
    of_sets = [back[truth & (sources == s)].mean() for s in set(sources[truth])]
    caught = float(np.mean(of_sets))
    for rate in RATES:
        missed, passed = rate * (1 - caught), rate * (1 - caught) + (1 - rate) * (1 - fine)
        right = _of(rate * caught, rate * caught + (1 - rate) * fine)
        yield [tag, f"{rate:.0%}", _of(missed, passed), f"{1 - passed:.3f}", right]


def _of(part: float, whole: float) -> str:
    return f"{part / whole:.4f}" if whole else "none"


def apart(raw: Scores, rows: list[Row]) -> tuple[Scores, Scores, Scores]:
    """Unseen sources calibrated, held and rejected by what was learned from yet other ones.

    `raw` (rows, attributes) are logits of models that never met a row's source. Returns the
    probabilities, and for each row the thresholds to flag and to reject of each attribute, all
    learned from the runs that do not hold the row's source.
    """
    runs = np.array([leave_out.run_of(row.source) for row in rows])
    found, flags, rejects = (np.empty_like(raw) for _ in range(3))
    for run in np.unique(runs):
        mine = runs == run
        others = [rows[n] for n in np.flatnonzero(~mine)]
        slope, shift = calibrate.platt(raw[~mine], others)
        arrays = {"slope": slope, "shift": shift}
        found[mine] = evaluate.calibrated(
            arrays, raw[mine], [rows[n] for n in np.flatnonzero(mine)]
        )
        made = evaluate.thresholds(evaluate.calibrated(arrays, raw[~mine], others), others)
        for points, action in ((flags, "flag"), (rejects, "reject")):
            points[mine] = [made[name][action] for name in ATTRIBUTES]
    return found, flags, rejects


def rejected(found: Scores, rejects: Scores, rows: list[Row]) -> Lines:
    """Per attribute: what its threshold rejects, and how much of that is fine (95 %, exact)."""
    harmless = np.concatenate([evaluate.ordinary(rows, tag) for tag in ("fr", "en")])
    for head, attribute in enumerate(ATTRIBUTES):
        mine, wrong = evaluate.fine(rows, attribute)
        out = found[:, head] >= rejects[:, head]
        fine = wrong[out[mine]]
        if len(fine):
            low, high = bounds(int(fine.sum()), len(fine))
            part = f"{fine.mean():.4f} ({low:.4f}-{high:.4f})"
            yield [attribute, len(fine), int(fine.sum()), part, int(out[harmless].sum())]


def bounds(hits: int, rows: int) -> tuple[float, float]:
    """Clopper and Pearson's interval (95 %) of a share: hits that are few want an exact one."""
    low = beta.ppf(0.025, hits, rows - hits + 1) if hits else 0.0
    high = beta.ppf(0.975, hits + 1, rows - hits) if hits < rows else 1.0
    return float(low), float(high)


def error_of(found: Scores, rows: list[Row], attribute: str, tag: str, bins: int = 10) -> float:
    """Expected calibration error: the mean distance of what is said from what is so."""
    scores, truth = evaluate.known(found[:, ATTRIBUTES.index(attribute)], rows, attribute, (tag,))
    order = np.argsort(scores, kind="stable")
    parts: Sequence[NDArray[np.int64]] = np.array_split(order, bins)
    gaps = [abs(scores[part].mean() - truth[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(scores))
