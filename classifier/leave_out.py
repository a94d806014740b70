"""Leave one source out: train without a set, test on it, since every site is a new source.

Each run leaves out one French, one English and one spam set together; they hardly teach
each other anything, and it is a third of the time. Ranking needs no calibration, so raw
scores are compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from classifier import encode
from classifier.encode import Data, Say
from classifier.train import head

ATTRIBUTES = ("toxicity", "insult", "profanity", "threat", "identity_attack", "spam")
FRENCH = (
    "toxifrench_agreement_fr", "mlma_fr", "rtplx_fr", "jigsaw_mt_fr", "fr_comments_politics",
    "fr_contrast_pairs", "unlabelled_profane_fr", "fr_comments_everyday", "fr_evasion",
    "ftr_racism_fr",
)  # fmt: skip
ENGLISH = (
    "civil_toxic_spans_en", "wiki_context_en", "youtoxic_en", "davidson_en", "olid_en",
    "jigsaw_wiki_en", "paradetox_en", "mlma_en", "dynahate_en", "stormfront_en",
)  # fmt: skip
# Sets of one kind are left out together; those of spam alone meet a set of ham alone.
SPAM = (
    ("tubespam_psy", "tubespam_katyperry", "tubespam_lmfao"),
    ("datacamp_blog",),
    ("fr_spam_comments",),
    ("synthetic_fr_comment_spam", "ham_blog_fr_bitcoinfrance"),
    ("spintax_en", "spambot_dump_en", "ham_blog_en_hendrixjoseph"),
    ("sms_fr", "sms_en", "sms_de"),
)
FEWEST = 15
RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Result:
    """Ranking of one left-out source by one variant; `low` and `high` bound the AUC (95 %)."""

    variant: str
    source: str
    language: str
    attribute: str
    rows: int
    positives: int
    auc: float
    low: float
    high: float
    average_precision: float


def variants(whole: Data) -> Mapping[str, Data]:
    """What is compared: hashed words alone (the first model), and with all signs."""
    return {"words": replace(whole, signs=whole.signs * 0), "words + signs": whole}


def run(whole: Data, say: Say) -> Iterator[Result]:
    """Every left-out source, attribute and variant that there are enough rows for."""
    sources = np.array([row.source for row in whole.rows])
    for french, english, spam in zip_longest(FRENCH, ENGLISH, SPAM):
        left = [name for name in (french, english, *(spam or ())) if name]
        outside = np.isin(sources, left)
        groups = [(french,), (english,), *([spam] if spam else [])]
        for variant, data in variants(whole).items():
            fitted, tested = data[np.flatnonzero(~outside)], data[np.flatnonzero(outside)]
            yield from _one(variant, fitted, tested, groups)
        say(f"  left out {', '.join(left)}")


def _one(
    variant: str, fitted: Data, tested: Data, groups: list[tuple[str, ...]]
) -> Iterator[Result]:
    idf = encode.inverse_frequency(fitted.text)
    text, unseen = (encode.weigh(data.text, idf) for data in (fitted, tested))
    for attribute in ATTRIBUTES:
        wanted = [group for group in groups if _enough(tested, group, attribute)]
        if not wanted or (attribute == "spam" and wanted[0] not in SPAM and len(wanted) == 1):
            continue
        weights, signs, form, bias = head(fitted, text, attribute)
        scores = unseen @ weights + tested.signs @ signs + tested.form @ form + bias
        for group in wanted:
            yield _result(variant, tested, group, attribute, scores)


def _enough(tested: Data, group: tuple[str, ...], attribute: str) -> bool:
    if (attribute == "spam") != (group in SPAM):
        return False
    _, truth = _known(tested, group, attribute)
    return FEWEST <= int(truth.sum()) <= len(truth) - FEWEST


def _known(
    data: Data, group: tuple[str, ...], attribute: str
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    places = [
        n for n, row in enumerate(data.rows) if row.source in group and attribute in row.labels
    ]
    truth = [data.rows[n].labels[attribute] >= 0.5 for n in places]
    return np.array(places, dtype=np.int64), np.array(truth, dtype=bool)


def _result(
    variant: str, tested: Data, group: tuple[str, ...], attribute: str, scores: NDArray[np.float64]
) -> Result:
    places, truth = _known(tested, group, attribute)
    found = scores[places]
    low, high = interval(truth, found)
    return Result(
        variant, " + ".join(group), tested.rows[places[0]].language, attribute,
        len(truth), int(truth.sum()), float(roc_auc_score(truth, found)), low, high,
        float(average_precision_score(truth, found)),
    )  # fmt: skip


def interval(truth: NDArray[np.bool_], found: NDArray[np.float64]) -> tuple[float, float]:
    """Bootstrap interval (95 %) of the ROC-AUC."""
    chance = np.random.default_rng(len(truth))
    aucs = []
    for _ in range(RESAMPLES):
        drawn = chance.integers(0, len(truth), len(truth))
        if 0 < truth[drawn].sum() < len(truth):
            aucs.append(roc_auc_score(truth[drawn], found[drawn]))
    low, high = np.quantile(aucs, (0.025, 0.975))
    return float(low), float(high)
