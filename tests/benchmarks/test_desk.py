"""The benchmark's made-up comments are such as the pages can show."""

import pytest
from sqlalchemy import func, select

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
