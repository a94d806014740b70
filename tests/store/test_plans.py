"""What is asked about one comment finds it by its id, whatever the database knows of the rest.

A database that nobody used: PostgreSQL thinks then that any index leads to a row at once, and
keeps to that plan while the backlog grows. Of one that other tests filled and emptied it knows
more, or less, as its own cleaning came by or not.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from store import claims, comments
from store.base import now
from store.engine import Session
from store.tables import Comment, Site
from tests.conftest import new_postgres
from tests.store.plans import plans

COMMENT = Comment(id="1", site_id="gazette", text_hash="hash", author_email="ana@example.org")
COMMENT.revision = 1

ASKED: dict[str, Callable[[Session], object]] = {
    "claim": lambda session: claims.claim(session, ["1"], "owner", timedelta(1)),
    "release": lambda session: claims.release(session, ["1"], refund=True),
    "mark queued": lambda session: claims.mark_queued(session, ["1"], now()),
    "verdict": lambda session: comments.change_as_seen(session, COMMENT, "pending", {"harm": 1.0}),
}
INDEXED = {
    "same text": lambda session: comments.same_text(session, COMMENT, now()),
    "author": lambda session: comments.author_history(session, COMMENT),
}


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    with new_postgres() as url:
        yield url


@pytest.mark.parametrize("asked", ASKED)
def test_a_comment_is_found_by_its_id_and_not_among_all_that_wait(site: Site, asked: str) -> None:
    found = plans(ASKED[asked])
    assert found
    assert not [line for line in found if "status" in line and " Index " in f" {line} "], found
    assert not [line for line in found if "Seq Scan" in line or "SCAN comment" in line], found


@pytest.mark.parametrize("asked", INDEXED)
def test_the_past_of_a_comment_has_its_own_index(site: Site, asked: str) -> None:
    column = {"same text": "text_hash", "author": "author_email"}[asked]
    found = plans(INDEXED[asked])
    assert any("ix_comment_site_id_" in line and column in line for line in found), found
