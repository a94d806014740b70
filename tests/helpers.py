"""Short ways to bring a comment where a test begins."""

import uuid
from typing import Any

from moderation import intake, scoring
from moderation.intake import Submission
from store.tables import Comment, Site

ORDINARY = "Un commentaire tout à fait ordinaire sur l’article."


def submit(site: Site, text: str = ORDINARY, **more: Any) -> Comment:
    """A pending comment."""
    return intake.accept(site, Submission("/article", text, **more)).comment


def score(*comments: Comment) -> None:
    """Do what a worker does with these comments."""
    claimed = scoring.claim([comment.id for comment in comments], str(uuid.uuid4()))
    scoring.score(claimed)


def decided(site: Site, text: str = ORDINARY, **more: Any) -> Comment:
    """A comment with its verdict."""
    comment = submit(site, text, **more)
    score(comment)
    return intake.get(site, comment.id)
