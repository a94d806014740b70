"""What became of replayed comments, in figures."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles
from typing import Any

LABELS = ("spam", "toxic")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the files: what to send, and what people said of it (None: nothing)."""

    body: dict[str, Any]
    labels: dict[str, bool | None]

    @property
    def name(self) -> str:
        return str(self.body["external_id"])


@dataclass(slots=True)
class Ledger:
    """What the service said of each comment, by the name that we gave it."""

    accepted: dict[str, str] = field(default_factory=dict)
    created: dict[str, datetime] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    verdicts: dict[str, list[tuple[str, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def accept(self, comment: dict[str, Any]) -> None:
        name = comment["external_id"]
        self.accepted[name] = comment["id"]
        self.created[name] = datetime.fromisoformat(comment["created_at"])
        self.ids[name].add(comment["id"])

    def note(self, change: dict[str, Any]) -> None:
        """A verdict is a move out of `pending`; what people do later is not counted."""
        name = change["external_id"]
        self.ids[name].add(change["comment"])
        if change["from"] == "pending":
            self.verdicts[name].append((change["to"], datetime.fromisoformat(change["at"])))

    def status(self, name: str) -> str:
        return self.verdicts[name][0][0] if name in self.verdicts else "pending"


def unsettled(sent: Sequence[Row], ledger: Ledger) -> set[str]:
    return {one.name for one in sent} - ledger.verdicts.keys() - ledger.refused.keys()


@dataclass(frozen=True, slots=True)
class Confusion:
    """How verdicts met labels: flagged and rejected count as found."""

    found: int
    missed: int
    disturbed: int
    passed: int

    def __str__(self) -> str:
        precision = _share(self.found, self.found + self.disturbed)
        recall = _share(self.found, self.found + self.missed)
        false = _share(self.disturbed, self.disturbed + self.passed)
        return (
            f"found {self.found}, missed {self.missed}, wrongly held {self.disturbed}, "
            f"rightly passed {self.passed}: "
            f"precision {precision}, recall {recall}, false positive rate {false}"
        )


def confusion(sent: Sequence[Row], ledger: Ledger, label: str | None) -> Confusion | None:
    """Verdicts against one label, or against any (None); the negatives are clean of all.

    What is bad for another reason than `label` is left out: holding it was right.
    """
    counts: Counter[tuple[bool, bool]] = Counter()
    for one in sent:
        clean = not any(one.labels.values())
        bad = not clean if label is None else bool(one.labels[label])
        if None in one.labels.values() or one.name not in ledger.verdicts or not (bad or clean):
            continue
        counts[bad, ledger.status(one.name) != "approved"] += 1
    if not counts:
        return None
    return Confusion(
        counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    )


def seconds_to_verdict(ledger: Ledger) -> list[float]:
    """By the service's own clock, from stored to decided, in order."""
    return sorted(
        (ledger.verdicts[name][0][1] - created).total_seconds()
        for name, created in ledger.created.items()
        if name in ledger.verdicts
    )


def report(sent: Sequence[Row], ledger: Ledger, gone: set[str], seconds: float) -> tuple[str, bool]:
    """The figures in words, and whether everything went well."""
    lost = len(ledger.refused.keys() - ledger.verdicts.keys()) + len(gone)
    doubled = sum(len(ids) > 1 for ids in ledger.ids.values())
    doubled += sum(len(found) > 1 for found in ledger.verdicts.values())
    pending = len(unsettled(sent, ledger) - gone)
    verdicts = Counter(ledger.status(name) for name in ledger.verdicts)
    times = seconds_to_verdict(ledger)
    lines = [
        f"sent {len(sent)}, accepted {len(ledger.accepted)}, decided {len(ledger.verdicts)}",
        "verdicts: "
        + (", ".join(f"{name} {verdicts[name]}" for name in sorted(verdicts)) or "none"),
        f"lost {lost}, doubled {doubled}, pending {pending}",
        f"{seconds:.1f} s in all, {len(ledger.verdicts) / seconds:.0f} decided a second",
    ]
    if len(times) > 1:
        cuts = quantiles(times, n=100, method="inclusive")
        lines.append(f"from stored to decided: p50 {cuts[49]:.3f} s, p99 {cuts[98]:.3f} s")
    for label in (None, *LABELS):
        if found := confusion(sent, ledger, label):
            lines.append(f"{label or 'spam or toxic'}: {found}")
    refusals = Counter(why[:200] for why in ledger.refused.values())
    lines += [f"refused {number} times: {why}" for why, number in refusals.most_common(5)]
    return "\n".join(lines), not (lost or doubled or pending)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "none"
