"""What happens to a list while a moderator looks at it: who else is there, what has gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from moderation import leases
from moderation.moderators import Person, name_of
from moderation.review import sites_of
from store import comments, decisions, listings
from store.engine import Session, reading
from store.listings import Filter
from store.tables import Comment, Decision


@dataclass(frozen=True, slots=True)
class Gone:
    """A comment that left the list. `by` is a colleague's name, None where no colleague did it."""

    comment: Comment
    decision: Decision | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Live:
    """`looking` maps comments to the colleague who looks at them; `waiting` counts the queue."""

    gone: Sequence[Gone]
    looking: dict[str, str]
    waiting: int


def state(
    person: Person, ids: Sequence[str], site: str | None = None, status: str = "flagged"
) -> Live:
    """What became of the comments `ids` of a list of comments with `status`.

    Raises:
        NotFound: `site` is none of theirs.
    """
    site_ids = sites_of(person, site)
    with reading() as session:
        waiting = listings.count(session, Filter(site_ids, "flagged"))
        moved = comments.elsewhere(session, ids, person.site_ids, status) if ids else ()
        gone = _explained(session, moved)
    left = set(ids) - {one.comment.id for one in gone}
    return Live(gone, leases.looking(person, left) if left else {}, waiting)


def _explained(session: Session, moved: Sequence[Comment]) -> list[Gone]:
    made = decisions.newest_of(session, [comment.id for comment in moved]) if moved else {}
    gone = []
    for comment in moved:
        decision, moderator = made.get(comment.id, (None, None))
        gone.append(Gone(comment, decision, name_of(moderator) if moderator else None))
    return gone
