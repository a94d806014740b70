"""Perspective's attributes, and which of them this model can honestly answer."""

from classifier import ATTRIBUTES

TWIN = "_EXPERIMENTAL"
PRODUCTION = {
    "TOXICITY": "toxicity",
    "SEVERE_TOXICITY": "severe_toxicity",
    "IDENTITY_ATTACK": "identity_attack",
    "INSULT": "insult",
    "PROFANITY": "profanity",
    "THREAT": "threat",
}
# Other names for what a score of ours means: commercial spam, and coarse language.
ALIKE = {
    "TOXICITY_FAST": "toxicity",
    "SEXUALLY_EXPLICIT": "sexually_explicit",
    "SPAM": "spam",
    "OBSCENE": "profanity",
}
# The score of ours behind each attribute that is answered
ANSWERED = PRODUCTION | {f"{name}{TWIN}": ours for name, ours in PRODUCTION.items()} | ALIKE
# How near a text is to being held under the site's own thresholds; no attribute of Google's.
HOLD = "TAMIS_HOLD"
# Nobody taught this model what these mean; a number would be an invention.
REFUSED = frozenset(
    {
        "FLIRTATION",
        "ATTACK_ON_AUTHOR",
        "ATTACK_ON_COMMENTER",
        "INCOHERENT",
        "INFLAMMATORY",
        "LIKELY_TO_REJECT",
        "UNSUBSTANTIAL",
        *(
            f"{name}{TWIN}"
            for name in (
                "AFFINITY", "COMPASSION", "CURIOSITY", "NUANCE", "PERSONAL_STORY",
                "REASONING", "RESPECT", "FLIRTATION",
            )
        ),
    }
)  # fmt: skip
SUPPORTED = frozenset({*ANSWERED, HOLD})
KNOWN = SUPPORTED | REFUSED

assert set(ANSWERED.values()) == set(ATTRIBUTES)
