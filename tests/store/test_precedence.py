"""Background work makes way for who waits for an answer, and goes on all the same."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

import settings
from store import engine, precedence
from store.engine import writing
from store.precedence import answering, let_pass

Waits = list[Callable[[], None]]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    """What happens while this process, which makes way, waits: one after the other."""
    found: Waits = []
    monkeypatch.setattr(precedence, "_makes_way", True)
    monkeypatch.setattr(precedence, "LONGEST", 60)
    monkeypatch.setattr(precedence.time, "sleep", lambda _: found.pop(0)())
    return found


@pytest.fixture
def no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TAMIS_DATA", str(tmp_path / "nowhere"))
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()


def test_it_waits_until_the_last_answer_is_given(waits: Waits) -> None:
    with ExitStack() as first, ExitStack() as last:
        first.enter_context(answering())
        last.enter_context(answering())
        waits += [first.close, last.close]
        let_pass()
    assert waits == []


@pytest.mark.usefixtures("database")
def test_it_waits_before_it_writes(waits: Waits) -> None:
    with ExitStack() as answer:
        answer.enter_context(answering())
        waits.append(answer.close)
        with writing():
            assert waits == []


def test_it_does_not_wait_for_ever(waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST", -1)
    with answering():
        let_pass()
        assert precedence._is_taken()


def test_who_answers_does_not_wait_for_others(
    waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, "_makes_way", False)
    with answering(), answering():
        let_pass()


@pytest.mark.usefixtures("no_folder")
def test_without_the_folder_nobody_waits_and_nothing_fails(waits: Waits) -> None:
    with answering():
        let_pass()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("database")
def test_background_work_comes_first_at_copying_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(makes_way: bool) -> int:
        monkeypatch.setattr(precedence, "_makes_way", makes_way)
        engine.dispose()
        with engine.engine().connect() as connection:
            return int(connection.execute(text("PRAGMA wal_autocheckpoint")).scalar_one())

    assert 0 < pages(makes_way=True) < pages(makes_way=False)


def test_what_fails_while_answering_is_told(waits: Waits) -> None:
    with pytest.raises(OSError, match="of the work"), answering():
        raise OSError("of the work")
    let_pass()
