"""Finding a flood: from a flagged comment to those it is like, from these on to theirs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from classifier import signature
from classifier.signature import Words
from store import similar
from store.engine import Session, reading
from store.similar import Key, Signed

# More cannot be looked through; what is left over makes the next group.
LARGEST_GROUP = 500
# For the number on each card of a list, all cards' groups together
LARGEST_LISTED = 1000


@dataclass(slots=True)
class Member:
    """A comment in the search. Members of one group share one `group` set."""

    id: str
    words: Words
    keys: list[Key]
    group: set[str]


def group(comment_id: str) -> list[str]:
    """The ids of a flagged comment's group, itself first, then as they came in."""
    with reading() as session:
        found = _groups(session, [comment_id], LARGEST_GROUP)
    others = sorted(found.get(comment_id, set()) - {comment_id})
    return [comment_id, *others[: LARGEST_GROUP - 1]]


def sizes(ids: Sequence[str]) -> dict[str, int]:
    """How many other flagged comments are in the group of each; for the cards of a list."""
    with reading() as session:
        found = _groups(session, ids, LARGEST_LISTED)
    return {comment_id: len(group) - 1 for comment_id, group in found.items() if len(group) > 1}


def _groups(session: Session, ids: Sequence[str], most: int) -> dict[str, set[str]]:
    """From each comment to those it is like, and from these on, until there are `most` more."""
    search = _Search(session)
    frontier = search.begin(ids)
    while frontier and len(search.joined) < most + len(ids):
        frontier = search.spread(frontier[:most])
    return {comment_id: search.seen[comment_id].group for comment_id in search.joined & {*ids}}


class _Search:
    """Groups that grow together: a comment found from two of them makes them one."""

    def __init__(self, session: Session) -> None:
        self.session = session
        # All that were read, those of them that are in a group, and who shares which key
        self.seen: dict[str, Member] = {}
        self.joined: set[str] = set()
        self.near: dict[Key, list[Member]] = {}
        self.welcome: set[int] = set()

    def begin(self, ids: Sequence[str]) -> list[Member]:
        """A group of its own with each of these; returns where to go on from."""
        found = [self._member(row) for row in similar.of(self.session, ids)]
        self.joined |= {member.id for member in found}
        return found

    def spread(self, frontier: Collection[Member]) -> list[Member]:
        """Look at all that shares a key with these; returns what is new to the groups."""
        self._read({key for member in frontier for key in member.keys} - self.near.keys())
        new: list[Member] = []
        for member in frontier:
            for key in member.keys:
                for other in self.near[key]:
                    if other.group is not member.group and self._alike(member, other, key):
                        new += self._unite(member, other)
        return new

    def _read(self, keys: set[Key]) -> None:
        self.near |= {key: [] for key in keys}
        places = [value for name, value in keys if name == similar.CONTACT]
        self.welcome |= similar.welcome(self.session, places)
        for row in similar.flagged(self.session, keys):
            other = self._member(row)
            for key in keys.intersection(other.keys):
                self.near[key].append(other)

    def _alike(self, one: Member, other: Member, key: Key) -> bool:
        name, value = key
        if name == similar.CONTACT and value not in self.welcome:
            return True
        return signature.are_alike(one.words, other.words)

    def _unite(self, one: Member, other: Member) -> list[Member]:
        """Make their groups one; returns `other` where it was in none."""
        small, large = sorted((one.group, other.group), key=len)
        large |= small
        for member_id in small:
            self.seen[member_id].group = large
        if other.id in self.joined:
            return []
        self.joined.add(other.id)
        return [other]

    def _member(self, row: Signed) -> Member:
        name = row.comment_id
        if name not in self.seen:
            self.seen[name] = Member(name, signature.unpacked(row.words), row.keys, {name})
        return self.seen[name]
