"""What a site and its readers can list: its comments, the approved ones, every change."""

from collections.abc import Sequence

from moderation.errors import NotFound
from store import comments, decisions, listings, sites
from store.engine import reading
from store.listings import Filter
from store.tables import Comment, Decision, Site

# Threads that begin so hold what was never said in public: readers see none of it.
UNPUBLISHED = "private:"


def page(
    site: Site, status: str | None, thread: str | None, after: str | None, limit: int
) -> Sequence[Comment]:
    """A page of a site's comments in order of arrival."""
    with reading() as session:
        return listings.page(session, Filter((site.id,), status, thread), after, limit)


def approved(site_id: str, thread: str | None, after: str | None, limit: int) -> Sequence[Comment]:
    """A page of what is published, oldest first."""
    with reading() as session:
        return listings.page(session, _published(site_id, thread), after, limit)


def newest(
    site_id: str, thread: str | None, limit: int, after: str | None = None
) -> Sequence[Comment]:
    """A page of what is published, newest first."""
    with reading() as session:
        return listings.newest(session, _published(site_id, thread), limit, after)


def count(site_id: str, thread: str) -> int:
    """How many comments are published under a thread."""
    with reading() as session:
        return listings.count(session, _published(site_id, thread))


def _published(site_id: str, thread: str | None) -> Filter:
    return Filter((site_id,), "approved", thread, without=UNPUBLISHED)


def of_ids(site_id: str, ids: Sequence[str]) -> Sequence[Comment]:
    """Those of `ids` that are comments of this site and not deleted, in order of arrival."""
    with reading() as session:
        found = comments.by_ids(session, ids)
    kept = [comment for comment in found if comment.site_id == site_id and not comment.deleted_at]
    return sorted(kept, key=lambda comment: comment.id)


def version(site_id: str) -> tuple[Site, int]:
    """The site and the number of its last decision: what is published changes with it only.

    Raises:
        NotFound: there is no such site.
    """
    with reading() as session:
        site = sites.get(session, site_id)
    if site is None:
        raise NotFound(f"There is no site “{site_id}”.")
    return site, site.last_seq


def changes(site: Site, after: int, limit: int) -> Sequence[tuple[Decision, Comment]]:
    """A site's decisions behind number `after`, in order, each with its comment."""
    with reading() as session:
        return decisions.after(session, site.id, after, limit)
