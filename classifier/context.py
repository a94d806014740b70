"""What stands around the words: who is addressed, what is denied, quoted or said of a group.

A bag of words cannot tell "you are an idiot" from "he was called an idiot". These signs can:
here are their names and the words that they hang on, in `signs` how they are read.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from classifier.features import Words
from classifier.wordlists import CATEGORIES

# The group of a category is its first match; a category may belong to none.
GROUPS = {
    "insult": ("insult_", "mockery", "condescension", "dismissal", "curse"),
    "slur": ("identity_slur", "identity_contempt"),
    "hostile": ("dehumanise", "exclusion", "stereotype", "conspiracy_hate", "glorification"),
    "threat": ("threat_phrase", "harm_wish_group", "violence_verb", "self_harm"),
    "profanity": ("profanity_", "evasion"),
    "sexual": ("sexual_explicit", "sexual_harassment"),
    "identity": ("identity_neutral",),
    "politics": ("politics_neutral", "criticism"),
    "distance": ("counter_speech", "quotation", "testimony"),
    "civil": ("thanks_praise", "polite_disagreement", "agreement", "source_reasoning", "hedge",
              "question_markers", "correction", "condolence", "greeting_signoff"),
    "light": ("laughter", "slang_positive", "self_deprecation", "innocent_lookalike"),
    "bodily": ("body_medical", "sexual_neutral"),
    "you": ("address_second_person",),
    "no": ("negation",),
    "spam": ("spam_",),
}  # fmt: skip
GROUP_OF = {
    category: next((g for g, starts in GROUPS.items() if category.startswith(starts)), "other")
    for category in CATEGORIES
}
HARSH = ("insult", "slur", "hostile", "threat", "profanity", "sexual")
SURROUNDINGS = ("you", "no", "quoted", "identity", "me", "they", "strong")
YOU = frozenset(
    {
        "tu", "t", "toi", "ta", "ton", "tes", "te", "vous", "votre", "vos", "you",
        "your", "ur", "u", "yourself", "youre"
    }
)  # fmt: skip
NO = frozenset(
    {
        "pas", "ne", "n", "jamais", "aucun", "aucune", "sans", "ni", "not", "no",
        "never", "don", "isn", "aren", "without", "t"
    }
)  # fmt: skip
ME = frozenset({"je", "j", "moi", "mon", "ma", "mes", "me", "m", "suis", "i", "my", "am"})
THEY = frozenset(
    {
        "ils", "elles", "ces", "leur", "leurs", "eux", "ceux", "they", "them", "their",
        "these", "those"
    }
)  # fmt: skip
STRONG = frozenset(
    {
        "sale", "sales", "gros", "grosse", "espece", "bande", "fucking", "dirty",
        "bunch", "all", "tous", "toutes"
    }
)  # fmt: skip
QUOTES = frozenset('«»"“”')
REACH = 4

NAMES = (
    *(f"{kind}:{category}" for category in CATEGORIES for kind in ("some", "most")),
    *(f"{group}+{around}" for group in HARSH for around in SURROUNDINGS),
    *(f"{a}*{b}" for a, b in combinations(GROUPS, 2)),
    *(f"only:{group}" for group in GROUPS),
    "harsh:density",
    "harsh:none",
)
NUMBER = {name: number for number, name in enumerate(NAMES)}
# Bits of `around`
SETS = (YOU, NO, ME, THEY, STRONG, QUOTES)
IS_YOU, IS_NO, IS_ME, IS_THEY, IS_STRONG, IS_QUOTE = (1 << n for n in range(len(SETS)))


_AROUND = {
    word: sum(1 << n for n, known in enumerate(SETS) if word in known)
    for word in frozenset().union(*SETS)
}


def around(words: Words) -> NDArray[np.uint8]:
    """What each word is to the words near it: a fact."""
    return np.array([_AROUND.get(word, 0) for word in words.words], dtype=np.uint8)
