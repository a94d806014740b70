"""What another policy would have made of the last decided comments, before it is saved.

Both the policy in force and the new one judge the stored scores, so that only the change
between them shows. What cannot be known any more is the same for both: an author's record
and twins of the text are counted as they stand today, the form's signals are gone with the
personal data, and reports by readers are no part of a verdict.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from moderation import policy, signals
from moderation.policy import Policy
from moderation.reasons import Reason
from moderation.signals import DUPLICATES_WITHIN, SHORTEST_DUPLICATE, Past
from store import replay
from store.engine import Session, reading
from store.replay import Before
from store.tables import Comment, Site

LAST = 1000
EXAMPLES = 20
# Whose verdicts are taken as what people want
PEOPLE = ("moderator", "site")


@dataclass(frozen=True, slots=True)
class Judged:
    """One comment, under the policy in force (`before`) and the new one (`after`)."""

    comment: Comment
    before: str
    after: str

    @property
    def by_people(self) -> str | None:
        return self.comment.status if self.comment.decided_by in PEOPLE else None

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Preview:
    """All comments judged twice; `unscored` were left out for want of scores."""

    judged: Sequence[Judged]
    unscored: int

    @property
    def moves(self) -> dict[tuple[str, str], int]:
        """How many go from one verdict to another, or keep theirs."""
        return Counter((one.before, one.after) for one in self.judged)

    def people(self, wanted: str) -> dict[tuple[str, str], int]:
        """Of those that people gave this status: ("before"|"after", verdict) -> how many."""
        theirs = [one for one in self.judged if one.by_people == wanted]
        return Counter(
            pair for one in theirs for pair in (("before", one.before), ("after", one.after))
        )

    @property
    def changed(self) -> int:
        return sum(one.changes for one in self.judged)

    @property
    def examples(self) -> list[Judged]:
        """The first that change; those that people would not want first."""
        changing = [one for one in self.judged if one.changes]
        return sorted(changing, key=_against_people, reverse=True)[:EXAMPLES]


def of(site: Site, now: Policy, new: Policy) -> Preview:
    """Judge the site's last decided comments by both policies."""
    with reading() as session:
        found = replay.last_decided(session, site.id, LAST)
        scored = [comment for comment in found if comment.scores]
        pasts = _pasts(session, scored, max(now.known_after, new.known_after))
    judged = [_judged(comment, site, pasts[comment.id], now, new) for comment in scored]
    return Preview(judged, len(found) - len(scored))


def _judged(comment: Comment, site: Site, past: Past, now: Policy, new: Policy) -> Judged:
    facts, scores = signals.of(comment, site, past), comment.scores or {}
    return Judged(
        comment, policy.decide(scores, facts, now).status, policy.decide(scores, facts, new).status
    )


def _pasts(session: Session, comments: Sequence[Comment], enough: int) -> dict[str, Past]:
    if not comments:
        return {}
    ids = [comment.id for comment in comments]
    since = min(comment.created_at for comment in comments) - DUPLICATES_WITHIN
    before = replay.before(session, ids, enough, since)
    edited = replay.edited_after_rejection(session, ids, Reason.EDITED_AFTER_REJECTION)
    return {
        comment.id: _past(comment, before[comment.id], comment.id in edited) for comment in comments
    }


def _past(comment: Comment, before: Before, edited: bool) -> Past:
    long_enough = len(comment.text) >= SHORTEST_DUPLICATE
    return Past(
        author_approved=before.author_approved,
        author_rejected=before.author_rejected,
        same_text=int(long_enough and before.same_text),
        same_text_rejected=int(long_enough and before.same_text_rejected),
        edited_after_rejection=edited,
    )


def _against_people(one: Judged) -> bool:
    return one.by_people is not None and one.by_people != one.after
