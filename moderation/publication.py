"""What a site and its readers can list: its comments, the approved ones, every change."""

from collections.abc import Sequence

from moderation.errors import NotFound
from store import comments, decisions, listings, sites
from store.base import now
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


def of_ids(site_id: str, ids: Sequence[str]) -> Sequence[Comment]:
    """Those of `ids` that are comments of this site and not deleted, in order of arrival."""
    with reading() as session:
        found = comments.by_ids(session, ids)
    kept = [comment for comment in found if comment.site_id == site_id and not comment.deleted_at]
    return sorted(kept, key=lambda comment: comment.id)


def is_public(comment: Comment) -> bool:
    """Whether readers see a comment: approved, and its undo window over."""
    out = comment.public_from is None or comment.public_from <= now()
    return comment.status == "approved" and out


def version(site_id: str) -> tuple[Site, str]:
    """The site, and a word that differs whenever what is published does.

    That changes with a decision, and when a decision's undo window ends.

    Raises:
        NotFound: there is no such site.
    """
    with reading() as session:
        site = sites.get(session, site_id)
        held = decisions.count_held(session, site_id, now())
    if site is None:
        raise NotFound(f"There is no site “{site_id}”.")
    return site, f"{site.last_seq}-{held}"


def changes(site: Site, after: int, limit: int) -> Sequence[tuple[Decision, Comment]]:
    """A site's decisions behind number `after`, in order, each with its comment.

    They end before the first whose undo window is still open.
    """
    with reading() as session:
        return decisions.after(session, site.id, after, limit, now())


def _published(site_id: str, thread: str | None) -> Filter:
    return Filter((site_id,), "approved", thread, without=UNPUBLISHED, public_at=now())
