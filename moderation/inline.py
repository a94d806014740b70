"""Judging a comment within the request that brings it, for protocols that cannot wait.

Nothing is published unscored on this way either: what fails here stays `pending`, and the
sweep brings it to a worker like any other.
"""

import uuid

from moderation import intake, scoring
from moderation.intake import Submission
from store.tables import Comment, Site


def judge(site: Site, submission: Submission) -> Comment:
    """Store a comment and score it at once; returns it with its verdict.

    A comment that the client sent before comes back as it is now.

    Raises:
        KeyReused, Deleted: as `intake.accept`.
        classifier.ModelError: there is no usable model; the comment waits, pending.
    """
    accepted = intake.accept(site, submission)
    claimed = scoring.claim([accepted.comment.id], f"inline {uuid.uuid4()}")
    try:
        scoring.score(claimed)
    except Exception:
        scoring.give_back(claimed, refund=True)
        raise
    return intake.get(site, accepted.comment.id)
