"""Readers' reports: enough of them put an approved comment before a person again."""

from dataclasses import dataclass

from moderation import lifecycle, policies
from moderation.errors import Invalid
from moderation.intake import find
from moderation.lifecycle import Move
from moderation.reasons import FOR_PEOPLE, Reason
from moderation.words import digest
from store import comments, decisions
from store.engine import Session, writing
from store.tables import Comment, Report, Site


@dataclass(frozen=True, slots=True)
class Reported:
    comment: Comment
    # False where this reader had reported the comment before
    is_new: bool


def report(
    site: Site, comment_id: str, reporter: str, reason: str | None, note: str | None
) -> Reported:
    """Count one reader's report. `reporter` is any text that tells readers apart.

    Raises:
        NotFound: this site has no such comment.
        Invalid: the reason is not one that people give.
    """
    if reason is not None and reason not in FOR_PEOPLE:
        raise Invalid("reason", f"Must be one of: {', '.join(FOR_PEOPLE)}.")
    with writing() as session:
        comment = find(session, comment_id, site.id)
        row = Report(comment_id=comment.id, reporter=digest(reporter), reason=reason, note=note)
        is_new = comments.add_report(session, row)
        _flag_if_enough(session, comment, site)
        return Reported(comment, is_new)


def _flag_if_enough(session: Session, comment: Comment, site: Site) -> None:
    if comment.status != "approved":
        return
    # A person who approved it has seen the reports before: only later ones count.
    by_person = decisions.last(session, comment.id, decisions.PEOPLE)
    since = by_person.created_at if by_person else None
    if comments.count_reports(session, comment.id, since) < policies.of(site).reports_to_flag:
        return
    move = Move("report", "reader", "approved", "flagged", (Reason.REPORTED,))
    lifecycle.make(session, comment, move)
