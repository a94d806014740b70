"""Which words of a text are offensive by themselves, for those who would rather not see them."""

from classifier import lexicon
from classifier.context import GROUP_OF, HARSH
from classifier.normalize import tokens
from classifier.reading import CANDIDATES

# Intensities run from 0 to 3; below this a word is rude at most.
LEAST = 2
# Groups whose words hurt at any intensity
ALWAYS = ("slur",)


def offensive(text: str, language: str | None) -> list[tuple[int, int]]:
    """(start, end) in code points of each offensive word or phrase, in order, apart.

    `language` chooses the lexicon; where it is none of ours, both are tried.
    """
    found = tokens(text)
    spans = sorted(
        (found[hit.first].start, found[hit.last].end)
        for tag in CANDIDATES.get(language or "", ("fr", "en"))
        for hit in lexicon.hits(found, tag)
        if _hurts(hit.entry)
    )
    return _apart(spans)


def _hurts(entry: lexicon.Entry) -> bool:
    group = GROUP_OF.get(entry.category, "")
    strong = entry.intensity >= LEAST and not (entry.poly and entry.intensity == LEAST)
    return group in HARSH and (strong or group in ALWAYS)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
