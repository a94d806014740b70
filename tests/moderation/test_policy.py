"""The verdict is a pure function of scores, signals and the site's policy."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import ATTRIBUTES
from moderation.policy import Policy, Threshold, decide
from moderation.reasons import Reason
from moderation.signals import Signals
from moderation.words import fold

POLICY = Policy({name: Threshold(0.6, 0.95) for name in ATTRIBUTES})
CLEAN = Signals(author_approved=1)


def scores(**known: float) -> Mapping[str, float]:
    return dict.fromkeys(ATTRIBUTES, 0.01) | known


def test_it_approves_what_stays_below_every_threshold() -> None:
    verdict = decide(scores(), CLEAN, POLICY)
    assert (verdict.status, verdict.reasons) == ("approved", (Reason.NO_CONCERN,))


@pytest.mark.parametrize(
    ("score", "status"),
    [(0.59, "approved"), (0.6, "flagged"), (0.94, "flagged"), (0.95, "rejected")],
)
@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_each_attribute_flags_and_rejects_at_its_thresholds(
    attribute: str, score: float, status: str
) -> None:
    verdict = decide(scores(**{attribute: score}), CLEAN, POLICY)
    assert verdict.status == status
    assert (attribute in verdict.reasons) == (status != "approved")


def test_a_threshold_above_one_never_fires() -> None:
    policy = replace(POLICY, thresholds={"profanity": Threshold(0.5, 2.0)})
    assert decide({"profanity": 1.0}, CLEAN, policy).status == "flagged"


@pytest.mark.parametrize(
    ("signals", "status", "reason"),
    [
        (replace(CLEAN, honeypot=True), "rejected", Reason.HONEYPOT),
        (replace(CLEAN, seconds_to_submit=1.0), "flagged", Reason.TOO_FAST),
        (replace(CLEAN, links=3), "flagged", Reason.LINKS),
        (replace(CLEAN, shortened=True), "flagged", Reason.SHORTENED_LINK),
        (replace(CLEAN, disposable_email=True), "flagged", Reason.DISPOSABLE_EMAIL),
        (replace(CLEAN, keyword_name=True), "flagged", Reason.KEYWORD_NAME),
        (
            replace(CLEAN, site_language="fr", language="ru", letters=40),
            "flagged",
            Reason.FOREIGN_LANGUAGE,
        ),
        (replace(CLEAN, same_text=1), "flagged", Reason.DUPLICATE),
        (
            replace(CLEAN, same_text=2, same_text_rejected=1),
            "flagged",
            Reason.DUPLICATE_OF_REJECTED,
        ),
        (replace(CLEAN, edited_after_rejection=True), "flagged", Reason.EDITED_AFTER_REJECTION),
    ],
)
def test_each_rule_has_its_effect_and_its_reason(
    signals: Signals, status: str, reason: Reason
) -> None:
    verdict = decide(scores(), signals, POLICY)
    assert (verdict.status, verdict.reasons) == (status, (reason,))


@pytest.mark.parametrize(
    ("site_language", "language", "letters"),
    [
        ("fr", "en", 400),
        ("en", "fr", 400),
        ("fr", "und", 400),
        ("de-CH", "de", 400),
        ("fr", "es", 40),
        ("fr", "ru", 4),
        (None, "ru", 400),
    ],
)
def test_a_language_that_may_be_meant_for_the_site_passes(
    site_language: str | None, language: str, letters: int
) -> None:
    spoken = replace(CLEAN, site_language=site_language, letters=letters).spoken(language)
    assert decide(scores(), spoken, POLICY).reasons == (Reason.NO_CONCERN,)


def test_a_known_author_is_spared_the_rules_about_who_sends() -> None:
    odd = Signals(
        author_approved=3, shortened=True, disposable_email=True, keyword_name=True,
        site_language="fr", language="ru", letters=40,
    )  # fmt: skip
    assert decide(scores(), odd, POLICY).reasons == (Reason.KNOWN_AUTHOR,)


@pytest.mark.parametrize("effect", ["ignore", "flag", "reject"])
def test_a_site_chooses_what_a_first_comment_leads_to(effect: str) -> None:
    policy = replace(POLICY, first_time_authors=effect)
    verdict = decide(scores(), Signals(author_approved=0), policy)
    expected = {"ignore": "approved", "flag": "flagged", "reject": "rejected"}
    assert verdict.status == expected[effect]


def test_words_match_as_whole_words_without_case_or_accents() -> None:
    policy = replace(POLICY, reject_words=("Crétin",), flag_words=("lac",))
    assert decide(scores(), replace(CLEAN, words=fold("Quel CRETIN !")), policy).reasons == (
        Reason.REJECT_WORD,
    )
    assert decide(scores(), replace(CLEAN, words=fold("la place")), policy).status == "approved"
    assert decide(scores(), replace(CLEAN, words=fold("au lac.")), policy).status == "flagged"


def test_a_known_author_is_spared_the_rules_about_strangers_only() -> None:
    known = Signals(author_approved=3, links=9, seconds_to_submit=0.5)
    assert decide(scores(spam=0.8), known, POLICY).reasons == (Reason.KNOWN_AUTHOR,)
    assert decide(scores(insult=0.8), known, POLICY).status == "flagged"
    assert decide(scores(), replace(known, author_rejected=1), POLICY).status == "flagged"


def test_staff_pass_where_the_site_trusts_its_own_word() -> None:
    staff = Signals(role="administrator")
    assert decide(scores(insult=0.99), staff, POLICY).reasons == (Reason.STAFF,)
    distrusting = replace(POLICY, trust_staff=False)
    assert decide(scores(insult=0.99), staff, distrusting).status == "rejected"


def test_reasons_begin_with_the_worst() -> None:
    signals = replace(CLEAN, links=5, honeypot=True)
    verdict = decide(scores(spam=0.9, toxicity=0.7), signals, POLICY)
    assert verdict.reasons == (Reason.HONEYPOT, Reason.SPAM, Reason.TOXICITY, Reason.LINKS)


def test_the_version_changes_with_any_choice() -> None:
    assert POLICY.version == replace(POLICY).version
    assert POLICY.version != replace(POLICY, max_links=3).version


PROBABILITY = st.floats(0, 1)


@given(
    st.fixed_dictionaries(dict.fromkeys(ATTRIBUTES, PROBABILITY)),
    st.builds(
        Signals,
        links=st.integers(0, 5),
        honeypot=st.booleans(),
        seconds_to_submit=st.none() | st.floats(0, 100),
        author_approved=st.integers(0, 5),
        same_text=st.integers(0, 3),
    ),
)
def test_every_verdict_says_why_and_a_worse_score_is_never_judged_milder(
    known: dict[str, float], signals: Signals
) -> None:
    order = ("approved", "flagged", "rejected")
    verdict = decide(known, signals, POLICY)
    assert verdict.reasons
    assert 0 <= verdict.harm <= 1 and 0 <= verdict.doubt <= 1
    worse = decide(known | {"threat": 1.0}, signals, POLICY)
    assert order.index(worse.status) >= order.index(verdict.status)
