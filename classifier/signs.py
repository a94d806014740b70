"""Reading the signs of `context` in many texts at once.

Each is a number with a name, and belongs to the words that it was read from, so that an
explanation can show them.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.context import (
    GROUP_OF,
    GROUPS,
    HARSH,
    IS_ME,
    IS_NO,
    IS_QUOTE,
    IS_STRONG,
    IS_THEY,
    IS_YOU,
    NAMES,
    NUMBER,
    REACH,
    SURROUNDINGS,
)  # fmt: skip
from classifier.features import Integers, ranges, sums
from classifier.lexicon import Hits
from classifier.wordlists import CATEGORIES

# Numbers of the first sign of each kind; those of one kind follow each other.
SOME, AROUND = 0, NUMBER[f"{HARSH[0]}+{SURROUNDINGS[0]}"]
TOGETHER, ONLY = AROUND + len(HARSH) * len(SURROUNDINGS), NUMBER[f"only:{next(iter(GROUPS))}"]
DENSITY, NONE = NUMBER["harsh:density"], NUMBER["harsh:none"]
# By a category's number its group's, and by that its place in HARSH (-1: it has none)
GROUP = np.array([list(GROUPS).index(GROUP_OF[category]) for category in CATEGORIES])
HARSH_GROUP = np.array([HARSH.index(g) if g in HARSH else -1 for g in GROUPS])
IDENTITY = CATEGORIES.index("identity_neutral")
PAIRS = np.array(list(combinations(range(len(GROUPS)), 2)))


class Text(NamedTuple):
    """Many texts as one row of words: the text of each word, where texts start, how long they are,
    and the fact `around` of each word."""

    row: Integers
    starts: Integers
    counts: Integers
    around: NDArray[np.uint8]


class Signs(NamedTuple):
    """Text row[n] has `value[n]` of NAMES[number[n]], read from words first to last (-1: from the
    whole text). A number may come more than once in a text: its values add up."""

    row: Integers
    number: Integers
    value: NDArray[np.float64]
    first: Integers
    last: Integers

    def matrix(self, rows: int) -> NDArray[np.float32]:
        """(rows, NAMES)"""
        shape = rows, len(NAMES)
        places = self.row * len(NAMES) + self.number
        flat = np.bincount(places, weights=self.value, minlength=rows * len(NAMES))
        return flat.reshape(shape).astype(np.float32)

    def added(self, weights: NDArray[np.float64], rows: int) -> NDArray[np.float64]:
        """(rows, any): what all signs add, by weights (NAMES, any)."""
        order = np.argsort(self.row, kind="stable")
        values = self.value[order, None] * weights[self.number[order]]
        return sums(values, self.row[order], rows)

    def by_word(
        self, weights: NDArray[np.float64], words: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What each of the `words` of all texts adds, by the weights (rows, NAMES) of each text,
        spread evenly over the words that a sign was read from; and (rows,) what belongs to none."""
        values, added = self.value * weights[self.row, self.number], np.zeros(words)
        read = self.first >= 0
        first, many = self.first[read], (self.last + 1 - self.first)[read]
        np.add.at(added, ranges(first, many), np.repeat(values[read] / many, many))
        whole = np.bincount(self.row[~read], values[~read], minlength=len(weights))
        return added, whole


class _Met(NamedTuple):
    """The hits, and for each its text, category, group, harsh group (-1) and weight."""

    hits: Hits
    row: Integers
    category: Integers
    group: Integers
    harsh: Integers
    weight: NDArray[np.float64]

    def sign(self, hit: Integers, number: Integers | int, value: NDArray[np.float64]) -> Signs:
        numbers = np.broadcast_to(np.asarray(number), hit.shape)
        return Signs(self.row[hit], numbers, value, self.hits.first[hit], self.hits.last[hit])


def read(text: Text, hits: Hits) -> Signs:
    """All signs of all texts."""
    category = hits.entries[:, 0]
    met = _Met(
        hits, text.row[hits.first], category, GROUP[category], HARSH_GROUP[GROUP[category]],
        np.where(hits.entries[:, 2], 0.5, 1.0),
    )  # fmt: skip
    # The first hit of each group in each text; -1: there is none.
    grouped = np.full((len(text.counts), len(GROUPS)), -1)
    backwards = slice(None, None, -1)
    grouped[met.row[backwards], met.group[backwards]] = np.arange(len(met.row))[backwards]
    parts = (
        _some(met), _most(met), _surroundings(text, met), *_together(met, grouped),
        _only(met, grouped), *_harsh(text, met),
    )  # fmt: skip
    return Signs(*map(np.concatenate, zip(*parts, strict=True)))


def _some(met: _Met) -> Signs:
    """How often a category is met, 3 times at most."""
    key = met.row * len(CATEGORIES) + met.category
    times = np.bincount(key, weights=met.weight)
    value = met.weight * np.minimum(1.0, 3.0 / times[key])
    return met.sign(np.arange(len(key)), SOME + 2 * met.category, value)


def _most(met: _Met) -> Signs:
    """How strongly a category is met at most: it belongs to the first word so strong."""
    strength = met.weight * met.hits.entries[:, 1] / 3
    key = met.row * len(CATEGORIES) + met.category
    order = np.lexsort((-strength, key))
    first = order[_first(key[order])]
    first = first[strength[first] > 0]
    return met.sign(first, SOME + 1 + 2 * met.category[first], strength[first])


def _surroundings(text: Text, met: _Met) -> Signs:
    """What stands near a harsh word, once for each kind of both."""
    harsh = np.flatnonzero(met.harsh >= 0)
    which, kind = np.nonzero(_around(text, met, harsh))
    hit = harsh[which]
    number = AROUND + met.harsh[hit] * len(SURROUNDINGS) + kind
    key = met.row[hit] * len(NAMES) + number
    order = np.argsort(key, kind="stable")
    first = order[_first(key[order])]
    return met.sign(hit[first], number[first], met.weight[hit[first]])


def _around(text: Text, met: _Met, harsh: Integers) -> NDArray[np.bool_]:
    """(harsh, SURROUNDINGS): which of them each harsh hit has."""
    row, first, last = met.row[harsh], met.hits.first[harsh], met.hits.last[harsh]
    start, end = text.starts[row], text.starts[row] + text.counts[row]
    _, intensity, _, second = met.hits.entries[harsh].T
    before = _any(text.around, np.maximum(start, first - REACH), first)
    near = before | _any(text.around, first, np.minimum(end, last + 1 + REACH))
    quotes = np.concatenate(([0], np.cumsum((text.around & IS_QUOTE) > 0)))
    named = np.zeros(len(text.around) + 1, dtype=np.int64)
    named[met.hits.first[met.category == IDENTITY] + 1] = 1
    named = np.cumsum(named)
    close = np.maximum(start, first - REACH - 2), np.minimum(end, first + REACH + 3)
    return np.column_stack((
        (second > 0) | (near & IS_YOU > 0),
        before & IS_NO > 0,
        (quotes[first] > quotes[start]) & (quotes[end] > quotes[last + 1]),
        named[close[1]] > named[close[0]],
        before & IS_ME > 0,
        near & IS_THEY > 0,
        (before & IS_STRONG > 0) | (intensity == 3),
    ))  # fmt: skip


def _any(bits: NDArray[np.uint8], start: Integers, end: Integers) -> NDArray[np.uint8]:
    """The bits of any of the words start to end."""
    longest = int((end - start).max(initial=0))
    places = start[:, None] + np.arange(longest)
    inside = places < end[:, None]
    found = bits[np.where(inside, places, 0)] if len(bits) else np.zeros(places.shape, np.uint8)
    return np.asarray(np.bitwise_or.reduce(np.where(inside, found, 0), axis=1), np.uint8)


def _together(met: _Met, grouped: Integers) -> Iterator[Signs]:
    """Pairs of groups in one text; half of each belongs to either word."""
    there = grouped >= 0
    row, pair = np.nonzero(there[:, PAIRS[:, 0]] & there[:, PAIRS[:, 1]])
    for side in (0, 1):
        yield met.sign(grouped[row, PAIRS[pair, side]], TOGETHER + pair, np.full(len(row), 0.5))


def _only(met: _Met, grouped: Integers) -> Signs:
    there = grouped >= 0
    row, group = np.nonzero(there & (there.sum(axis=1) == 1)[:, None])
    return met.sign(grouped[row, group], ONLY + group, np.ones(len(row)))


def _harsh(text: Text, met: _Met) -> Iterator[Signs]:
    """How large a share of the words is harsh, or that none is."""
    rows = len(text.counts)
    harsh = np.flatnonzero(met.harsh >= 0)
    row = met.row[harsh]
    number = np.bincount(row, minlength=rows)
    share = 2 * met.weight[harsh] / np.maximum(5, text.counts[row])
    yield met.sign(harsh, DENSITY, np.minimum(share, 1 / number[row]))
    none = np.flatnonzero(number == 0)
    nowhere = np.full(len(none), -1)
    yield Signs(none, np.full(len(none), NONE), np.ones(len(none)), nowhere, nowhere)


def _first(ordered: Integers) -> NDArray[np.bool_]:
    """Where equal numbers begin."""
    return np.concatenate((np.ones(len(ordered[:1]), dtype=bool), ordered[1:] != ordered[:-1]))
