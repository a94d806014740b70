"""What stands around a comment: what it answers, its thread, its author's record on the site."""

from collections.abc import Sequence
from dataclasses import dataclass

from moderation import review
from moderation.moderators import Person
from store import authors, threads
from store.comments import AuthorHistory
from store.engine import reading
from store.tables import Comment

# Enough to judge by, and no more than a panel holds.
NEIGHBOURS = 2
OTHERS = 10


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`history` is None where neither an address nor an account tells who the author is."""

    parent: Comment | None
    history: AuthorHistory | None


@dataclass(frozen=True, slots=True)
class Context:
    """A comment and what a moderator may want to read before deciding."""

    comment: Comment
    surroundings: Surroundings
    # Of the same thread, oldest first; the parent is not told twice
    before: Sequence[Comment]
    behind: Sequence[Comment]
    # Of the same author, newest first
    others: Sequence[Comment]


def of(found: Sequence[Comment]) -> dict[str, Surroundings]:
    """The surroundings of each comment, by its id."""
    with reading() as session:
        parents = threads.parents(session, found)
        histories = authors.histories(session, found)
    return {
        comment.id: Surroundings(parents.get(comment.id), histories.get(comment.id))
        for comment in found
    }


def context(person: Person, comment_id: str) -> Context:
    """Everything around one comment of a moderator's sites.

    Raises:
        NotFound: no such comment on a site of theirs.
    """
    comment = review.comment_of(person, comment_id)
    around = of([comment])[comment.id]
    parent = around.parent.id if around.parent else None
    with reading() as session:
        before = threads.before(session, comment, NEIGHBOURS + 1)
        behind = threads.behind(session, comment, NEIGHBOURS)
        others = authors.newest(session, comment, OTHERS)
    told = [neighbour for neighbour in before if neighbour.id != parent][-NEIGHBOURS:]
    return Context(comment, around, told, behind, others)
