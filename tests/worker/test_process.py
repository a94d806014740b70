"""What a worker process does at its start."""

import os

import pytest

from store import precedence
from worker import process


def test_a_worker_makes_way_for_who_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    lowered: list[int] = []
    monkeypatch.setattr(os, "nice", lowered.append)
    monkeypatch.setattr(precedence, "_makes_way", False)
    process._make_way()
    assert precedence._makes_way and lowered == [process.MAKES_WAY]
