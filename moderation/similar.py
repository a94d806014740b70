"""What comments are known again by: the same text spun, or other words that lead to the same
place. Written with each verdict, for groups (`moderation/groups.py`) and for later verdicts
(`moderation/campaigns.py`).
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from classifier import signature
from classifier.normalize import tokens
from classifier.signature import Words
from moderation import contacts, links
from store import similar
from store.engine import Session, writing
from store.tables import Comment, Site

# Signed in one transaction
AT_ONCE = 200
# Comments whose traces are kept at hand: more than are scored in one batch
LAST_READ = 256
# What was decided longer ago is compared with nothing any more
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Traces:
    """What a comment is known again by, on its own site only."""

    words: Words
    bands: tuple[int, ...]
    contacts: tuple[int, ...]


def traces(comment: Comment, site: Site) -> Traces:
    """The traces of a comment's text and author address."""
    return _traces(comment.text, comment.author_url, site.id, site.url)


# They are looked for before a verdict and written with it, when others wait for the lock.
@lru_cache(maxsize=LAST_READ)
def _traces(text: str, author_url: str | None, site_id: str, site_url: str) -> Traces:
    words = signature.words_of(text)
    found = contacts.of(text, author_url, links.host(site_url))
    scope = signature.number_of(site_id.encode())
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


def words_in(text: str) -> set[str]:
    """The folded words of a text, for `differences`."""
    return {token.word for token in tokens(text)}


def differences(text: str, known: Container[str]) -> list[tuple[int, int]]:
    """Where `text` has words that are not `known`, as (start, end) in code points."""
    marks: list[tuple[int, int]] = []
    for token in tokens(text):
        if token.word in known or not token.word[0].isalnum():
            continue
        if marks and token.start <= marks[-1][1] + 1:
            marks[-1] = (marks[-1][0], token.end)
        else:
            marks.append((token.start, token.end))
    return marks
