"""Comments that are alike are found as one group, others never; on both databases."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from moderation import intake, review, scoring, similar, sites, upkeep
from moderation.intake import Submission
from moderation.moderators import Person
from moderation.reasons import Reason
from moderation.review import Choice
from store import similar as store
from store.engine import reading, writing
from store.tables import Comment, Site
from tests.campaigns import campaigns, flood, ordinary, spun
from tests.conftest import ScriptedModel
from tests.helpers import decided, score, submit

ROOT = Path(__file__).parents[2]
SHOP = "Regardez vite cette boutique formidable : https://zanvilla-boutik.example/promo"


@pytest.fixture
def model(model: ScriptedModel) -> ScriptedModel:
    """Everything is doubtful, so that everything waits for a person."""
    model.words[""] = {"spam": 0.7}
    return model


def flagged(site: Site, texts: Sequence[str]) -> list[str]:
    """The ids of these, all scored in one go."""
    made = intake.accept_many(site, [Submission("/article", text) for text in texts])
    ids = [one.comment.id for one in made if isinstance(one, intake.Accepted)]
    for start in range(0, len(ids), 500):
        scoring.score(scoring.claim(ids[start : start + 500], f"message {start}"))
    return ids


@pytest.mark.parametrize("name", campaigns())
def test_of_a_campaign_among_ordinary_comments_nearly_all_is_found_and_nothing_else(
    site: Site, name: str
) -> None:
    texts = [*flood(name, 500), *ordinary(5000)]
    order = random.Random(name).sample(range(len(texts)), len(texts))
    ids = dict(zip(order, flagged(site, [texts[at] for at in order]), strict=True))
    campaign = {ids[at] for at in range(500)}
    found = similar.group(ids[7])
    assert found[0] == ids[7]
    assert len(campaign.intersection(found)) >= 0.95 * 500
    assert len(campaign.intersection(found)) >= 0.99 * len(found)
