"""The tasks. Each takes ids, looks at the rows first and may safely run twice."""

from collections.abc import Sequence
from typing import Any

import structlog

from classifier import ModelError
from moderation import health, scoring, upkeep, webhooks
from store.tables import Comment
from worker import names, publish, transport
from worker.app import celery
from worker.depth import queues_are_empty

log = structlog.get_logger(__name__)


# When its process dies the message runs again after a second; the run after the last
# attempt only flags the comment.
@celery.task(name=names.SCORE, bind=True, max_retries=scoring.MAX_ATTEMPTS, default_retry_delay=1)
def score(self: Any, ids: list[str]) -> None:
    """Score pending comments.

    1. Claim those that are pending and free; the attempt counts from here.
    2. Flag those that have brought their scorer down too often.
    3. What is here for a second time goes on alone, so that one comment which kills the
       process cannot take a whole batch with it again.
    4. Score the rest in one batch and write the verdicts.
    """
    claimed = scoring.claim(ids, self.request.id)
    worn_out = [comment for comment in claimed if scoring.is_worn_out(comment)]
    for comment in worn_out:
        scoring.give_up(comment)
        log.error("scoring_given_up", comment_id=comment.id, attempts=comment.attempts)
    rest = [comment for comment in claimed if comment not in worn_out]
    if len(rest) > 1 and any(comment.attempts > 1 for comment in rest):
        _one_by_one(rest)
    elif rest:
        _score(rest)


@celery.task(name=names.SWEEP)
def sweep() -> None:
    """Offer pending comments that were forgotten, and webhooks whose time has come."""
    health.beat("worker")
    forgotten = upkeep.forgotten(queue_is_empty=queues_are_empty())
    for queue in names.QUEUES:
        ids = [comment.id for comment in forgotten if comment.queue == queue]
        if ids and publish.score(ids, queue):
            upkeep.offered(ids)
            log.info("swept", comments=len(ids), queue=queue)
    for delivery_id in webhooks.due():
        publish.deliver(delivery_id)


@celery.task(name=names.DELIVER)
def deliver(delivery_id: str) -> None:
    """Send one webhook, unless somebody else is sending it."""
    if job := webhooks.take(delivery_id):
        webhooks.finish(job, transport.post(job))


@celery.task(name=names.PURGE)
def purge() -> None:
    """Forget personal data that has had its time."""
    log.info("purged", **upkeep.purge())


def _one_by_one(comments: Sequence[Comment]) -> None:
    scoring.give_back(comments, refund=True)
    for comment in comments:
        publish.score([comment.id], comment.queue)


def _score(comments: Sequence[Comment]) -> None:
    try:
        decided = scoring.score(comments)
    except ModelError as error:
        # Not the comments' fault: they wait, unscored and unpublished, for a usable model.
        scoring.give_back(comments, refund=True)
        log.error("no_model", why=str(error))
    except Exception as error:
        _failed(comments, error)
    else:
        for decision in decided:
            log.info("scored", comment_id=decision.comment_id, status=decision.to_status)


def _failed(comments: Sequence[Comment], error: Exception) -> None:
    log.error("scoring_failed", comments=len(comments), why=type(error).__name__)
    scoring.give_back(comments, refund=False)
    if len(comments) == 1 and comments[0].attempts >= scoring.MAX_ATTEMPTS:
        scoring.give_up(comments[0])
        return
    for comment in comments:
        publish.score([comment.id], comment.queue)
