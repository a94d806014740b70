"""comment-check: is it spam? Asked about every comment, and answered in time or with "held"."""

from datetime import UTC, datetime, timedelta

import structlog
from flask import Response

from api.dropin.akismet import answers, submission
from api.dropin.akismet.call import Call
from api.dropin.deadline import Deadline
from moderation import callbacks, inline, policies
from store.base import new_id, now
from store.engine import DatabaseUnavailable
from store.tables import Comment, Site, SiteKey

log = structlog.get_logger(__name__)

SPAM_AUTHORS = ("viagra-test-123", "akismet-guaranteed-spam")
SPAM_EMAIL = "akismet-guaranteed-spam@example.com"
# A client that hears nothing asks again, three times at most and 15 s apart.
RETRIES_WITHIN = timedelta(minutes=2)
EVER = datetime(1970, 1, 1, tzinfo=UTC)


def answer(site: Site, key: SiteKey, call: Call, deadline: Deadline) -> Response:
    """The verdict on the comment that `call` asks about.

    Raises:
        TimeoutError, DatabaseUnavailable, classifier.ModelError: there is none yet.
    """
    guid = new_id()
    if call["comment_author"] in SPAM_AUTHORS or call["comment_author_email"] == SPAM_EMAIL:
        return answers.spam(guid, discard=call.says("test_discard"))
    asked = submission.submission(call, key, guid)
    if call.says("is_test"):
        comment = deadline.run(lambda: inline.preview(site, asked))
    else:
        comment = deadline.run(lambda: inline.judge(site, asked, _same_since(call)))
    if submission.is_administrator(call):
        believed = "false"
    else:
        believed = answers.belief(comment, hold=policies.of(site).akismet_hold)
    if asked.callback and not call.says("is_test"):
        _note(comment, believed, deadline)
    return answers.verdict(comment, believed)


def _same_since(call: Call) -> datetime:
    """From when on the same words are the same comment: ever, if the client looks again."""
    return EVER if call["recheck_reason"] else now() - RETRIES_WITHIN


def _note(comment: Comment, believed: str, deadline: Deadline) -> None:
    """Remember what the client is told; without it the client is told once too often."""
    try:
        deadline.run(lambda: callbacks.answered(comment, believed))
    except (TimeoutError, DatabaseUnavailable) as error:
        log.warning("answer_not_noted", comment_id=comment.id, why=type(error).__name__)
