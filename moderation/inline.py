"""Judging a comment within the request that brings it, for protocols that cannot wait.

Nothing is published unscored on this way either: what fails here stays `pending`, and the
sweep brings it to a worker like any other.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from moderation import intake, policies, policy, scorer, scoring, signals
from moderation.intake import Submission
from moderation.words import fingerprint
from store import claims, feedback
from store.engine import reading, writing
from store.tables import Comment, Site


def judge(site: Site, submission: Submission, same_since: datetime | None = None) -> Comment:
    """Store a comment and score it at once; returns it with its verdict.

    A comment that the client sent before comes back as it is now. Where its protocol has
    no ids, the same words by the same author on the same page since `same_since` are it.

    Raises:
        KeyReused, Deleted: as `intake.accept`.
        classifier.ModelError: there is no usable model; the comment waits, pending.
    """
    known = _sent_since(site, submission, same_since) if same_since else None
    comment, claimed = _claim(site, submission, known)
    if comment.status != "pending":
        return comment
    try:
        scoring.score(claimed)
    except Exception:
        scoring.give_back(claimed, refund=True)
        raise
    return intake.get(site, comment.id)


def _claim(
    site: Site, submission: Submission, known: Comment | None
) -> tuple[Comment, Sequence[Comment]]:
    """The comment and the claim on it, in one transaction: clients wait for each commit."""
    with writing() as session:
        comment = known or intake.accept_in(session, site, submission).comment
        if comment.status != "pending":
            return comment, ()
        owner = f"inline {uuid.uuid4()}"
        return comment, claims.claim(session, [comment.id], owner, scoring.LEASE)


def preview(site: Site, submission: Submission) -> Comment:
    """The verdict that a comment would get. Nothing is stored: not it, not that it was asked.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    comment = intake.draft(site.id, submission)
    with reading() as session:
        facts = signals.gather(session, comment, site)
    found = scorer.model().score([scorer.site_sample(comment, site, facts.author_approved)])[0]
    verdict = policy.decide(found.values, facts.spoken(found.language), policies.of(site))
    comment.status, comment.scores = verdict.status, found.values
    comment.reasons = list(verdict.reasons)
    return comment


def _sent_since(site: Site, submission: Submission, since: datetime) -> Comment | None:
    text, email = submission.text, intake.folded_email(submission.author_email)
    with reading() as session:
        found = feedback.newest_with_text(
            session, site.id, text, fingerprint(text), submission.author_name, email, since
        )
    if found is None or (found.thread, found.author_id) != (
        submission.thread,
        submission.author_id,
    ):
        return None
    return found
