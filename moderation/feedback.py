"""Labels that a site's people give from outside: kept, tied to the comment where one fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from moderation import lifecycle
from moderation.callbacks import WORDS
from moderation.errors import Overtaken
from moderation.intake import find, folded_email
from moderation.lifecycle import Move
from moderation.reasons import Reason
from moderation.words import fingerprint
from store import callbacks, decisions, feedback
from store.engine import Session, writing
from store.tables import Comment, Decision, Feedback, Site


@dataclass(frozen=True, slots=True)
class Label:
    """What somebody says of a text: `labels` maps attributes to probabilities in [0, 1]."""

    source: str
    text: str
    labels: Mapping[str, float]
    author_name: str | None = None
    # Only to find the comment by; a label never keeps it
    author_email: str | None = None
    language: str | None = None
    context: dict[str, Any] = field(default_factory=dict)


def record(site: Site, label: Label) -> Comment | None:
    """Keep a label; returns the stored comment that it is about, if there is one."""
    with writing() as session:
        comment = feedback.newest_with_text(
            session,
            site.id,
            label.text,
            fingerprint(label.text),
            label.author_name,
            folded_email(label.author_email),
        )
        feedback.add(
            session,
            Feedback(
                site_id=site.id,
                comment_id=comment.id if comment else None,
                source=label.source,
                text=label.text,
                language=label.language,
                labels=dict(label.labels),
                context=label.context,
            ),
        )
        return comment


def take(site: Site, label: Label, *, spam: bool) -> Decision | None:
    """Keep what the site's people say of a text, and decide the comment that it is about."""
    comment = record(site, label)
    return decide(site, comment.id, Reason.SPAM if spam else Reason.FINE) if comment else None


def decide(site: Site, comment_id: str, reason: Reason) -> Decision | None:
    """Let the site's people approve a comment (FINE) or reject it; None where nothing moves.

    They answer for the site, so they overrule the model and readers. A moderator who has
    decided here has read the comment with its reasons: that stands, and the label is kept.

    Raises:
        NotFound: this site has no such comment.
    """
    fine = reason is Reason.FINE
    action, to = ("approve", "approved") if fine else ("reject", "rejected")
    with writing() as session:
        comment = find(session, comment_id, site.id)
        if callback := callbacks.of(session, comment.id):
            # They have moved it on their side already: it must not be told back to them.
            callbacks.tell(session, callback, WORDS[to])
        if (comment.status, to) not in lifecycle.MOVES[action] or _read_here(session, comment):
            return None
        try:
            return lifecycle.make(
                session, comment, Move(action, "site", comment.status, to, (reason,))
            )
        except Overtaken:
            return None


def _read_here(session: Session, comment: Comment) -> bool:
    last = decisions.last(session, comment.id, decisions.PEOPLE)
    return last is not None and last.actor == "moderator" and last.revision == comment.revision
