"""The overview's figures are those of the log."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from moderation import overview, reports, review, scoring, sites
from moderation.errors import NotFound
from moderation.moderators import Person
from moderation.overview import Agreement
from moderation.review import Choice
from store.base import first_id_of, new_id, now
from store.engine import writing
from store.tables import Decision, Site
from tests.helpers import decided, submit


def test_todays_flow_is_told_by_whom(site: Site, camille: Person) -> None:
    decided(site, "Bonjour")
    decided(site, "casino")
    first, second, third = (decided(site, f"Quel idiot {number}") for number in range(3))
    review.decide(camille, first.id, Choice("approve"))
    review.decide(camille, second.id, Choice("reject"))
    undone = review.decide(camille, third.id, Choice("reject"))
    review.undo(camille, undone.id)
    scoring.give_up(submit(site))
    submit(site)
    found = overview.of(camille)
    assert found.flow == {
        "model": {"approved": 1, "flagged": 3, "rejected": 1},
        "moderator": {"approved": 1, "flagged": 0, "rejected": 2},
        "system": {"approved": 0, "flagged": 1, "rejected": 0},
    }
    assert found.undone == 1
    assert found.today.submitted == 7
    assert found.today.counts == {"pending": 1, "approved": 2, "flagged": 2, "rejected": 2}
    assert (found.waiting, found.unscored) == (2, 1)
    assert found.oldest == third.created_at
    assert len(found.days) == 14 and sum(day.submitted for day in found.days) == 7


def test_a_quiet_site_has_an_overview_too(camille: Person) -> None:
    found = overview.of(camille)
    assert found.flow == {} and found.agreement == []
    assert (found.waiting, found.oldest, found.median) == (0, None, None)


def test_agreement_is_told_by_the_main_reason(site: Site, camille: Person) -> None:
    insults = [decided(site, f"Quel idiot {number}") for number in range(3)]
    spam = decided(site, "Une promo")
    for comment, action in zip(
        [*insults, spam], ["reject", "reject", "approve", "reject"], strict=True
    ):
        review.decide(camille, comment.id, Choice(action))
    taken_back = decided(site, "Quel idiot encore")
    review.undo(camille, review.decide(camille, taken_back.id, Choice("reject")).id)
    found = overview.of(camille)
    assert found.agreement == [Agreement("insult", 3, 2), Agreement("spam", 1, 1)]
    assert found.agreement[0].share == pytest.approx(2 / 3)


def test_the_time_to_a_decision_runs_from_the_flag(site: Site, camille: Person) -> None:
    for hours in range(1, 12):
        comment = decided(site, f"Quel idiot {hours}")
        review.decide(camille, comment.id, Choice("reject"))
        with writing() as session:
            session.execute(
                update(Decision)
                .where(Decision.comment_id == comment.id, Decision.action == "score")
                .values(created_at=now() - timedelta(hours=hours))
            )
    found = overview.of(camille)
    assert found.median is not None and found.slowest_tenth is not None
    assert found.median.total_seconds() == pytest.approx(6 * 3600, abs=60)
    assert found.slowest_tenth.total_seconds() == pytest.approx(10 * 3600, abs=60)


def test_what_readers_reported_counts_from_the_report(site: Site, camille: Person) -> None:
    comment = decided(site, "Bonjour à vous")
    for reader in "abc":
        reports.report(site, comment.id, reader, None, None)
    review.decide(camille, comment.id, Choice("approve"))
    [told] = overview.of(camille).agreement
    assert (told.reason, told.decided, told.rejected) == ("reported", 1, 0)


def test_one_site_is_told_alone_and_no_other_persons(site: Site, camille: Person) -> None:
    other = sites.add("echo", "Écho")
    decided(other, "Quel idiot")
    decided(site, "Quel idiot")
    assert overview.of(camille).waiting == 1
    assert overview.of(camille, "gazette").waiting == 1
    with pytest.raises(NotFound):
        overview.of(camille, "echo")


def test_ids_tell_the_time_they_were_made() -> None:
    before, made, after = now(), new_id(), now() + timedelta(milliseconds=2)
    assert first_id_of(before) <= made < first_id_of(after)
    assert first_id_of(now() - timedelta(days=1)) < made
