"""What `tamis compare` prints and draws, from both scores of each text."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from api.dropin.perspective.attributes import ANSWERED
from classifier import Model, draw
from classifier.agreement import NEVER, Agreement, Scores, agreement, ranks
from classifier.report import table
from cli.pairs import Pairs

BINS = 20
# Below this many, a threshold follows single comments.
FEW = 50
MOST_DIFFERENT = 10


def report(pairs: Pairs, at: Mapping[str, float], model: Model, out: Path | None) -> Iterator[str]:
    """The parts of the report; pictures go to `out`."""
    both = {
        name: (np.array(pairs.theirs[name]), np.array(pairs.ours[name])) for name in pairs.theirs
    }
    found = {name: agreement(*both[name], at[name]) for name in both}
    yield f"# Perspective's recorded scores and model {model.version}\n"
    yield _about(pairs)
    yield "\n## Agreement\n"
    yield from _agreement(found)
    yield "\n## Thresholds that flag as many as now\n"
    yield from _thresholds(found, model)
    yield "\n## Where they differ most\n"
    yield from _differences(pairs, both)
    yield "\n## What this cannot know\n"
    yield from _limits(found, pairs)
    if out is not None:
        yield "\n## Pictures\n"
        yield from _pictures(both, found, out)


def _about(pairs: Pairs) -> str:
    texts = sum(pairs.languages.values())
    languages = ", ".join(f"{tag} {number}" for tag, number in pairs.languages.most_common(5))
    return (
        f"{texts} comments were scored ({languages}); {len(pairs.refused)} lines could not be read."
    )


def _agreement(found: Mapping[str, Agreement]) -> Iterator[str]:
    head = ("attribute", "comments", "flagged from", "they flag", "rank correlation", "AUC",
            "same rate from", "both", "only they", "only we", "agreed")  # fmt: skip
    yield table(head, (_line(name, one) for name, one in found.items()))
    yield (
        "\nRank correlation: 1 where both order the comments alike, 0 where one says nothing of "
        "the\nother. AUC: how often a comment that they flag ranks above one that they do not, in "
        "our\norder; 0.5 is chance. The counts are at the threshold here that flags as many."
    )


def _line(name: str, one: Agreement) -> list[str]:
    share = one.flagged / one.texts
    numbers = [f"{one.at:g}", f"{one.flagged} ({share:.1%})", _number(one.correlation)]
    numbers += [_number(one.auc), _shown(one.threshold)]
    counts = map(str, (one.both, one.only_theirs, one.only_ours))
    return [name, str(one.texts), *numbers, *counts, f"{one.agreed:.1%}"]


def _thresholds(found: Mapping[str, Agreement], model: Model) -> Iterator[str]:
    yield table(
        ("attribute", "there", "here", "95 %"),
        (
            (name, f"{one.at:g}", _shown(one.threshold), f"{_shown(one.low)} to {_shown(one.high)}")
            for name, one in found.items()
        ),
    )
    yield "\nFor a client that goes on speaking Perspective's protocol, set these in the client."
    yield "For tamis's own verdicts, and for TAMIS_HOLD:\n"
    yield "    tamis site policy ID \\"
    # Several of their attributes may be one of ours: the strictest is to be kept.
    flags: dict[str, float] = {}
    for name, one in found.items():
        flags[ANSWERED[name]] = min(flags.get(ANSWERED[name], NEVER), round(one.threshold, 4))
    lines = [_setting(ours, flag, model) for ours, flag in flags.items()]
    yield " \\\n".join(lines)


def _setting(attribute: str, flag: float, model: Model) -> str:
    reject = max(flag, model.thresholds[attribute]["reject"])
    path = f"--set thresholds.{attribute}"
    return f"      {path}.flag={flag:g} {path}.reject={reject:g}"


def _differences(pairs: Pairs, both: Mapping[str, tuple[Scores, Scores]]) -> Iterator[str]:
    yield "Lines of the file to read yourself: by the ranks that the two give them.\n"
    rows: list[tuple[str, str, str, str]] = []
    for name, (theirs, ours) in both.items():
        gap = _standing(theirs) - _standing(ours)
        for place in np.argsort(-np.abs(gap), kind="stable")[:MOST_DIFFERENT]:
            line = str(pairs.lines[name][place])
            rows.append((name, line, f"{theirs[place]:.3f}", f"{ours[place]:.3f}"))
    yield table(("attribute", "line", "there", "here"), rows)


def _standing(scores: Scores) -> Scores:
    """Each score's share of others below it."""
    return ranks(scores) / len(scores)


def _limits(found: Mapping[str, Agreement], pairs: Pairs) -> Iterator[str]:
    yield "- Who is right where they differ: nobody's judgement is in the file. Read some of them."
    yield "- Other comments than these: take a week as it came, not the ones somebody picked."
    yield "- The author, the page and the past: a site's policy looks at these too, this did not."
    yield "- What Perspective would say today: its scores are as they were recorded."
    few = [f"{name} ({one.flagged})" for name, one in found.items() if one.flagged < FEW]
    if few:
        yield (
            f"- Much about attributes that flag fewer than {FEW} of these comments: "
            f"{', '.join(few)}. Their thresholds follow single comments."
        )
    if pairs.unanswered:
        names = ", ".join(f"{name} ({number})" for name, number in pairs.unanswered.most_common(20))
        yield f"- Attributes that this model does not answer: {names}."


def _pictures(
    both: Mapping[str, tuple[Scores, Scores]], found: Mapping[str, Agreement], out: Path
) -> Iterator[str]:
    for name, (theirs, ours) in both.items():
        for kind, axes, series in (
            ("share", ("threshold", "share flagged"), _shares(theirs, ours)),
            ("scores", ("score there", "score here"), _scores(theirs, ours)),
        ):
            path = out / f"compare-{kind}-{name}.svg"
            at = found[name].at
            draw.curves(path, f"{name}: {kind} (flagged there from {at:g})", axes, series)
            yield f"![{kind} of {name}]({path.name})"


def _shares(theirs: Scores, ours: Scores) -> dict[str, list[draw.Point]]:
    edges = np.linspace(0, 1, 101)
    return {
        label: [(float(at), float((scores >= at).mean())) for at in edges]
        for label, scores in (("Perspective", theirs), ("tamis", ours))
    }


def _scores(theirs: Scores, ours: Scores) -> dict[str, list[draw.Point]]:
    """Of the comments with about one score there, what they have here."""
    place = np.minimum((theirs * BINS).astype(int), BINS - 1)
    filled = [number for number in range(BINS) if (place == number).any()]
    named = {"9 of 10 below": 0.9, "half below": 0.5, "1 of 10 below": 0.1}
    return {
        label: [
            ((number + 0.5) / BINS, float(np.quantile(ours[place == number], share)))
            for number in filled
        ]
        for label, share in named.items()
    }


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.3f}"


def _shown(threshold: float) -> str:
    return "never" if threshold > 1 else f"{threshold:.4f}"
