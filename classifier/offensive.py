"""Which words of a text are offensive by themselves, for those who would rather not see them."""

from collections.abc import Iterator
from functools import lru_cache

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
# The name of a people or a faith is no offence, whatever is said of them.
NAMES = "identity"


def offensive(text: str, language: str | None) -> list[tuple[int, int]]:
    """(start, end) in code points of each offensive word, in order, apart.

    Of a phrase only the words that are harsh by themselves: what stands between them says
    nothing. `language` chooses the lexicon; where it is none of ours, both are tried.
    """
    found = tokens(text)
    tags = [language] if language in READ_IN else READ_IN
    hurting = {place for tag in tags for place in _in_language(found, tag)}
    return [(found[place].start, found[place].end) for place in sorted(hurting)]


def _in_language(found: list[Token], tag: str) -> Iterator[int]:
    words = [token.word for token in found]
    hits = lexicon(tag).find(words)
    for entry, first, last in zip(hits.entries, hits.first, hits.last, strict=True):
        if not _hurts(Entry(*entry.tolist())):
            continue
        for place in range(first, last + 1):
            if _is_harsh(words[place], tag):
                yield place


def _hurts(entry: Entry) -> bool:
    group = _group(entry)
    strong = entry.intensity >= LEAST and not (entry.poly and entry.intensity == LEAST)
    return group in HARSH and (strong or group in ALWAYS)


@lru_cache(maxsize=10_000)
def _is_harsh(word: str, tag: str) -> bool:
    """Whether a word alone is in one of the harsh categories, be it mildly, and names nobody."""
    entries = [Entry(*entry.tolist()) for entry in lexicon(tag).find([word]).entries]
    groups = {_group(entry) for entry in entries if entry.intensity}
    named = any(_group(entry) == NAMES for entry in entries)
    return not named and not groups.isdisjoint(HARSH)


def _group(entry: Entry) -> str:
    return GROUP_OF[CATEGORIES[entry.category]]
