"""The benchmark fills its database as scoring would have, and measures every part."""

import os

import pytest
from sqlalchemy import func, select

from benchmarks import similar as benchmark
from moderation import similar, sites
from store.engine import reading
from store.tables import Comment, Signature


def test_it_fills_and_measures(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "AT_ONCE", 1000)
    monkeypatch.setattr(benchmark, "FLOOD", 50)
    monkeypatch.setattr(benchmark, "TIMES", 3)
    monkeypatch.setattr(benchmark, "FEW_TIMES", 3)
    site = sites.add(benchmark.SITE, "Benchmark", "https://gazette.example")
    benchmark.fill(site, 2000)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Signature)) == 2000
        one = session.scalars(select(Comment).limit(1)).one()
        row = session.scalars(select(Signature).where(Signature.comment_id == one.id)).one()
    assert similar.traces(one, site).bands[0] == row.band_0
    measured = dict(benchmark.measure(site))
    assert "a group of 50" in measured
    assert all(clock > 0 for seconds in measured.values() for clock, _ in seconds)
    assert os.environ["TAMIS_DATABASE_URL"].startswith(database)
