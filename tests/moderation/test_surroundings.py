"""Moderators see what a comment answers, and how its author fared before."""

import pytest

from moderation import surroundings
from store.tables import Site
from tests.helpers import decided, submit

RUDE = "Quel idiot, cet auteur."


@pytest.mark.parametrize("key", ["id", "external_id"])
def test_the_parent_is_found_by_our_id_and_by_the_sites(site: Site, key: str) -> None:
    parent = decided(site, external_id="wp-1")
    reply = submit(site, RUDE, parent=getattr(parent, key))
    found = surroundings.of([reply])[reply.id].parent
    assert found is not None and found.id == parent.id


@pytest.mark.parametrize("parent", [None, "unknown", "0"])
def test_a_parent_that_is_not_here_is_none(site: Site, parent: str | None) -> None:
    comment = submit(site, parent=parent)
    assert surroundings.of([comment])[comment.id].parent is None


def test_the_record_counts_what_was_decided_under_the_same_address(site: Site) -> None:
    decided(site, author_email="lea@example.org")
    decided(site, "casino casino", author_email="lea@example.org")
    comment = submit(site, RUDE, author_email="lea@example.org")
    history = surroundings.of([comment])[comment.id].history
    assert history is not None
    assert (history.approved, history.rejected) == (1, 1)


def test_without_an_address_there_is_no_record(site: Site) -> None:
    comment = submit(site)
    assert surroundings.of([comment])[comment.id].history is None
