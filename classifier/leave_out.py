"""Leave one source out: train without a set, score it, since every site is a new source.

Each run leaves out a French, an English and other sets together; they hardly teach each other
anything, and it is a tenth of the time. What comes of it ranks the recipes, calibrates the
shipped model and sets its thresholds: within a set, every model looks surer than it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from classifier import heads
from classifier.encode import Data, Say
from classifier.heads import Recipe
from classifier.types import ATTRIBUTES

# Sets of one kind stand in one run; a set that is not named here is dealt to one by its name.
RUNS = (
    "toxifrench_agreement_fr civil_toxic_spans_en tubespam_psy tubespam_katyperry tubespam_lmfao"
    " fr_spam_form en_spam_form germeval2018_de",
    "mlma_fr wiki_context_en en_forums datacamp_blog fr_spam_plain en_spam_plain"
    " fr_spam_linkless en_spam_linkless germeval2021_de",
    "rtplx_fr youtoxic_en fr_spam_comments fr_spam_more en_spam_comments offendes_es",
    "jigsaw_mt_fr davidson_en synthetic_fr_comment_spam ham_blog_fr_bitcoinfrance fr_spam_daily"
    " en_spam_daily fortuna_pt",
    "fr_comments_politics olid_en spintax_en spambot_dump_en ham_blog_en_hendrixjoseph toldbr_pt"
    " en_comments en_registers en_press fr_press_social en_long fr_long"
    " en_quarrels fr_querelles fr_disputes",
    "fr_contrast_pairs fr_contrast_more fr_contrast_veiled en_contrast en_contrast_veiled"
    " en_implicit fr_implicite en_contempt fr_mepris jigsaw_wiki_en sms_fr sms_en sms_de"
    " offcombr3_pt hatemojibuild_en",
    "unlabelled_profane_fr paradetox_en benign_fr smokedetector_titles smokedetector_tests",
    "fr_comments_everyday fr_comments_more fr_registers mlma_en en_social en_threads"
    " fr_threads en_networks fr_reseaux en_everyday fr_quotidien en_stream fr_flux mlma_ar"
    " ham_youtube_fr_dirtybiology ham_consultation_fr_an measuring_hate_en",
    "fr_evasion en_evasion fr_threats en_threats fr_attaques en_attacks dynahate_en"
    " ham_reviews_fr_allocine ham_blog_en_haacked thsab_ar",
    "ftr_racism_fr stormfront_en fr_groupes en_groups en_debate mentions_fr mentions_en"
    " email_spamassassin_sample eistakovskii_fr founta_en tgspam_umputun",
)
RUN_OF = {name: number for number, names in enumerate(RUNS) for name in names.split()}
# Sets of spam alone, or nearly, are ranked against the ham that is left out with them.
SPAM = (
    ("tubespam_psy", "tubespam_katyperry", "tubespam_lmfao"),
    ("datacamp_blog",),
    ("fr_spam_comments", "fr_spam_more"),
    ("en_spam_comments",),
    ("fr_spam_linkless",),
    ("en_spam_linkless",),
    ("fr_spam_form",),
    ("en_spam_form",),
    ("fr_spam_plain",),
    ("en_spam_plain",),
    ("fr_spam_daily",),
    ("en_spam_daily",),
    ("synthetic_fr_comment_spam", "ham_blog_fr_bitcoinfrance"),
    ("spintax_en", "spambot_dump_en", "ham_blog_en_hendrixjoseph"),
    ("sms_fr", "sms_en", "sms_de"),
)
# Sets whose labels of other attributes are not what we mean by them, or are assumed.
NOT_RANKED = {"eistakovskii_fr", "mentions_fr", "mentions_en"}
FEWEST = 15
RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Result:
    """Ranking of one left-out source by one recipe; `low` and `high` bound the AUC (95 %)."""

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


def unseen(whole: Data, recipe: Recipe, say: Say) -> NDArray[np.float64]:
    """(rows, attributes): raw logits of each row by a model that never met its source."""
    found = np.empty((len(whole.rows), len(ATTRIBUTES)))
    runs = np.array([run_of(row.source) for row in whole.rows])
    for number in range(len(RUNS)):
        left = runs == number
        if left.any():
            arrays = heads.fit(whole[np.flatnonzero(~left)], recipe, lambda _: None)
            found[left] = heads.raw(arrays, whole[np.flatnonzero(left)])
        say(f"  {recipe.name}: left out {number + 1} of {len(RUNS)}")
    return found


def run_of(source: str) -> int:
    """The run that leaves a source out."""
    return RUN_OF.get(source, sum(source.encode()) % len(RUNS))


def ranked(variant: str, whole: Data, found: NDArray[np.float64]) -> Iterator[Result]:
    """Every left-out source and attribute that there are enough rows for."""
    sources = np.array([row.source for row in whole.rows])
    for head, attribute in enumerate(ATTRIBUTES):
        for group in _groups(sources, attribute):
            places, truth = _known(whole, np.isin(sources, group), attribute)
            if FEWEST <= int(truth.sum()) <= len(truth) - FEWEST:
                yield _result(variant, whole, group, attribute, found[places, head], places, truth)


def _groups(sources: NDArray[np.str_], attribute: str) -> list[tuple[str, ...]]:
    if attribute == "spam":
        return list(SPAM)
    return [(str(name),) for name in np.unique(sources) if name not in NOT_RANKED]


def _known(
    data: Data, chosen: NDArray[np.bool_], attribute: str
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    places = [n for n in np.flatnonzero(chosen) if attribute in data.rows[n].labels]
    truth = [data.rows[n].labels[attribute] >= 0.5 for n in places]
    return np.array(places, dtype=np.int64), np.array(truth, dtype=bool)


def _result(
    variant: str,
    whole: Data,
    group: tuple[str, ...],
    attribute: str,
    scores: NDArray[np.float64],
    places: NDArray[np.int64],
    truth: NDArray[np.bool_],
) -> Result:
    low, high = interval(truth, scores)
    return Result(
        variant, " + ".join(group), whole.rows[places[0]].language, attribute,
        len(truth), int(truth.sum()), float(roc_auc_score(truth, scores)), low, high,
        float(average_precision_score(truth, scores)),
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
