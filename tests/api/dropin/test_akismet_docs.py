"""The page about Akismet's protocol tells every call."""

from pathlib import Path

from flask import Flask

PAGE = Path(__file__).parents[3] / "docs" / "akismet.md"


def test_every_call_is_told(app: Flask) -> None:
    told = PAGE.read_text(encoding="utf-8")
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("akismet")]
    assert len(rules) == 13
    assert [rule for rule in rules if f"`{rule}`" not in told] == []
