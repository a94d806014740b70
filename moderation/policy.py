"""What scores and signals mean for a site. `decide` is a pure function: no clock, no database.

The rules look for findings, each either worth a person's look (flag) or bad enough to
reject. The worst finding decides; all of them are told. An author the site knows well is
spared the rules that only guard against strangers, never those about what is said.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Literal

from moderation.reasons import Reason
from moderation.signals import Signals
from moderation.words import contains_any

Effect = Literal["ignore", "flag", "reject"]

# Rules about who sends and how, that an author with a good record here is spared.
STRANGERS_ONLY = frozenset(
    {
        Reason.SPAM, Reason.LINKS, Reason.TOO_FAST, Reason.DUPLICATE, Reason.CAMPAIGN,
        Reason.FIRST_TIME_AUTHOR, Reason.SHORTENED_LINK, Reason.DISPOSABLE_EMAIL,
        Reason.KEYWORD_NAME, Reason.FOREIGN_LANGUAGE,
    }
)  # fmt: skip
# Languages that any site's readers may write in
WELCOME = frozenset({"fr", "en", "und"})
# Letters from which a language near to French or English is told for sure; one in a script of
# its own is told at once.
SURE_OF = {"es": 60, "it": 60, "pt": 60, "de": 60, "nl": 60}
SURE_OF_OTHERS = 10
# Seconds that what a person decided stays inside, so that it can be taken back unseen
UNDO_SECONDS = 10
# So many others who spin the same text within days are no chance.
CAMPAIGN_AUTHORS = 4
# As sites call their own people; "author" is left out, for it may mean who wrote the comment.
STAFF_ROLES = frozenset({"administrator", "admin", "editor", "staff", "moderator"})


@dataclass(frozen=True, slots=True)
class Threshold:
    """Probabilities from which an attribute flags and rejects; above 1 means never."""

    flag: float
    reject: float


@dataclass(frozen=True)
class Policy:
    """One site's choices. `thresholds` has every attribute of the classifier."""

    thresholds: Mapping[str, Threshold]
    max_links: int = 2
    min_seconds: float = 3.0
    too_fast: Effect = "flag"
    honeypot: Effect = "reject"
    duplicates: Effect = "flag"
    campaigns: Effect = "flag"
    first_time_authors: Effect = "ignore"
    shorteners: Effect = "flag"
    disposable_email: Effect = "flag"
    keyword_names: Effect = "flag"
    foreign_languages: Effect = "flag"
    known_after: int = 3
    trust_staff: bool = True
    reports_to_flag: int = 3
    flag_words: tuple[str, ...] = ()
    reject_words: tuple[str, ...] = ()
    # Whether Akismet's clients hold what is flagged, rather than file it as spam
    akismet_hold: bool = True
    # Whether texts that Perspective's clients let be stored come before the moderators
    perspective_store: bool = False
    undo_seconds: int = UNDO_SECONDS

    @cached_property
    def version(self) -> str:
        """Eight hexadecimal digits that change whenever any choice does."""
        canonical = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Finding:
    reason: Reason
    effect: Effect
    # How far beyond its rule, in [0, 1]: orders the reasons of one verdict.
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Literal["approved", "flagged", "rejected"]
    reasons: tuple[Reason, ...]
    harm: float = field(default=0.0)
    doubt: float = field(default=0.0)


def decide(scores: Mapping[str, float], signals: Signals, policy: Policy) -> Verdict:
    """The verdict on one comment.

    `scores` maps each attribute to a probability in [0, 1]. `harm` is the highest of
    them; `doubt` is 1 where a score stands on its flag threshold and falls with distance.
    """
    harm, doubt = max(scores.values(), default=0.0), _doubt(scores, policy)
    if policy.trust_staff and signals.role in STAFF_ROLES:
        return Verdict("approved", (Reason.STAFF,), harm, doubt)
    findings = [found for found in _findings(scores, signals, policy) if found.effect != "ignore"]
    known = _is_known(signals, policy)
    if known:
        findings = [found for found in findings if found.reason not in STRANGERS_ONLY]
    if not findings:
        passing = Reason.KNOWN_AUTHOR if known else Reason.NO_CONCERN
        return Verdict("approved", (passing,), harm, doubt)
    return Verdict(_status(findings), _ordered(findings), harm, doubt)


def _findings(scores: Mapping[str, float], signals: Signals, policy: Policy) -> Iterator[Finding]:
    yield from _about_the_form(signals, policy)
    yield from _about_the_text(signals, policy)
    yield from _about_the_past(signals, policy)
    for attribute, threshold in policy.thresholds.items():
        yield from _about_a_score(attribute, scores.get(attribute, 0.0), threshold)


def _about_the_form(signals: Signals, policy: Policy) -> Iterator[Finding]:
    if signals.honeypot:
        yield Finding(Reason.HONEYPOT, policy.honeypot)
    if signals.seconds_to_submit is not None and signals.seconds_to_submit < policy.min_seconds:
        yield Finding(Reason.TOO_FAST, policy.too_fast, 0.5)
    if signals.disposable_email:
        yield Finding(Reason.DISPOSABLE_EMAIL, policy.disposable_email, 0.3)
    if signals.keyword_name:
        yield Finding(Reason.KEYWORD_NAME, policy.keyword_names, 0.5)


def _about_the_text(signals: Signals, policy: Policy) -> Iterator[Finding]:
    if signals.links > policy.max_links:
        yield Finding(Reason.LINKS, "flag", 0.6)
    if signals.shortened:
        yield Finding(Reason.SHORTENED_LINK, policy.shorteners, 0.5)
    if _is_foreign(signals):
        yield Finding(Reason.FOREIGN_LANGUAGE, policy.foreign_languages, 0.3)
    if contains_any(signals.words, policy.reject_words):
        yield Finding(Reason.REJECT_WORD, "reject")
    if contains_any(signals.words, policy.flag_words):
        yield Finding(Reason.FLAG_WORD, "flag")


def _about_the_past(signals: Signals, policy: Policy) -> Iterator[Finding]:
    if signals.same_text_rejected:
        yield Finding(Reason.DUPLICATE_OF_REJECTED, policy.duplicates, 0.8)
    elif signals.same_text:
        yield Finding(Reason.DUPLICATE, policy.duplicates, 0.4)
    if signals.spun_rejected or signals.spun_authors >= CAMPAIGN_AUTHORS:
        yield Finding(Reason.CAMPAIGN, policy.campaigns, 0.7)
    if signals.author_approved == 0:
        yield Finding(Reason.FIRST_TIME_AUTHOR, policy.first_time_authors, 0.2)
    if signals.edited_after_rejection:
        yield Finding(Reason.EDITED_AFTER_REJECTION, "flag")


def _about_a_score(attribute: str, score: float, threshold: Threshold) -> Iterator[Finding]:
    reason = Reason(attribute)
    if score >= threshold.reject:
        yield Finding(reason, "reject", score)
    elif score >= threshold.flag:
        yield Finding(reason, "flag", score)


def _is_foreign(signals: Signals) -> bool:
    """Whether a comment is for sure in a language that the site's readers do not expect."""
    if not signals.site_language or signals.language in WELCOME:
        return False
    home = signals.site_language.partition("-")[0].lower()
    enough = signals.letters >= SURE_OF.get(signals.language, SURE_OF_OTHERS)
    return signals.language != home and enough


def _is_known(signals: Signals, policy: Policy) -> bool:
    return signals.author_approved >= policy.known_after and signals.author_rejected == 0


def _status(findings: list[Finding]) -> Literal["flagged", "rejected"]:
    return "rejected" if any(found.effect == "reject" for found in findings) else "flagged"


def _ordered(findings: list[Finding]) -> tuple[Reason, ...]:
    worst_first = sorted(findings, key=lambda found: (found.effect != "reject", -found.weight))
    return tuple(found.reason for found in worst_first)


def _doubt(scores: Mapping[str, float], policy: Policy) -> float:
    distances = [
        abs(scores.get(attribute, 0.0) - min(threshold.flag, 1.0))
        for attribute, threshold in policy.thresholds.items()
    ]
    return 1.0 - min(distances, default=1.0)
