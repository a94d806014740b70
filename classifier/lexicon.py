"""Word knowledge: the lexicons in `lexicons/`, matched longest first on folded words.

Entries are evidence, not verdicts: `poly` marks those with an innocent meaning, and a longer
entry (`abus de confiance`) hides the shorter one inside it. All forms and their beginnings are
known by 64 bits of hash, so that all places of all texts are looked up at once, step by step.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier import features, forms
from classifier.features import COLUMNS, Hashes, Integers, Words, ranges
from classifier.forms import ALONE, ANY_HASH, BY_ANY, FOLLOWED, Entry
from classifier.kept import kept


class Hits(NamedTuple):
    """Entries met, in the order of the words: entries[n] in the words first[n] to last[n].

    `entries` has a row for each, with the fields of `Entry`.
    """

    entries: Integers
    first: Integers
    last: Integers

    def only(self, chosen: Integers | NDArray[np.bool_]) -> "Hits":
        return Hits(*(part[chosen] for part in self))

    @classmethod
    def together(cls, found: Sequence["Hits"]) -> "Hits":
        """All of some hits in different texts, in the order of the words."""
        empty = np.empty((0, len(Entry._fields)), np.int64), *2 * [np.empty(0, np.int64)]
        joined = cls(*map(np.concatenate, zip(empty, *found, strict=True)))
        return joined.only(np.argsort(joined.first, kind="stable"))


class Row(NamedTuple):
    """The words of many texts in one row: what each is hashed to, what each is with the next, and
    where its text ends."""

    hashes: Hashes
    pairs: Hashes
    ends: Integers


class Lexicon:
    """The forms of one language and what is known of each.

    Arrays, as `forms.arrays` makes them: `begun` (beginnings,) uint64, the hashes of every form
    and of every beginning of one, in ascending order; `opens` (beginnings,) how forms begin with
    it, if it is one word; `lists` (beginnings,) the place of a form's entries, 0 for a mere
    beginning; list n is `entries` (any, Entry) from `starts[n]` to `starts[n + 1]`.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._begun, self._lists = arrays["begun"], arrays["lists"]
        self._openings = arrays["opens"] | arrays["lists"].astype(np.int64) << 3
        self._starts, self._entries = arrays["starts"], arrays["entries"]
        # Which columns are those of a beginning: most words are followed by another.
        self._maybe = np.zeros(COLUMNS, dtype=bool)
        self._maybe[features.columns(self._begun)] = True

    def openings(self, words: Words) -> Integers:
        """For each word how forms begin with it, and the place of its own entries: a fact."""
        place = self._places(words.hashes)
        return np.where(place < 0, 0, self._openings[place])

    def hits(self, row: Row, openings: Integers) -> Hits:
        """Every entry in the words, the longest form first, none overlapping another's form.

        `openings` has the fact of each word; 0: pass it over.
        """
        first, length, lists = _apart(*self._long(row, openings))
        alone = (openings & ALONE) > 0
        alone[ranges(first, length)] = False
        single = np.flatnonzero(alone)
        first = np.concatenate((single, first))
        length = np.concatenate((np.ones_like(single), length))
        lists = np.concatenate((openings[single] >> 3, lists))
        order = np.argsort(first)
        return self._listed(first[order], length[order], lists[order])

    def find(self, words: Sequence[str]) -> Hits:
        """The same in the words of one text, without a vocabulary at hand."""
        if not words:
            return Hits.together(())
        known = features.hashed(words)
        row = Row(known.hashes, features.pairs(known.hashes), np.full(len(words), len(words)))
        return self.hits(row, self.openings(known))

    def _long(self, row: Row, openings: Integers) -> tuple[Integers, Integers, Integers]:
        """Where forms of more than one word may begin; length and entries of the longest, or 0."""
        followed = (openings & FOLLOWED > 0) & self._maybe[features.columns(row.pairs)]
        at = np.flatnonzero(followed | (openings & BY_ANY > 0))
        longest, lists = np.zeros_like(at), np.zeros_like(at)
        # Beginnings that are under way: of which place they are, and what they are hashed to
        which, begun, length = np.arange(len(at)), row.hashes[at], 1
        while len(which):
            last = at[which] + length
            length += 1
            inside = last < row.ends[at[which]]
            place = self._places(_steps(begun[inside], row.hashes[last[inside]]))
            known = place >= 0
            which, place = np.repeat(which[inside], 2)[known], place[known]
            begun = self._begun[place]
            # Backwards: of two forms of one length stays the first, that has the word itself.
            whole = np.flatnonzero(self._lists[place])[::-1]
            longest[which[whole]], lists[which[whole]] = length, self._lists[place[whole]]
        return at, longest, lists

    def _places(self, hashes: Hashes) -> Integers:
        """The places of beginnings, -1 for what is none."""
        found = np.full(hashes.shape, -1)
        maybe = np.flatnonzero(self._maybe[features.columns(hashes)])
        sought = hashes[maybe]
        place = np.minimum(np.searchsorted(self._begun, sought), len(self._begun) - 1)
        found[maybe] = np.where(self._begun[place] == sought, place, -1)
        return found

    def _listed(self, first: Integers, length: Integers, lists: Integers) -> Hits:
        counts = self._starts[lists + 1] - self._starts[lists]
        entries = self._entries[ranges(self._starts[lists], counts)]
        return Hits(entries, np.repeat(first, counts), np.repeat(first + length - 1, counts))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, read at first use."""
    return Lexicon(kept(f"lexicon_{language}", partial(forms.arrays, language)))


def _steps(begun: Hashes, words: Hashes) -> Hashes:
    """What each beginning is with its next word, then with any word."""
    steps = np.column_stack((words, np.full_like(words, ANY_HASH)))
    return features.joined(begun[:, None], steps).ravel()


def _apart(at: Integers, length: Integers, lists: Integers) -> tuple[Integers, Integers, Integers]:
    """From left to right, those that overlap none before them."""
    chosen, reached = [], 0
    found = np.flatnonzero(length)
    ends = (at + length)[found]
    for n, start, end in zip(found.tolist(), at[found].tolist(), ends.tolist(), strict=True):
        if start >= reached:
            chosen.append(n)
            reached = end
    return at[chosen], length[chosen], lists[chosen]
