"""Finding words: when a row is read for them."""

import pytest
from sqlalchemy import select

from store.patterns import contains
from store.tables import Comment, Site
from tests.store.plans import plans


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_text_is_read_only_where_all_that_is_told_at_a_glance_fits(site: Site) -> None:
    query = select(Comment.id).where(
        *contains(Comment.text, "école", "postgresql"),
        Comment.site_id == site.id,
        Comment.status == "approved",
        Comment.deleted_at.is_(None),
    )
    # Without an index all conditions stand in one line, in the order in which they are tried.
    found = plans(
        lambda session: session.scalars(query).all(),
        without=("indexscan", "bitmapscan", "indexonlyscan"),
    )
    [tried] = [line for line in found if "Filter:" in line]
    assert all(name in tried.partition("~")[0] for name in ("site_id", "status", "deleted_at"))
