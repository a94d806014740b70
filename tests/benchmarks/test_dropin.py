"""The benchmark asks at its rate and counts what was held."""

import pytest
from click import ClickException
from flask import Flask

from benchmarks import dropin
from classifier import ModelError
from moderation import keys
from store.tables import Site
from tests.api.conftest import app
from tests.api.dropin.live import serving
from tests.conftest import ScriptedModel

__all__ = ["app"]


def test_it_counts_answers_and_what_was_held(app: Flask, site: Site, model: ScriptedModel) -> None:
    key = keys.issue(site.id, "akismet")
    model.fails = lambda: ModelError("no file")
    with serving(app) as port:
        report = dropin.measure(f"http://127.0.0.1:{port}", key, rate=20, seconds=0.25)
    assert (len(report.seconds), report.held) == (5, 5)
    assert report.percentile(0.0) <= report.percentile(0.5) <= report.percentile(1.0)


def test_a_wrong_key_is_no_measurement(app: Flask) -> None:
    with serving(app) as port, pytest.raises(ClickException):
        dropin.measure(f"http://127.0.0.1:{port}", "0123456789ab", rate=10, seconds=0.1)
