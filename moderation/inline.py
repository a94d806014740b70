"""Judging a comment within the request that brings it, for protocols that cannot wait.

Nothing is published unscored on this way either: what cannot be scored is stored `pending`,
and the sweep brings it to a worker like any other.
"""

import uuid
from datetime import datetime

from moderation import intake, scoring
from moderation.intake import Submission
from moderation.scoring import Judged
from moderation.words import fingerprint
from store import feedback
from store.engine import Session, reading, writing
from store.tables import Comment, Site


def judge(site: Site, submission: Submission, same_since: datetime | None = None) -> Comment:
    """Store a comment and score it at once; returns it with its verdict.

    It is scored first, and stored with its verdict in one transaction. A process that dies in
    between loses nothing that its client was told of: the client has no answer, and asks again.
    A comment that the client sent before comes back as it is now. Where its protocol has
    no ids, the same words by the same author on the same page since `same_since` are it.

    Raises:
        KeyReused, Deleted: as `intake.accept`.
        classifier.ModelError: there is no usable model; the comment waits, pending.
    """
    try:
        found = _judged(site, submission, same_since)
    except Exception:
        intake.accept(site, submission)
        raise
    comment = _store(submission, found) if isinstance(found, Judged) else found
    return _score_waiting(site, comment) if comment.status == "pending" else comment


def _judged(site: Site, submission: Submission, since: datetime | None) -> Comment | Judged:
    """The comment that the client sent before, or the verdict on a new one."""
    with reading() as session:
        if before := _sent_before(session, site, submission, since):
            return before
        known = scoring.look_up(session, intake.draft(site.id, submission), site)
    [judged] = scoring.verdicts([known])
    return judged


def _store(submission: Submission, judged: Judged) -> Comment:
    """The comment with its verdict, in one transaction: clients wait for each commit."""
    with writing() as session:
        accepted = intake.accept_in(session, submission, scoring.settled(judged))
        if accepted.is_new:
            scoring.write_settled(session, judged)
    return accepted.comment


def _score_waiting(site: Site, comment: Comment) -> Comment:
    """Score a comment that waits already, unless a worker is at it."""
    claimed = scoring.claim([comment.id], f"inline {uuid.uuid4()}")
    try:
        scoring.score(claimed)
    except Exception:
        scoring.give_back(claimed, refund=True)
        raise
    return intake.get(site, comment.id)


def preview(site: Site, submission: Submission) -> Comment:
    """The verdict that a comment would get. Nothing is stored: not it, not that it was asked.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    comment = intake.draft(site.id, submission)
    [judged] = scoring.judge([comment])
    move = judged.move
    comment.status, comment.scores = move.to, move.values["scores"]
    comment.reasons = list(move.reasons)
    return comment


def _sent_before(
    session: Session, site: Site, submission: Submission, since: datetime | None
) -> Comment | None:
    found = intake.sent_before(session, site.id, submission)
    if found or since is None:
        return found
    return _same_words(session, site, submission, since)


def _same_words(
    session: Session, site: Site, submission: Submission, since: datetime
) -> Comment | None:
    text, email = submission.text, intake.folded_email(submission.author_email)
    found = feedback.newest_with_text(
        session, site.id, text, fingerprint(text), submission.author_name, email, since
    )
    place = (submission.thread, submission.author_id)
    return found if found and (found.thread, found.author_id) == place else None
