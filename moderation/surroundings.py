"""What stands around a comment: the one it answers, and its author's record on the site."""

from collections.abc import Sequence
from dataclasses import dataclass

from store import comments
from store.comments import AuthorHistory
from store.engine import Session, reading
from store.tables import Comment


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`history` is None where no e-mail address tells who the author is."""

    parent: Comment | None
    history: AuthorHistory | None


def of(found: Sequence[Comment]) -> dict[str, Surroundings]:
    """The surroundings of each comment, by its id."""
    with reading() as session:
        return {comment.id: _around(session, comment) for comment in found}


def _around(session: Session, comment: Comment) -> Surroundings:
    parent = comments.by_reference(session, comment.site_id, comment.parent)
    known = comments.author_history(session, comment) if comment.author_email else None
    return Surroundings(parent, known)
