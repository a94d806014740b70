"""From claim to verdict: what a worker does with pending comments."""

from collections.abc import Sequence
from datetime import timedelta

from classifier import Scores
from moderation import lifecycle, policies, policy, scorer, signals, similar
from moderation.errors import Overtaken
from moderation.lifecycle import Move
from moderation.policy import Verdict
from moderation.reasons import Reason
from moderation.signals import Signals
from store import claims, sites
from store.engine import Session, reading, writing
from store.tables import Comment, Decision, Site

# A little longer than a task may run, so that a live task never loses its claim.
LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 3
# Verdicts in one transaction. Each locks its site's row (SQLite: everything), and readers who
# wait for an answer wait for that lock: a batch is written in several short ones.
WRITTEN_TOGETHER = 10


def claim(ids: Sequence[str], owner: str) -> Sequence[Comment]:
    """Take the pending ones of `ids` for `owner`; the attempt counts from now on."""
    with writing() as session:
        return claims.claim(session, ids, owner, LEASE)


def give_back(comments: Sequence[Comment], *, refund: bool) -> None:
    """Free the claims; `refund` the attempt where the fault is not the comments'."""
    with writing() as session:
        claims.release(session, [comment.id for comment in comments], refund=refund)


def is_worn_out(comment: Comment) -> bool:
    """Whether this comment has brought its scorer down too often to try again."""
    return comment.attempts > MAX_ATTEMPTS


def give_up(comment: Comment) -> None:
    """Flag a comment that cannot be scored, for a person to read."""
    move = Move("fail", "system", "pending", "flagged", (Reason.SCORING_FAILED,))
    with writing() as session:
        _make_if_still_pending(session, comment, move)


def score(comments: Sequence[Comment]) -> list[Decision]:
    """Score claimed comments in one batch and write each one's verdict.

    Returns the decisions made; a comment that was edited, deleted or decided meanwhile
    has none.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    model = scorer.model()
    with reading() as session:
        # By site, because each site's row is locked at its first decision: two batches
        # that lock in the same order cannot wait for each other.
        ordered = sorted(comments, key=lambda comment: (comment.site_id, comment.id))
        known = [(comment, *_context(session, comment)) for comment in ordered]
    samples = [
        scorer.site_sample(comment, site, facts.author_approved) for comment, site, facts in known
    ]
    settled = list(zip(known, model.score(samples), strict=True))
    made: list[Decision | None] = []
    for first in range(0, len(settled), WRITTEN_TOGETHER):
        with writing() as session:
            made += [
                _settle(session, comment, site, facts, found)
                for (comment, site, facts), found in settled[first : first + WRITTEN_TOGETHER]
            ]
    return [decision for decision in made if decision]


def _context(session: Session, comment: Comment) -> tuple[Site, Signals]:
    site = sites.get(session, comment.site_id)
    if site is None:
        raise LookupError(comment.site_id)
    return site, signals.gather(session, comment, site)


def _settle(
    session: Session, comment: Comment, site: Site, facts: Signals, found: Scores
) -> Decision | None:
    rules = policies.of(site)
    verdict = policy.decide(found.values, facts.spoken(found.language), rules)
    version = scorer.model().version
    move = Move(
        "score",
        "model",
        "pending",
        verdict.status,
        verdict.reasons,
        model=version,
        policy=rules.version,
        values=_columns(verdict, found, version, rules.version),
    )
    decision = _make_if_still_pending(session, comment, move)
    if decision:
        similar.remember(session, comment, site, flagged=decision.to_status == "flagged")
    return decision


def _columns(verdict: Verdict, found: Scores, model: str, rules: str) -> dict[str, object]:
    return {
        "scores": found.values,
        "harm": verdict.harm,
        "doubt": verdict.doubt,
        "detected_language": found.language,
        "model": model,
        "policy": rules,
    }


def _make_if_still_pending(session: Session, comment: Comment, move: Move) -> Decision | None:
    try:
        return lifecycle.make(session, comment, move)
    except Overtaken:
        # Edited or deleted while it was being scored, or scored by a second message:
        # what was decided there stands, and this verdict is about a text that is gone.
        return None
