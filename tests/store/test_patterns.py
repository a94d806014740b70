"""Finding words: when a row is read for them."""

import pytest
from sqlalchemy import select

from store.engine import engine, reading
from store.patterns import contains
from store.tables import Comment, Site


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_text_is_read_only_where_all_that_is_told_at_a_glance_fits(site: Site) -> None:
    wanted = (
        *contains(Comment.text, "école", "postgresql"),
        Comment.site_id == site.id,
        Comment.status == "approved",
        Comment.deleted_at.is_(None),
    )
    query = select(Comment.id).where(*wanted)
    asked = query.compile(engine(), compile_kwargs={"literal_binds": True})
    with reading() as session:
        connection = session.connection()
        # Without an index all conditions stand in one line, in the order in which they are tried.
        for way in ("indexscan", "bitmapscan", "indexonlyscan"):
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        plan = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {asked}")]
    [tried] = [line for line in plan if "Filter:" in line]
    assert all(name in tried.partition("~")[0] for name in ("site_id", "status", "deleted_at"))
