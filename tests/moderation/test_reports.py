"""Readers' reports put an approved comment before a person."""

from moderation import intake, reports, review, sites
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.helpers import decided


def test_enough_different_readers_flag_an_approved_comment(site: Site) -> None:
    comment = decided(site)
    for reader in ("a", "b", "b"):
        reports.report(site, comment.id, reader, None, None)
    assert intake.get(site, comment.id).status == "approved"
    reported = reports.report(site, comment.id, "c", "insult", "Regardez.")
    assert reported.is_new
    after = intake.get(site, comment.id)
    assert (after.status, after.reasons, after.decided_by) == ("flagged", ["reported"], "reader")


def test_reports_that_a_person_has_seen_do_not_count_again(site: Site, camille: Person) -> None:
    sites.change_policy(site.id, {"reports_to_flag": 1})
    chosen = sites.require(site.id)
    comment = decided(site)
    reports.report(chosen, comment.id, "a", None, None)
    review.decide(camille, comment.id, Choice("approve"))
    reports.report(chosen, comment.id, "a", None, None)
    assert intake.get(site, comment.id).status == "approved"
    reports.report(chosen, comment.id, "b", None, None)
    assert intake.get(site, comment.id).status == "flagged"
