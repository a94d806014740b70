"""Comments that are like each other: the same text spun, or other words that lead to the same
place. A flood of them is one group, with one decision.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from classifier import signature
from classifier.normalize import tokens
from classifier.signature import Words
from moderation import contacts, links
from store import similar
from store.base import now
from store.engine import Session, reading, writing
from store.similar import Key, Signed
from store.tables import Comment, Site

# More cannot be looked through; what is left over makes the next group.
LARGEST_GROUP = 500
# For the number on each card of a list, all cards' groups together
LARGEST_LISTED = 1000
# A campaign comes within days
RECENT = timedelta(days=7)
# Signed in one transaction
AT_ONCE = 200
# Telling words: honest people say short things alike
SHORTEST_CAMPAIGN = 6
# What was decided longer ago is compared with nothing any more
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Traces:
    """What a comment is known again by, on its own site only."""

    words: Words
    bands: tuple[int, ...]
    contacts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """How many recent comments spin the same text: those that people rejected as spam, and
    the authors that all of them came under."""

    rejected: int = 0
    authors: int = 0


@dataclass(slots=True)
class Member:
    """A comment in the search. Members of one group share one `group` set."""

    id: str
    words: Words
    keys: list[Key]
    group: set[str]


def traces(comment: Comment, site: Site) -> Traces:
    """The traces of a comment's text and author address."""
    words = signature.words_of(comment.text)
    found = contacts.of(comment.text, comment.author_url, links.host(site.url))
    scope = signature.number_of(site.id.encode())
    return Traces(
        words,
        tuple(band ^ scope for band in signature.bands_of(words)),
        tuple(signature.number_of(contact.encode()) ^ scope for contact in found),
    )


def remember(session: Session, comment: Comment, site: Site, *, flagged: bool) -> None:
    """Make a comment findable; to be called in the transaction that gives its verdict."""
    found = traces(comment, site)
    if comment.revision > 1:
        similar.drop(session, comment.id)
    words = signature.packed(found.words)
    similar.put(session, comment.id, words, found.bands, found.contacts, flagged=flagged)


def catch_up() -> int:
    """Sign what waits without a signature: from before there were any, or flagged again long
    after it was decided. Returns how many."""
    signed = 0
    while True:
        with writing() as session:
            found = similar.unsigned(session, AT_ONCE)
            for comment in found:
                remember(session, comment, session.get_one(Site, comment.site_id), flagged=True)
        signed += len(found)
        if len(found) < AT_ONCE:
            return signed


def campaign(session: Session, comment: Comment, site: Site) -> Campaign:
    """What recent comments of this site are spun from the same text; copies do not count."""
    mine = traces(comment, site)
    if len(mine.words) < SHORTEST_CAMPAIGN:
        return Campaign()
    near = similar.recent(session, mine.bands, now() - RECENT, comment.id)
    spun = [
        one
        for one in near
        if one.text_hash != comment.text_hash
        and signature.are_alike(mine.words, signature.unpacked(one.words))
    ]
    by_people = [one for one in spun if one.decided_by in ("moderator", "site")]
    rejected = sum(one.status == "rejected" and one.main_reason == "spam" for one in by_people)
    return Campaign(rejected, len({one.author for one in spun} - {None}))


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


def differences(text: str, from_text: str) -> list[tuple[int, int]]:
    """Where `text` has words that the other has not, as (start, end) in code points."""
    known = {token.word for token in tokens(from_text)}
    marks: list[tuple[int, int]] = []
    for token in tokens(text):
        if token.word in known or not token.word[0].isalnum():
            continue
        if marks and token.start <= marks[-1][1] + 1:
            marks[-1] = (marks[-1][0], token.end)
        else:
            marks.append((token.start, token.end))
    return marks


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
