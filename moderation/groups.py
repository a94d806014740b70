"""Finding a flood: from a flagged comment to those it is like, from these on to theirs."""

from collections.abc import Collection, Sequence
from itertools import compress

from classifier import signature
from store import similar
from store.engine import Session, reading
from store.similar import Key, Signed

# More cannot be looked through; what is left over makes the next group.
LARGEST_GROUP = 500
# A card of a list says that there are so many others, or more: what they are, its group's own
# page tells. Counting a flood to its end took longer than all else on the page.
MOST_COUNTED = 100


def group(comment_id: str) -> list[str]:
    """The ids of a flagged comment's group, itself first, then as they came in."""
    with reading() as session:
        found = _grown(session, [comment_id], LARGEST_GROUP - 1)
        ids = similar.ids(session, found.get(comment_id, ()))
    others = sorted({*ids} - {comment_id})
    return [comment_id, *others[: LARGEST_GROUP - 1]]


def sizes(ids: Sequence[str]) -> dict[str, int]:
    """How many other flagged comments are in the group of each, counted up to MOST_COUNTED; for
    the cards of a list."""
    with reading() as session:
        found = _grown(session, ids, MOST_COUNTED)
    others = {comment_id: len(group) - 1 for comment_id, group in found.items()}
    return {
        comment_id: min(number, MOST_COUNTED) for comment_id, number in others.items() if number
    }


def _grown(session: Session, ids: Sequence[str], most: int) -> dict[str, set[int]]:
    """From each comment to those it is like, and from these on, until there are `most` others in
    its group; comments go by the numbers of their signatures."""
    begun = frontier = similar.of(session, ids)
    search = _Search(session, begun, most)
    while frontier:
        frontier = similar.numbered(session, search.spread(frontier))
    return {one.comment_id: search.groups[one.number] for one in begun}


class _Search:
    """Groups that grow together: a comment found from two of them makes them one."""

    def __init__(self, session: Session, begun: Sequence[Signed], most: int) -> None:
        self.session = session
        self.most = most
        # The group of each comment that is in one, which its members share
        self.groups = {one.number: {one.number} for one in begun}
        # The comments behind each key, and the words of each
        self.near: dict[Key, set[int]] = {}
        self.words: dict[int, bytes] = {}
        self.welcome: set[int] = set()

    def spread(self, frontier: Collection[Signed]) -> list[int]:
        """Look at all that shares a key with these; returns what is new to groups that grow on."""
        self._read({key for one in frontier for key in one.keys} - self.near.keys())
        new = [
            other
            for one in frontier
            if self._grows(one.number)
            for other in self._alike(one)
            if self._unite(one.number, other)
        ]
        return [number for number in new if self._grows(number)]

    def _grows(self, number: int) -> bool:
        """Whether more than are in its group are still looked for."""
        return len(self.groups[number]) <= self.most

    def _read(self, keys: set[Key]) -> None:
        self.near |= similar.flagged(self.session, keys)
        places = [value for name, value in keys if name == similar.CONTACT]
        self.welcome |= similar.welcome(self.session, places)
        unread = set().union(*(self.near[key] for key in keys)) - self.words.keys()
        self.words |= similar.words(self.session, unread)

    def _alike(self, one: Signed) -> list[int]:
        """Those outside its group that belong to it."""
        group = self.groups[one.number]
        telling = [self.near[key] for key in one.keys if self._tells(key)]
        others = [self.near[key] for key in one.keys if not self._tells(key)]
        found = set().union(*telling) - group
        perhaps = list(set().union(*others) - group - found)
        like = signature.alike(one.words, [self.words[other] for other in perhaps])
        return sorted([*found, *compress(perhaps, like)])

    def _tells(self, key: Key) -> bool:
        """Whether sharing this is enough, whatever the words are."""
        name, value = key
        return name == similar.CONTACT and value not in self.welcome

    def _unite(self, one: int, other: int) -> bool:
        """Make their groups one; returns whether `other` was in none."""
        if other not in self.groups:
            self.groups[one].add(other)
            self.groups[other] = self.groups[one]
            return True
        small, large = sorted((self.groups[one], self.groups[other]), key=len)
        if small is not large:
            large |= small
            self.groups |= dict.fromkeys(small, large)
        return False
