"""Which words of a text are offensive by themselves, for those who would rather not see them."""

from collections.abc import Iterator

from classifier.context import GROUP_OF, HARSH
from classifier.forms import Entry
from classifier.lexicon import lexicon
from classifier.normalize import Token, tokens
from classifier.reading import READ_IN
from classifier.wordlists import CATEGORIES

# Intensities run from 0 to 3; below this a word is rude at most.
LEAST = 2
# Groups whose words hurt at any intensity
ALWAYS = ("slur",)


def offensive(text: str, language: str | None) -> list[tuple[int, int]]:
    """(start, end) in code points of each offensive word or phrase, in order, apart.

    `language` chooses the lexicon; where it is none of ours, both are tried.
    """
    found = tokens(text)
    tags = [language] if language in READ_IN else READ_IN
    return _apart(sorted(span for tag in tags for span in _in_language(found, tag)))


def _in_language(found: list[Token], tag: str) -> Iterator[tuple[int, int]]:
    hits = lexicon(tag).find([token.word for token in found])
    for entry, first, last in zip(hits.entries, hits.first, hits.last, strict=True):
        if _hurts(Entry(*entry.tolist())):
            yield found[first].start, found[last].end


def _hurts(entry: Entry) -> bool:
    group = GROUP_OF[CATEGORIES[entry.category]]
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
