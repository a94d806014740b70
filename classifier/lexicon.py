"""Word knowledge: the lexicons in `lexicons/`, matched longest first on folded words.

Entries are evidence, not verdicts: `poly` marks those with an innocent meaning, and a longer
entry (`abus de confiance`) hides the shorter one inside it.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier import features, wordlists
from classifier.disguise import is_undone
from classifier.features import COLUMNS, Integers, Words
from classifier.normalize import plain_words

ANY = "*"
CATEGORIES = (
    "insult_intelligence", "insult_character", "insult_mild", "insult_political", "insult_looks",
    "insult_sexual", "insult_animal", "insult_profession", "insult_excrement", "insult_family",
    "condescension", "dismissal", "mockery", "curse", "evasion",
    "identity_neutral", "identity_slur", "identity_contempt", "conspiracy_hate", "dehumanise",
    "stereotype", "exclusion", "harm_wish_group", "threat_phrase", "violence_verb", "self_harm",
    "glorification", "politics_neutral", "criticism", "counter_speech", "testimony", "quotation",
    "profanity_word", "profanity_interjection", "sexual_explicit", "sexual_harassment",
    "sexual_neutral", "body_medical", "innocent_lookalike", "slang_positive", "laughter",
    "address_second_person", "negation", "thanks_praise", "polite_disagreement", "agreement",
    "source_reasoning", "hedge", "question_markers", "correction", "greeting_signoff",
    "self_deprecation", "condolence",
    "spam_praise_generic", "spam_call_to_action", "spam_contact", "spam_credit", "spam_finance",
    "spam_crypto", "spam_casino_betting", "spam_pharma", "spam_health_miracle", "spam_seo",
    "spam_dating_escort", "spam_work_home_mlm", "spam_psychic", "spam_counterfeit",
    "spam_essay_hacker", "spam_iptv_streaming", "spam_recovery_scam", "spam_cpf_energie",
)  # fmt: skip
# How a form may begin with a word: it is the whole form, more words follow, any word may follow
ALONE, FOLLOWED, BY_ANY = 1, 2, 4


class Entry(NamedTuple):
    """What is known of a word. `intensity` in 0..3; `poly`: it has an innocent meaning."""

    # Its number in CATEGORIES
    category: int
    intensity: int
    poly: bool
    # Said to the reader
    second: bool


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


class Lexicon:
    """The forms of one language and what is known of each."""

    def __init__(self, language: str) -> None:
        # Every form and every beginning of one -> the place of its entries (`_listed`), 0 for
        # a mere beginning
        self._forms: dict[str, int] = {}
        # How forms begin with a word
        self._opens: dict[str, int] = {}
        # Columns of the two words that forms begin with: most words are followed by another.
        self._followed = np.zeros(COLUMNS, dtype=bool)
        forms = _forms(language)
        lists: list[list[Entry]] = [[], *forms.values()]
        self._counts = np.array([len(entries) for entries in lists])
        self._starts = np.cumsum(self._counts) - self._counts
        distinct = {entry: n for n, entry in enumerate({e for entries in lists for e in entries})}
        numbers = [distinct[entry] for entries in lists for entry in entries]
        self._entries = np.array(list(distinct), dtype=np.int64)[numbers]
        for place, form in enumerate(forms, 1):
            self._add(form, place)
        first, second = zip(*{form[:2] for form in forms if len(form) > 1}, strict=True)
        pairs = features.pairs(features.hashes(first), features.hashes(second))
        self._followed[pairs] = True

    def _add(self, form: tuple[str, ...], place: int) -> None:
        opens = ALONE if len(form) == 1 else BY_ANY if form[1] == ANY else FOLLOWED
        self._opens[form[0]] = self._opens.get(form[0], 0) | opens
        begun = ""
        for word in form:
            begun = f"{begun} {word}" if begun else word
            self._forms.setdefault(begun, 0)
        self._forms[begun] = place

    def openings(self, words: Words) -> NDArray[np.int32]:
        """For each word how forms begin with it, and the place of its own entries: a fact."""
        return np.array(
            [self._opens.get(w, 0) | self._forms.get(w, 0) << 3 for w in words.words], np.int32
        )

    def hits(
        self, words: Callable[[int], str], openings: Integers, pairs: Integers, ends: Integers
    ) -> Hits:
        """Every entry in the words, the longest form first, none overlapping another's form.

        `words` gives the word at a place, `openings` has the fact of each (0: pass it over),
        `pairs` the column of each and the next, `ends` where the text of each ends.
        """
        first, length, places = self._long(words, openings, pairs, ends)
        alone = (openings & ALONE) > 0
        for at, number in zip(first, length, strict=True):
            alone[at : at + number] = False
        single = np.flatnonzero(alone)
        begins = np.concatenate((single, np.array(first, dtype=np.int64)))
        lengths = np.concatenate((np.ones_like(single), np.array(length, dtype=np.int64)))
        lists = np.concatenate((openings[single] >> 3, np.array(places, dtype=np.int64)))
        order = np.argsort(begins)
        return self._listed(begins[order], lengths[order], lists[order])

    def find(self, words: Sequence[str]) -> Hits:
        """The same in the words of one text, without a vocabulary at hand."""
        if not words:
            return Hits.together(())
        known = features.hashed(words)
        pairs = np.append(features.pairs(known.hashes[:-1], known.hashes[1:]), -1)
        openings = self.openings(known).astype(np.int64)
        return self.hits(words.__getitem__, openings, pairs, np.full(len(words), len(words)))

    def _long(
        self, words: Callable[[int], str], openings: Integers, pairs: Integers, ends: Integers
    ) -> tuple[list[int], list[int], list[int]]:
        """Places, lengths and entries of the forms of more than one word."""
        maybe = (openings & FOLLOWED > 0) & self._followed[pairs] | (openings & BY_ANY > 0)
        found: tuple[list[int], list[int], list[int]] = ([], [], [])
        reached = 0
        for at in np.flatnonzero(maybe).tolist():
            if at >= reached:
                length, place = self._longest(words, at, int(ends[at]))
                if place:
                    reached = at + length
                    for column, value in zip(found, (at, length, place), strict=True):
                        column.append(value)
        return found

    def _longest(self, words: Callable[[int], str], at: int, end: int) -> tuple[int, int]:
        """Length and entries of the longest form of two words or more; (0, 0): there is none."""
        best = (0, 0)
        begun = [words(at)]
        for place in range(at + 1, end):
            steps = dict.fromkeys((words(place), ANY))
            tried = [f"{start} {step}" for start in begun for step in steps]
            begun = [start for start in tried if start in self._forms]
            if not begun:
                break
            if whole := next(filter(None, map(self._forms.__getitem__, begun)), 0):
                best = (place + 1 - at, whole)
        return best

    def _listed(self, first: Integers, lengths: Integers, places: Integers) -> Hits:
        starts, counts = self._starts[places], self._counts[places]
        each = np.repeat(np.arange(len(places)), counts)
        within = np.arange(len(each)) - np.repeat(np.cumsum(counts) - counts, counts)
        last = first + lengths - 1
        return Hits(self._entries[starts[each] + within], first[each], last[each])


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, read at first use."""
    return Lexicon(language)


def _forms(language: str) -> dict[tuple[str, ...], list[Entry]]:
    """Folded words of each form -> its entries, one of a category at most."""
    forms: dict[tuple[str, ...], list[Entry]] = {}
    for line in wordlists.lines(language):
        marks = line.flags.split(",")
        number = CATEGORIES.index(line.category)
        entry = Entry(number, line.intensity, "poly" in marks, "second" in marks)
        for written in line.forms.split("|"):
            form = _form(written)
            if line.category == "evasion" and len(form) == 1 and is_undone(written, form):
                continue
            known = forms.setdefault(form, [])
            if not any(number == other.category for other in known):
                known.append(entry)
    forms.pop((), None)
    return {f: entries if len(entries) < 2 else _plain(entries) for f, entries in forms.items()}


def _plain(entries: list[Entry]) -> list[Entry]:
    """A plain word that a disguised one folds to is not itself a disguise."""
    return [entry for entry in entries if CATEGORIES[entry.category] != "evasion"]


def _form(written: str) -> tuple[str, ...]:
    """The folded words of a form, without a wildcard at either end."""
    words = plain_words(written)
    if ANY not in written:
        return tuple(words)
    while words and words[0] == ANY:
        words.pop(0)
    while words and words[-1] == ANY:
        words.pop()
    return tuple(words)
