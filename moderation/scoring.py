"""From claim to verdict: what a worker does with pending comments."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

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
WRITTEN_TOGETHER = 5


class Known(NamedTuple):
    """A comment, the site that it is on, and what is known of it besides its scores."""

    comment: Comment
    site: Site
    facts: Signals


class Judged(NamedTuple):
    """A comment, the site that it is on, and what the model makes of it."""

    comment: Comment
    site: Site
    move: Move


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
    made: list[Decision] = []
    for chunk in _chunks(judge(comments)):
        with writing() as session:
            made += write(session, chunk)
    return made


def judge(comments: Sequence[Comment]) -> list[Judged]:
    """What the model makes of comments, whether they are stored or not; writes nothing.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    scorer.model()  # Without one, nothing need be looked up.
    with reading() as session:
        known = [look_up(session, comment, _site_of(session, comment)) for comment in comments]
    return verdicts(known)


def look_up(session: Session, comment: Comment, site: Site) -> Known:
    """What the database knows of a comment."""
    return Known(comment, site, signals.gather(session, comment, site))


def verdicts(known: Sequence[Known]) -> list[Judged]:
    """What the model makes of comments that were looked up; needs no database.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    samples = [
        scorer.site_sample(comment, site, facts.author_approved) for comment, site, facts in known
    ]
    return [
        Judged(comment, site, _move(site, facts, found))
        for (comment, site, facts), found in zip(known, scorer.model().score(samples), strict=True)
    ]


def settled(judged: Judged) -> Comment:
    """The comment of a verdict, not stored yet, as it will be stored with it."""
    return lifecycle.settled(judged.comment, judged.move)


def write_settled(session: Session, judged: Judged) -> None:
    """Log the verdict on a comment that was stored `settled` in this transaction."""
    flagged = judged.move.to == "flagged"
    similar.remember(session, judged.comment, judged.site, flagged=flagged)
    # Last: from here to the commit the site's row is locked.
    lifecycle.note_settled(session, judged.comment, judged.move)


def write(session: Session, judged: Sequence[Judged]) -> list[Decision]:
    """Write verdicts on pending comments of one site.

    Everything is worked out by now: who waits for the lock waits for statements only.
    """
    made = lifecycle.settle(session, judged[0].site.id, [(one.comment, one.move) for one in judged])
    status = {decision.comment_id: decision.to_status for decision in made}
    for comment, site, _ in judged:
        if comment.id in status:
            similar.remember(session, comment, site, flagged=status[comment.id] == "flagged")
    return made


def _site_of(session: Session, comment: Comment) -> Site:
    site = sites.get(session, comment.site_id)
    if site is None:
        raise LookupError(comment.site_id)
    return site


def _move(site: Site, facts: Signals, found: Scores) -> Move:
    rules = policies.of(site)
    verdict = policy.decide(found.values, facts.spoken(found.language), rules)
    version, policy_version = scorer.model().version, rules.version
    return Move(
        "score",
        "model",
        "pending",
        verdict.status,
        verdict.reasons,
        model=version,
        policy=policy_version,
        values=_columns(verdict, found, version, policy_version),
    )


def _chunks(judged: Sequence[Judged]) -> Iterator[Sequence[Judged]]:
    """What is written together: of one site, so that two batches never wait in a circle."""
    ordered = sorted(judged, key=lambda one: (one.site.id, one.comment.id))
    for _, group in groupby(ordered, key=lambda one: one.site.id):
        of_site = list(group)
        for first in range(0, len(of_site), WRITTEN_TOGETHER):
            yield of_site[first : first + WRITTEN_TOGETHER]


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
