"""Judging a comment within the request that brings it, for protocols that cannot wait.

Nothing is published unscored on this way either: what fails here stays `pending`, and the
sweep brings it to a worker like any other.
"""

import uuid
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
    if known and known.status != "pending":
        return known
    comment, is_ours = _claim(site, submission, known)
    if not is_ours:
        return comment
    try:
        made = scoring.score([comment])
    except Exception:
        scoring.give_back([comment], refund=True)
        raise
    return comment if made else intake.get(site, comment.id)


def _claim(site: Site, submission: Submission, known: Comment | None) -> tuple[Comment, bool]:
    """The comment, stored, and whether it is ours to score: it may be decided, or taken."""
    owner = f"inline {uuid.uuid4()}"
    with writing() as session:
        if known is None:
            claim = claims.of_new(owner, scoring.LEASE)
            accepted = intake.accept_in(session, site, submission, claim=claim)
            if accepted.is_new:
                return accepted.comment, True
            known = accepted.comment
        claimed = claims.claim(session, [known.id], owner, scoring.LEASE)
    return (claimed[0], True) if claimed else (known, False)


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
