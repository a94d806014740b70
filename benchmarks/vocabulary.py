"""Made-up words, drawn as often as words are in a language."""

import random
from itertools import accumulate

SIZE = 50_000
LETTERS = "bcdfglmnprst", "aeiou"


class Vocabulary:
    """Words by Zipf's law, without the commonest, which signatures leave out."""

    def __init__(self, size: int = SIZE) -> None:
        self.words = [_word(number) for number in range(size)]
        self._weights = list(accumulate(1 / (rank + 50) for rank in range(size)))

    def draw(self, chance: random.Random, number: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self._weights, k=number)


def _word(number: int) -> str:
    """A word that no language has, six letters long."""
    word = ""
    for place in range(6):
        number, rest = divmod(number, len(LETTERS[place % 2]))
        word += LETTERS[place % 2][rest]
    return word
