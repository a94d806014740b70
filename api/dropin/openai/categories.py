"""What our attributes say in OpenAI's thirteen categories, and where they say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moderation.analysis import Judged


@dataclass(frozen=True, slots=True)
class Source:
    """The attributes that a category is read from: the highest of them, or the lowest."""

    attributes: tuple[str, ...]
    all_of_them: bool = False


# None: nothing here judges it. Its score is 0, which says nothing about the text.
CATEGORIES: Mapping[str, Source | None] = {
    "harassment": Source(("toxicity", "severe_toxicity", "insult")),
    "harassment/threatening": Source(("threat",)),
    "hate": Source(("identity_attack",)),
    "hate/threatening": Source(("identity_attack", "threat"), all_of_them=True),
    "illicit": None,
    "illicit/violent": None,
    "self-harm": None,
    "self-harm/instructions": None,
    "self-harm/intent": None,
    "sexual": Source(("sexually_explicit",)),
    "sexual/minors": None,
    "violence": Source(("threat",)),
    "violence/graphic": None,
}


def result(judged: Judged) -> dict[str, Any]:
    """One entry of the answer's `results`."""
    categories = {name: _is_flagged(source, judged) for name, source in CATEGORIES.items()}
    return {
        "flagged": any(categories.values()),
        "categories": categories,
        "category_scores": {name: _score(source, judged) for name, source in CATEGORIES.items()},
        # Empty where nothing was judged: so a client can tell "fine" from "not looked at".
        "category_applied_input_types": {
            name: ["text"] if source else [] for name, source in CATEGORIES.items()
        },
    }


def _is_flagged(source: Source | None, judged: Judged) -> bool:
    if source is None:
        return False
    reached = [name in judged.flagged for name in source.attributes]
    return all(reached) if source.all_of_them else any(reached)


def _score(source: Source | None, judged: Judged) -> float:
    if source is None:
        return 0.0
    scores = [judged.scores[name] for name in source.attributes]
    return min(scores) if source.all_of_them else max(scores)
