"""Sites and the choices of their policies."""

from typing import Any

import pytest

from moderation import sites
from moderation.errors import AlreadyExists, Invalid, NotFound
from store.tables import Site


def test_a_change_is_laid_over_the_defaults_and_null_restores(site: Site) -> None:
    before = sites.policy_of(site)
    changed = sites.change_policy(
        site.id, {"max_links": 5, "thresholds": {"spam": {"flag": 0.3, "reject": 2}}}
    )
    policy = sites.policy_of(changed)
    assert (policy.max_links, policy.thresholds["spam"].flag) == (5, 0.3)
    assert policy.thresholds["insult"] == before.thresholds["insult"]
    assert policy.version != before.version
    restored = sites.change_policy(site.id, {"max_links": None, "thresholds": None})
    assert sites.policy_of(restored) == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"max_links": -1}, "max_links"),
        ({"max_links": "2"}, "max_links"),
        ({"honeypot": "explode"}, "honeypot"),
        ({"unknown": 1}, "unknown"),
        ({"thresholds": {"kindness": {"flag": 0.1, "reject": 1}}}, "thresholds.kindness"),
        ({"thresholds": {"spam": {"flag": 0.9, "reject": 0.1}}}, "thresholds.spam"),
        ({"flag_words": ["x"]}, "flag_words.0"),
    ],
)
def test_a_bad_change_names_its_field_and_changes_nothing(
    site: Site, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        sites.change_policy(site.id, change)
    assert refused.value.field.startswith(field)
    assert sites.require(site.id).policy == {}


@pytest.mark.parametrize("name", ["", "A", "a b", "-a", "é", "a" * 65, "a\n"])
def test_an_id_that_would_not_fit_a_path_is_refused(site: Site, name: str) -> None:
    with pytest.raises(Invalid):
        sites.add(name, "Name")


def test_an_id_is_taken_once(site: Site) -> None:
    with pytest.raises(AlreadyExists):
        sites.add(site.id, "Again")
    with pytest.raises(NotFound):
        sites.require("nowhere")
