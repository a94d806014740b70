"""The benchmark asks at its rate and counts what was held."""

import pytest
from click import ClickException
from flask import Flask

from benchmarks import backlog, dropin
from benchmarks.protocols import PROTOCOLS
from classifier import ModelError
from moderation import keys
from store.tables import Site
from tests.api.conftest import app
from tests.api.live import serving
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


def key_of(site: Site, protocol: str) -> str:
    if protocol == "coral":
        keys.take(site.id, "coral", "a secret of Coral's own")
        return f"{site.id}:a secret of Coral's own"
    return keys.issue(site.id, {"openai": "native"}.get(protocol, protocol))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_each_protocol_is_measured_the_same_way(
    app: Flask, site: Site, model: ScriptedModel, protocol: str
) -> None:
    key = key_of(site, protocol)
    with serving(app) as port:
        url = f"http://127.0.0.1:{port}"
        model.fails = lambda: ModelError("no file")
        report = dropin.measure(url, key, 20, 0.2, protocol)
        assert (len(report.seconds), report.held) == (4, 4)
        model.fails = lambda: None
        assert dropin.measure(url, key, 20, 0.25, protocol).held == 0
        assert len(model.seen) == 5


@pytest.mark.parametrize(("protocol", "key"), [("perspective", "wrong"), ("openai", "wrong")])
def test_a_refused_key_is_no_measurement_either(app: Flask, protocol: str, key: str) -> None:
    with serving(app) as port, pytest.raises(ClickException):
        dropin.measure(f"http://127.0.0.1:{port}", key, 10, 0.1, protocol)


def test_a_backlog_waits_for_the_workers(app: Flask, site_key: str) -> None:
    with serving(app) as port:
        url = f"http://127.0.0.1:{port}"
        backlog.feed(url, site_key, 501)
        assert backlog.left(url) == 501
        with pytest.raises(ClickException):
            backlog.feed(url, "wrong", 1)
