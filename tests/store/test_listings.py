"""Listings: narrowed down, in every order, over several sites, and never with a full scan."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from moderation import sites
from store import listings
from store.base import first_id_of, new_id, now
from store.engine import Session, reading, writing
from store.listings import Filter
from store.tables import Comment, Site
from tests.store.plans import plans

BOTH = ("gazette", "tribune")


@pytest.fixture
def tribune(site: Site) -> Site:
    return sites.add("tribune", "La Tribune")


def store(site_id: str, words: str = "Bonjour", **more: object) -> str:
    """A flagged comment, written straight into the table."""
    values = {"status": "flagged", "main_reason": "insult", "harm": 0.5, "doubt": 0.5, **more}
    row = Comment(
        id=new_id(), site_id=site_id, text=words, thread="/a", sent_hash="", text_hash="", **values
    )
    with writing() as session:
        session.add(row)
    return row.id


def ids(found: Sequence[Comment]) -> list[str]:
    return [comment.id for comment in found]


def newest(**wanted: object) -> list[str]:
    with reading() as session:
        return ids(listings.newest(session, Filter(("gazette",), **wanted), 50))  # type: ignore[arg-type]


@pytest.mark.parametrize("order", ["harm", "doubt"])
def test_pages_of_several_sites_follow_each_other_without_gap_or_repeat(
    tribune: Site, order: str
) -> None:
    values = [0.9, 0.1, 0.5, 0.5, 0.5, 0.0, 0.7]
    made = [store(BOTH[n % 2], **{order: value}) for n, value in enumerate(values)]
    seen: list[str] = []
    with reading() as session:
        while page := listings.ranked(session, Filter(BOTH), order, seen[-1] if seen else None, 2):
            seen += ids(page)
    ordered = sorted(zip(values, made, strict=True), reverse=True)
    assert seen == [comment_id for _, comment_id in ordered]


def test_several_sites_are_one_list(tribune: Site) -> None:
    made = [store(BOTH[n % 2]) for n in range(5)]
    with reading() as session:
        assert ids(listings.page(session, Filter(BOTH), None, 3)) == made[:3]
        assert ids(listings.page(session, Filter(BOTH), made[2], 3)) == made[3:]
        assert ids(listings.newest(session, Filter(BOTH), 2)) == made[:2:-1]
        assert listings.page(session, Filter(()), None, 3) == []
        assert listings.count_by_reason(session, BOTH, "flagged") == {"insult": 5}


def test_what_was_deleted_is_not_listed(site: Site) -> None:
    store("gazette", deleted_at=now())
    assert newest() == []
    with reading() as session:
        assert listings.count_by_reason(session, ("gazette",), "flagged") == {}


@pytest.mark.parametrize(
    ("looked_for", "written"),
    [
        ("ecole", "L’ÉCOLE du quartier"),
        ("École", "une ecole"),
        ("l'école", "L’école"),
        ("garcon", "Garçon !"),
        ("été hiver", "l’hiver puis l’été"),
        ("100%", "à 100% sûr"),
        ("a_b", "a_b"),
        ("*", "un * ici"),
        ("[x]", "voir [x]"),
        ("a.c", "a.c"),
        ("\\d", "\\d"),
        ("(", "("),
        ("привет", "ПРИВЕТ"),
        ("coeur", "COEUR"),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(
    site: Site, looked_for: str, written: str
) -> None:
    there, _ = store("gazette", written), store("gazette", "tout autre chose")
    assert newest(text=looked_for) == [there]


@pytest.mark.parametrize("pattern", ["%", "_", "a%b", "a.b", "a*b", "[a-z]", "x?", "^a", "$"])
def test_no_sign_is_a_wildcard(site: Site, pattern: str) -> None:
    store("gazette", "a x b ab")
    assert newest(text=pattern) == []


def test_all_words_must_occur_and_fields_are_told_apart(site: Site) -> None:
    one = store("gazette", "un deux", author_name="Élodie")
    store("gazette", "un", author_name="deux")
    assert newest(text="deux un") == [one]
    assert newest(author="elodie") == [one]
    assert newest(text="elodie") == []
    assert len(newest(page="/a")) == 2 and newest(page="/b") == []


def test_by_attribute_each_sites_own_threshold_counts(tribune: Site) -> None:
    here, there = (store(site_id, scores={"insult": 0.7}) for site_id in BOTH)
    store("gazette", scores=None)
    wanted = Filter(BOTH, attribute="insult", limits={"gazette": 0.6, "tribune": 0.8})
    with reading() as session:
        assert ids(listings.newest(session, wanted, 9)) == [here]
        assert there not in ids(listings.newest(session, wanted, 9))


def test_by_language_the_others_are_all_the_rest(site: Site) -> None:
    french = store("gazette", detected_language="fr")
    others = [store("gazette", detected_language=tag) for tag in ("de", "und", None)]
    assert newest(language="fr") == [french]
    assert newest(language="other") == others[::-1]


def test_an_id_tells_when_it_was_made(site: Site) -> None:
    before, comment, behind = now() - timedelta(seconds=1), store("gazette"), now()
    assert first_id_of(before) < comment < first_id_of(behind + timedelta(seconds=1))
    assert first_id_of(datetime(1969, 1, 1, tzinfo=UTC)) < comment
    assert (
        newest(since=first_id_of(before))
        == [comment]
        == newest(until=first_id_of(behind + timedelta(1)))
    )
    assert newest(until=first_id_of(before)) == []


def test_the_edge_is_how_far_back_one_search_reads(tribune: Site) -> None:
    made = [store(BOTH[n % 2]) for n in range(6)]
    with reading() as session:
        assert listings.edge(session, Filter(BOTH, "flagged"), None, 4) == made[2]
        assert listings.edge(session, Filter(BOTH, "flagged"), made[2], 2) == made[0]
        assert listings.edge(session, Filter(BOTH, "flagged"), None, 7) is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("order", "index"),
    [
        ("oldest", "ix_comment_site_id_status_id"),
        ("harm", "ix_comment_site_id_harm_id"),
        ("doubt", "ix_comment_site_id_doubt_id"),
        ("count", "ix_comment_site_id_main_reason_id"),
    ],
)
def test_each_order_has_its_index(tribune: Site, order: str, index: str) -> None:
    plan = " ".join(plans(lambda session: _run(session, order)))
    assert index in plan and "SCAN comment" not in plan, plan


def _run(session: Session, order: str) -> None:
    wanted = Filter(BOTH, "flagged")
    if order == "oldest":
        listings.page(session, wanted, None, 25)
    elif order == "count":
        listings.count_by_reason(session, BOTH, "flagged")
    else:
        listings.ranked(session, wanted, order, None, 25)
