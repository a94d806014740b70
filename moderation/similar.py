"""What comments are known again by: the same text spun, or other words that lead to the same
place. Written with each verdict, for groups (`moderation/groups.py`) and for later verdicts
(`moderation/campaigns.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache

from classifier import signature
from classifier.normalize import Placed, placed, tokens
from classifier.signature import Words
from moderation import contacts, links
from moderation.marks import Mark, joined
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


def differences(first: str, texts: Iterable[str]) -> list[tuple[Mark, ...]]:
    """Where each of `texts` has words that `first` does not."""
    known = {token.word for token in tokens(first)}

    # Texts that are alike repeat their pieces: to read each but once spares most of the work.
    @cache
    def new(chunk: str) -> list[Placed]:
        return [one for one in placed(chunk) if one[0] not in known and one[0][0].isalnum()]

    return [joined((start, end) for _, start, end in tokens(text, new)) for text in texts]
