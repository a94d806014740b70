"""What stands around the words: who is addressed, what is denied, quoted or said of a group.

A bag of words cannot tell "you are an idiot" from "he was called an idiot". These signs can:
each is a number with a name, and belongs to the words that it was read from, so that an
explanation can show them.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from classifier.lexicon import CATEGORIES, Hit
from classifier.normalize import Token

# The group of a category is its first match; a category may belong to none.
GROUPS = {
    "insult": ("insult_", "mockery", "condescension", "dismissal", "curse"),
    "slur": ("identity_slur", "identity_contempt"),
    "hostile": ("dehumanise", "exclusion", "stereotype", "conspiracy_hate", "glorification"),
    "threat": ("threat_phrase", "harm_wish_group", "violence_verb", "self_harm"),
    "profanity": ("profanity_", "evasion"),
    "sexual": ("sexual_explicit", "sexual_harassment"),
    "identity": ("identity_neutral",),
    "politics": ("politics_neutral", "criticism"),
    "distance": ("counter_speech", "quotation", "testimony"),
    "civil": ("thanks_praise", "polite_disagreement", "agreement", "source_reasoning", "hedge",
              "question_markers", "correction", "condolence", "greeting_signoff"),
    "light": ("laughter", "slang_positive", "self_deprecation", "innocent_lookalike"),
    "bodily": ("body_medical", "sexual_neutral"),
    "you": ("address_second_person",),
    "no": ("negation",),
    "spam": ("spam_",),
}  # fmt: skip
GROUP_OF = {
    category: next((g for g, starts in GROUPS.items() if category.startswith(starts)), "other")
    for category in CATEGORIES
}
HARSH = ("insult", "slur", "hostile", "threat", "profanity", "sexual")
SURROUNDINGS = ("you", "no", "quoted", "identity", "me", "they", "strong")
YOU = frozenset(
    {
        "tu", "t", "toi", "ta", "ton", "tes", "te", "vous", "votre", "vos", "you",
        "your", "ur", "u", "yourself", "youre"
    }
)  # fmt: skip
NO = frozenset(
    {
        "pas", "ne", "n", "jamais", "aucun", "aucune", "sans", "ni", "not", "no",
        "never", "don", "isn", "aren", "without", "t"
    }
)  # fmt: skip
ME = frozenset({"je", "j", "moi", "mon", "ma", "mes", "me", "m", "suis", "i", "my", "am"})
THEY = frozenset(
    {
        "ils", "elles", "ces", "leur", "leurs", "eux", "ceux", "they", "them", "their",
        "these", "those"
    }
)  # fmt: skip
STRONG = frozenset(
    {
        "sale", "sales", "gros", "grosse", "espece", "bande", "fucking", "dirty",
        "bunch", "all", "tous", "toutes"
    }
)  # fmt: skip
QUOTES = frozenset('«»"“”')
REACH = 4

NAMES = (
    *(f"{kind}:{category}" for category in CATEGORIES for kind in ("some", "most")),
    *(f"{group}+{around}" for group in HARSH for around in SURROUNDINGS),
    *(f"{a}*{b}" for a, b in combinations(GROUPS, 2)),
    *(f"only:{group}" for group in GROUPS),
    "harsh:density",
    "harsh:none",
)
NUMBER = {name: number for number, name in enumerate(NAMES)}


class Sign(NamedTuple):
    """NAMES[number] has `value`, read from words first..last (-1: from the whole text)."""

    number: int
    value: float
    first: int
    last: int


def signs(found: Sequence[Token], hits: Sequence[Hit]) -> list[Sign]:
    """All signs in the words; a number may come more than once, then its values add up."""
    grouped: dict[str, Hit] = {}
    for hit in hits:
        grouped.setdefault(GROUP_OF[hit.entry.category], hit)
    return [
        *_words(hits),
        *_surroundings(found, hits),
        *_together(grouped),
        *_whole(found, hits, grouped),
    ]


def _words(hits: Sequence[Hit]) -> Iterator[Sign]:
    """How often a category is met (up to 3 times) and how strongly at most."""
    strongest: dict[str, tuple[float, Hit]] = {}
    times: dict[str, float] = {}
    for hit in hits:
        category, weight = hit.entry.category, 0.5 if hit.entry.poly else 1.0
        strength = weight * hit.entry.intensity / 3
        if category not in strongest or strength > strongest[category][0]:
            strongest[category] = (strength, hit)
        if times.get(category, 0) + weight <= 3:
            yield Sign(NUMBER[f"some:{category}"], weight, hit.first, hit.last)
        times[category] = times.get(category, 0) + weight
    for category, (strength, hit) in strongest.items():
        if strength:
            yield Sign(NUMBER[f"most:{category}"], strength, hit.first, hit.last)


def _surroundings(found: Sequence[Token], hits: Sequence[Hit]) -> Iterator[Sign]:
    """What stands near a harsh word, once for each kind of both."""
    seen: set[str] = set()
    quotes = [place for place, token in enumerate(found) if token.word in QUOTES]
    named = [hit.first for hit in hits if hit.entry.category == "identity_neutral"]
    for hit in hits:
        group = GROUP_OF[hit.entry.category]
        if group not in HARSH:
            continue
        for around in _around(found, hit, quotes, named):
            name = f"{group}+{around}"
            if name not in seen:
                seen.add(name)
                yield Sign(NUMBER[name], 0.5 if hit.entry.poly else 1.0, hit.first, hit.last)


def _around(found: Sequence[Token], hit: Hit, quotes: list[int], named: list[int]) -> Iterator[str]:
    before = {token.word for token in found[max(0, hit.first - REACH) : hit.first]}
    near = before | {token.word for token in found[hit.first : hit.last + 1 + REACH]}
    if hit.entry.second or near & YOU:
        yield "you"
    if before & NO:
        yield "no"
    if before & ME:
        yield "me"
    if near & THEY:
        yield "they"
    if before & STRONG or hit.entry.intensity == 3:
        yield "strong"
    if any(place < hit.first for place in quotes) and any(place > hit.last for place in quotes):
        yield "quoted"
    if any(abs(place - hit.first) <= REACH + 2 for place in named):
        yield "identity"


def _together(grouped: dict[str, Hit]) -> Iterator[Sign]:
    """Pairs of groups in one text; half of each belongs to either word."""
    present = [group for group in GROUPS if group in grouped]
    for one, other in combinations(present, 2):
        for hit in (grouped[one], grouped[other]):
            yield Sign(NUMBER[f"{one}*{other}"], 0.5, hit.first, hit.last)


def _whole(found: Sequence[Token], hits: Sequence[Hit], grouped: dict[str, Hit]) -> Iterator[Sign]:
    if len(grouped) == 1 and (only := next(iter(grouped))) in GROUPS:
        yield Sign(NUMBER[f"only:{only}"], 1.0, grouped[only].first, grouped[only].last)
    harsh = [hit for hit in hits if GROUP_OF[hit.entry.category] in HARSH]
    if not harsh:
        yield Sign(NUMBER["harsh:none"], 1.0, -1, -1)
    for hit in harsh:
        share = 2 * (0.5 if hit.entry.poly else 1.0) / max(5, len(found))
        yield Sign(NUMBER["harsh:density"], min(share, 1 / len(harsh)), hit.first, hit.last)
