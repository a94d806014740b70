"""The benchmark's made-up comments are such as the pages can show."""

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from benchmarks import desk, fill
from store.engine import reading
from store.tables import Comment
from tests.conftest import ScriptedModel


@pytest.mark.usefixtures("database")
def test_every_page_that_is_measured_answers(model: ScriptedModel) -> None:
    fill.sites()
    fill.comments(120, waiting=60)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Comment)) == 120
    browser = desk.signed_in()
    for name, address in desk.PAGES.items():
        measured = desk.measure(browser, address, times=1)
        assert len(measured) == 1, name
    assert "data-id=" in browser.get("/moderation").text
    assert [len(taken) for taken in desk.decide(browser, times=2).values()] == [2, 2]


@pytest.mark.usefixtures("database")
def test_a_list_is_walked_down_and_begun_again(
    model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill.sites()
    fill.comments(120, waiting=60)
    browser, asked = desk.signed_in(), []
    get = browser.get

    def noted(address: str) -> TestResponse:
        asked.append(address)
        return get(address)

    monkeypatch.setattr(browser, "get", noted)
    desk.measure(browser, "/moderation?order=harm", times=9)
    ways = asked[: asked.index(asked[0], 1)]
    assert len(ways) > 1 and len({*ways}) == len(ways)
    assert all("after=" in way and "order=harm" in way for way in ways[1:])
