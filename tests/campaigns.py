"""Campaigns as spinners write them: one message, its words swapped, its sentences moved,
its letters disguised. Everything here is our own writing, with names that nobody has.
"""

import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ORDINARY = (
    *(ROOT / "classifier" / "probes").glob("ordinary_*.txt"),
    ROOT / "tests" / "classifier" / "data" / "held_out_fr.txt",
)
DATA = Path(__file__).parent / "classifier" / "data" / "campaigns.txt"
SLOT = re.compile(r"\{([^{}]*)\}")
CLAUSE = re.compile(r"[.,;:!?…]+")
LOOKALIKES = str.maketrans("aeopcxi", "аеорсхі")


@lru_cache(maxsize=1)
def campaigns() -> dict[str, list[str]]:
    """The sentences of each campaign, with slots `{one|other|…}`."""
    blocks = DATA.read_text(encoding="utf-8").split("\n\n")
    lines = [block.strip().splitlines() for block in blocks]
    return {first.removeprefix("# "): sentences for first, *sentences in lines}


def spun(campaign: str, seed: int) -> str:
    """One comment of a campaign: at least all sentences but one, disguised as spinners do."""
    chance = random.Random(f"{campaign} {seed}")
    sentences = list(campaigns()[campaign])
    chance.shuffle(sentences)
    if chance.random() < 0.4:
        sentences.pop()
    text = " ".join(_filled(sentence, chance) for sentence in sentences)
    return chance.choice(DISGUISES)(text, chance)


def flood(campaign: str, number: int) -> Iterator[str]:
    return (spun(campaign, seed) for seed in range(number))


def ordinary(number: int) -> list[str]:
    """Comments that belong to no campaign: clauses of our own comments, thrown together."""
    chance = random.Random("ordinary")
    lines = [line for path in ORDINARY for line in path.read_text("utf-8").splitlines()]
    clauses = sorted(
        {part.strip() for line in lines for part in CLAUSE.split(line) if part.strip()}
    )
    return [", ".join(chance.sample(clauses, chance.randint(1, 4))) for _ in range(number)]


def _filled(sentence: str, chance: random.Random) -> str:
    return SLOT.sub(lambda slot: chance.choice(slot[1].split("|")), sentence)


def _plain(text: str, chance: random.Random) -> str:
    return text


def _lookalike(text: str, chance: random.Random) -> str:
    """Some words in letters of another script; addresses must keep working."""
    return _words(text, chance, lambda word: word.translate(LOOKALIKES))


def _zero_width(text: str, chance: random.Random) -> str:
    return _words(text, chance, "\u200b".join)


def _shouted(text: str, chance: random.Random) -> str:
    return _words(text, chance, str.upper)


def _spaced(text: str, chance: random.Random) -> str:
    return _words(text, chance, lambda word: " ".join(word) if len(word) > 5 else word, 0.06)


def _loose(text: str, chance: random.Random) -> str:
    return text.replace(" ", chance.choice(["  ", " \u00a0", "\n"])).replace(
        ".", chance.choice("!…")
    )


def _words(
    text: str, chance: random.Random, change: Callable[[str], str], share: float = 0.3
) -> str:
    parts = text.split(" ")
    return " ".join(
        change(part) if part.isalpha() and chance.random() < share else part for part in parts
    )


DISGUISES = (_plain, _plain, _lookalike, _zero_width, _shouted, _spaced, _loose)
