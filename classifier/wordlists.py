"""The lines of the lexicons, as they stand in `lexicons/`.

One entry a line: forms (separated by `|`, `*` for any one word), category, intensity 0 to 3,
target, flags, gloss.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "lexicons"
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


class Line(NamedTuple):
    """One line of a lexicon; `forms` and `flags` as they are written, not yet taken apart."""

    forms: str
    category: str
    intensity: int
    target: str
    flags: str


def lines(language: str = "*") -> Iterator[Line]:
    """The lines of all lexicons of a language, or of every language."""
    for path in sorted(FOLDER.glob(f"{language}_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            forms, category, intensity, target, flags, _ = line.split("\t")
            yield Line(forms, category, int(intensity), target, flags)
