"""Comments as the model reads them: the same for training, scoring and explaining."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from classifier import context, features, form, language, signs
from classifier.features import Integers
from classifier.language import Table
from classifier.lexicon import Hits, Row, lexicon
from classifier.normalize import LONGEST
from classifier.signs import Signs, Text
from classifier.types import Sample
from classifier.vocabulary import MOST_READ, Fact, Vocabulary
from classifier.wordlists import CATEGORIES

# Languages with a calibration of their own, and the place of all others
CALIBRATED = ("fr", "en", "other")
# Languages that there is a lexicon of; of a text in no language that can be told, the one
# that knows more of it is taken.
READ_IN = ("fr", "en")
PRAISE = CATEGORIES.index("spam_praise_generic")
# Comments read at a time, at most: more would not be faster.
AT_ONCE = 512
# A row and a number below 2 ** SHIFT as one number
SHIFT = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to weigh in some comments, all their words in one row."""

    # Numbers of the words in the vocabulary, and the text that each is in
    words: Integers
    row: Integers
    # Column of each word and the next in its text; -1 at the last
    pairs: Integers
    languages: list[str]
    signs: Signs
    # (rows, form.NAMES)
    form: NDArray[np.float32]

    @property
    def calibration(self) -> list[int]:
        return [calibration_of(tag) for tag in self.languages]

    def distinct_words(self) -> tuple[Integers, Integers]:
        """Row and number of the distinct words of each text, by row."""
        return _distinct(self.row, self.words)

    def distinct_pairs(self) -> tuple[Integers, Integers]:
        """Row and column of the distinct pairs of each text, by row."""
        paired = self.pairs >= 0
        return _distinct(self.row[paired], self.pairs[paired])


class Reader:
    """Reads comments. `facts` are looked up by word besides those that reading needs."""

    def __init__(self, table: Table, facts: Mapping[str, Fact] | None = None) -> None:
        needed: dict[str, Fact] = {
            "hash": lambda words: words.hashes,
            "around": context.around,
            "language": partial(language.evidence, table=table),
            **{tag: lexicon(tag).openings for tag in READ_IN},
        }
        self.vocabulary = Vocabulary(needed | dict(facts or {}))

    def read(self, samples: Sequence[Sample]) -> Reading:
        """Read comments; at most what `parts` makes. Its numbers are good until the next call."""
        words, counts = self.vocabulary.read([sample.text for sample in samples])
        row = np.repeat(np.arange(len(samples)), counts)
        starts = np.cumsum(counts) - counts
        text = Text(row, starts, counts, self.vocabulary["around"][words])
        hashes, ends = self.vocabulary["hash"][words], np.repeat(starts + counts, counts)
        met = Row(hashes, features.pairs(hashes), ends)
        pairs = np.where(np.arange(1, len(words) + 1) < ends, features.columns(met.pairs), -1)
        spoken = self._languages(words, text, samples)
        hits = self._hits(words, met, text, spoken)
        signals = _form(samples, text.row[hits.first[hits.entries[:, 0] == PRAISE]])
        return Reading(words, row, pairs, spoken, signs.read(text, hits), signals)

    def _languages(self, words: Integers, text: Text, samples: Sequence[Sample]) -> list[str]:
        read = np.arange(len(words)) - text.starts[text.row] < language.READ
        known = self.vocabulary["language"].take(words[read], axis=0)
        known = features.sums(known, text.row[read], len(samples))
        declared = [sample.language or sample.site_language for sample in samples]
        return language.detect(known, [sample.text for sample in samples], declared)

    def _hits(self, words: Integers, met: Row, text: Text, spoken: list[str]) -> Hits:
        """The hits of each text in its language's lexicon."""
        untold = np.array([tag == language.UNKNOWN for tag in spoken])
        meant = {tag: untold | [tag == other for other in spoken] for tag in READ_IN}
        found = [
            lexicon(tag).hits(met, np.where(texts[text.row], self.vocabulary[tag][words], 0))
            for tag, texts in meant.items()
            if texts.any()
        ]
        if len(found) > 1:
            known = [np.bincount(text.row[hits.first], minlength=len(spoken)) for hits in found]
            knows_most = np.argmax(known, axis=0)
            for place, hits in enumerate(found):
                passed_over = untold & (knows_most != place)
                found[place] = hits.only(~passed_over[text.row[hits.first]])
        return Hits.together(found)


def calibration_of(tag: str) -> int:
    """The place in CALIBRATED of a language."""
    return CALIBRATED.index(tag if tag in CALIBRATED else "other")


def parts(samples: Sequence[Sample]) -> Iterator[Sequence[Sample]]:
    """Samples in order, no more at a time than `Reader.read` takes."""
    start = size = 0
    for end, sample in enumerate(samples):
        length = min(len(sample.text), LONGEST)
        if end - start == AT_ONCE or size + length > MOST_READ:
            yield samples[start:end]
            start, size = end, 0
        size += length
    if samples:
        yield samples[start:]


def _form(samples: Sequence[Sample], praised: Integers) -> NDArray[np.float32]:
    """(rows, form.NAMES); `praised` has the rows with praise that would suit any text."""
    rows = set(praised.tolist())
    signals = [form.signals(sample, row in rows) for row, sample in enumerate(samples)]
    return np.array(signals, dtype=np.float32)


def _distinct(row: Integers, number: Integers) -> tuple[Integers, Integers]:
    keys = np.sort(row << SHIFT | number)
    keys = keys[np.concatenate((np.ones(len(keys[:1]), dtype=bool), keys[1:] != keys[:-1]))]
    return keys >> SHIFT, keys & (1 << SHIFT) - 1
