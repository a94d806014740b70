"""One character at a time: lower case, no accents, nothing invisible, look-alikes as Latin."""

import re
import unicodedata
from functools import lru_cache

# Letters of other scripts and alphabets that pass for Latin ones, and ligatures
LOOKALIKES: dict[int, int | str] = str.maketrans(
    "аеорсухкмнтвіјѕԁɡһӏαεορτυνικɑıłøđħŧᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxkmhtbijsdghlaeoptuvikailodhtabcdefghijklmnoprstuvwyz",
) | {ord("œ"): "oe", ord("æ"): "ae"}
# White letters on black, round and square, which Unicode does not decompose
BOXED: dict[int, int | str] = {
    first + n: chr(97 + n) for first in (0x1F150, 0x1F170) for n in range(26)
}
LATIN = LOOKALIKES | BOXED
# Accents, format characters (zero-width, direction marks), lone surrogates
UNSEEN = frozenset({"Mn", "Me", "Cf", "Cs"})
SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def fold(character: str) -> str:
    """What is left of one character: one or more, or nothing of an invisible one."""
    if character in SKIN_TONES:
        return ""
    plain = unicodedata.normalize("NFKD", character).casefold().translate(LATIN)
    return "".join(c for c in plain if unicodedata.category(c) not in UNSEEN)


class _Folds(dict[int, str]):
    """For `str.translate`: filled as characters are met, of which there are a million at most."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold(chr(code))
        return folded


FOLDS = _Folds()
# Blocks where letters of other scripts stand; without one most texts are spared a closer look.
BEYOND = re.compile(
    "[\u0250-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\uffff\U00010000-\U0001efff\U00020000-\U0010ffff]"
)
# Characters that fold to exactly one, so that places stay as they are
ONE_TO_ONE = frozenset(c for c in map(chr, range(0x21, 0x2100)) if len(fold(c)) == 1)


@lru_cache(maxsize=10_000)
def is_foreign(letter: str) -> bool:
    """Whether a letter is of another script than Latin."""
    return bool(BEYOND.match(letter)) and "LATIN" not in unicodedata.name(
        unicodedata.normalize("NFKC", letter)[0], ""
    )
