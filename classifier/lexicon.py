"""Word knowledge: the lexicons in `lexicons/`, matched longest first on folded words.

One entry a line: forms (separated by `|`, `*` for any one word), category, intensity 0 to 3,
target, flags, gloss. Entries are evidence, not verdicts: `poly` marks those with an innocent
meaning, and a longer entry (`abus de confiance`) hides the shorter one inside it.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from classifier.normalize import Token, plain_words

FOLDER = Path(__file__).parent / "lexicons"
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


class Entry(NamedTuple):
    """What is known of a word. `intensity` in 0..3; `poly`: it has an innocent meaning."""

    category: str
    intensity: int
    target: str
    poly: bool
    second: bool


class Hit(NamedTuple):
    """found[first:last + 1] is a form of `entry`."""

    entry: Entry
    first: int
    last: int


class Node:
    """A place in the tree of forms: the words that may follow, and the entries that end here."""

    __slots__ = ("entries", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.entries: tuple[Entry, ...] = ()


def hits(found: Sequence[Token], language: str) -> list[Hit]:
    """Every lexicon entry in the words, in order, none overlapping another but its own form's."""
    tree = _tree(language)
    words = [token.word for token in found]
    made: list[Hit] = []
    at = 0
    while at < len(words):
        length, entries = _longest(tree, words, at)
        made += [Hit(entry, at, at + length - 1) for entry in entries]
        at += max(length, 1)
    return made


def _longest(node: Node, words: list[str], at: int) -> tuple[int, tuple[Entry, ...]]:
    """Words and entries of the longest form that starts at `at`; (0, ()) where there is none."""
    best: tuple[int, tuple[Entry, ...]] = (0, node.entries)
    if at < len(words):
        for step in (words[at], ANY):
            following = node.next.get(step)
            if following is not None:
                length, entries = _longest(following, words, at + 1)
                if entries and length + 1 > best[0]:
                    best = (length + 1, entries)
    return best


@cache
def _tree(language: str) -> Node:
    """All forms of the lexicons of `language`, word by word."""
    root = Node()
    for words, entries in _forms(language).items():
        node = root
        for word in words:
            node = node.next.setdefault(word, Node())
        # A plain word that a disguised one folds to is not itself a disguise.
        plain = tuple(entry for entry in entries.values() if entry.category != "evasion")
        node.entries = plain or tuple(entries.values())
    return root


def _forms(language: str) -> dict[tuple[str, ...], dict[str, Entry]]:
    """Folded words of each form -> category -> entry."""
    forms: dict[tuple[str, ...], dict[str, Entry]] = {}
    for path in sorted(FOLDER.glob(f"{language}_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            written, category, intensity, target, flags, _ = line.split("\t")
            marks = flags.split(",")
            entry = Entry(category, int(intensity), target, "poly" in marks, "second" in marks)
            for form in written.split("|"):
                if words := _form(form):
                    forms.setdefault(words, {}).setdefault(category, entry)
    return forms


def _form(written: str) -> tuple[str, ...]:
    """The folded words of a form, without a wildcard at either end."""
    words = plain_words(written)
    while words and words[0] == ANY:
        words.pop(0)
    while words and words[-1] == ANY:
        words.pop()
    return tuple(words)
