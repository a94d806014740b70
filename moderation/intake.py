"""How comments come in, change and go: stored `pending` before anything else happens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moderation import lifecycle
from moderation.errors import Deleted, KeyReused, NotFound, Refused
from moderation.lifecycle import Move
from moderation.reasons import Reason
from moderation.words import digest, fingerprint
from store import callbacks, claims, comments, operations
from store.base import new_id, now
from store.engine import Session, reading, writing
from store.tables import Callback, Comment, Site


@dataclass(frozen=True, slots=True)
class CallbackTo:
    """Where the client wants to hear of a later verdict, and the key it asked with."""

    url: str
    key_id: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A comment as a site sends it, checked for form and size."""

    thread: str
    text: str
    author_name: str | None = None
    author_email: str | None = None
    author_url: str | None = None
    author_id: str | None = None
    parent: str | None = None
    external_id: str | None = None
    language: str | None = None
    posted_at: datetime | None = None
    ip: str | None = None
    context: dict[str, Any] = field(default_factory=dict)
    idempotency_key: str | None = None
    # Made by the caller where it must name the comment before it is stored
    id: str = field(default_factory=new_id)
    callback: CallbackTo | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    comment: Comment
    # False where the client sent the same comment before
    is_new: bool


def accept(site: Site, submission: Submission, queue: str = "live") -> Accepted:
    """Store a comment as `pending`, or find it where the client sent it before.

    Raises:
        KeyReused: its external id or idempotency key came before with another text.
        Deleted: the comment with that key was deleted since.
    """
    with writing() as session:
        return accept_in(session, submission, draft(site.id, submission, queue))


def accept_many(
    site: Site, submissions: Sequence[Submission], queue: str = "bulk"
) -> list[Accepted | Refused]:
    """Accept each on its own in one transaction; a refusal stands in its comment's place."""
    results: list[Accepted | Refused] = []
    with writing() as session:
        for submission in submissions:
            try:
                row = draft(site.id, submission, queue)
                results.append(accept_in(session, submission, row))
            except Refused as refused:
                results.append(refused)
    return results


def draft(site_id: str, submission: Submission, queue: str = "live") -> Comment:
    """The row that a submission becomes, not stored yet."""
    return Comment(
        id=submission.id,
        site_id=site_id,
        status="pending",
        thread=submission.thread,
        parent=submission.parent,
        external_id=submission.external_id,
        idempotency_key=submission.idempotency_key,
        text=submission.text,
        text_hash=fingerprint(submission.text),
        sent_hash=_sent_hash(submission),
        author_name=submission.author_name,
        author_email=folded_email(submission.author_email),
        author_url=submission.author_url,
        author_id=submission.author_id,
        ip=submission.ip,
        language=submission.language,
        context=submission.context,
        posted_at=submission.posted_at,
        revision=1,
        queue=queue,
        # Said before it is true: the message goes out right after the commit, and
        # worker.publish takes this back where the broker refuses.
        queued_at=now(),
    )


def edit(site: Site, comment_id: str, text: str) -> Comment:
    """Give a comment another text; it is `pending` until scored again.

    Raises:
        NotFound: this site has no such comment.
        Overtaken: somebody moved it at the same moment.
    """
    with writing() as session:
        comment = find(session, comment_id, site.id)
        if comment.text == text:
            return comment
        move = Move(
            "edit",
            "site",
            comment.status,
            "pending",
            (Reason.EDITED,),
            values=_as_new(comment, text),
        )
        lifecycle.make(session, comment, move)
        return comment


def delete(site: Site, comment_id: str) -> None:
    """Erase what a person wrote; the log keeps that there was a comment.

    Raises:
        NotFound: this site has no such comment.
    """
    with writing() as session:
        comment = find(session, comment_id, site.id)
        reasons = (Reason.DELETED,)
        lifecycle.make(
            session, comment, Move("delete", "site", comment.status, comment.status, reasons)
        )
        comments.erase(session, comment)


def erase_author(site: Site, email: str) -> int:
    """Delete every comment that came under an e-mail address; returns how many there were."""
    with reading() as session:
        ids = comments.ids_of_author(session, site.id, folded_email(email) or "")
    for comment_id in ids:
        delete(site, comment_id)
    return len(ids)


def get(site: Site, comment_id: str) -> Comment:
    """One comment of this site.

    Raises:
        NotFound: this site has no such comment.
    """
    with reading() as session:
        return find(session, comment_id, site.id)


def find(session: Session, comment_id: str, site_id: str | None = None) -> Comment:
    comment = comments.get(session, comment_id, site_id)
    if comment is None:
        raise NotFound("There is no such comment, or it was deleted.")
    return comment


def not_queued(ids: Sequence[str]) -> None:
    """Note that the broker would not take these; the sweep will offer them again."""
    with writing() as session:
        claims.mark_queued(session, ids, None)
        operations.count_up(session, "publish_failures", len(ids))


def accept_in(session: Session, submission: Submission, comment: Comment) -> Accepted:
    """`accept` within the caller's transaction; `comment` is the row that may be stored."""
    site_id = comment.site_id
    if earlier := sent_before(session, site_id, submission):
        return Accepted(earlier, is_new=False)
    try:
        comments.add(session, comment)
    except comments.AlreadyThere:
        # Another request with the same key was faster; it has committed by now.
        earlier = sent_before(session, site_id, submission)
        if earlier is None:
            raise
        return Accepted(earlier, is_new=False)
    if to := submission.callback:
        callbacks.add(session, Callback(comment_id=comment.id, key_id=to.key_id, url=to.url))
    return Accepted(comment, is_new=True)


def sent_before(session: Session, site_id: str, submission: Submission) -> Comment | None:
    """The comment that the client sent under the same key.

    Raises:
        KeyReused, Deleted: as `accept`.
    """
    earlier = comments.by_client_key(
        session, site_id, submission.idempotency_key, submission.external_id
    )
    if earlier is None:
        return None
    if earlier.deleted_at:
        raise Deleted("The comment with this key was deleted; send a new one with a new key.")
    if earlier.sent_hash != _sent_hash(submission):
        raise KeyReused(
            "This Idempotency-Key or external_id came before with another text; "
            "use a new key for a new comment, PATCH to edit the first."
        )
    return earlier


def _sent_hash(submission: Submission) -> str:
    return digest(f"{submission.thread}\0{submission.text}")


def folded_email(email: str | None) -> str | None:
    """An e-mail address as it is stored and compared."""
    return email.strip().lower() if email else None


def _as_new(comment: Comment, text: str) -> dict[str, Any]:
    return {
        "text": text,
        "text_hash": fingerprint(text),
        "revision": comment.revision + 1,
        "attempts": 0,
        "queue": "live",
        "queued_at": now(),
        "scores": None,
        "model": None,
        "policy": None,
    }
