"""`tamis doctor`."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import settings
from cli import broker, checks, home
from cli.main import tamis
from moderation import health


@pytest.fixture
def config(tmp_path: Path) -> settings.Settings:
    """A service's settings whose every part is well."""
    data = home.prepare(tmp_path / "data")
    key = "K3y-that-nobody-would-ever-guess-of-us"
    return replace(settings.read(), data=data, secret_key=key)


def test_a_good_folder_is_well(config: settings.Settings) -> None:
    assert checks.folder(config).ok


def test_a_missing_folder_is_ill(config: settings.Settings) -> None:
    assert not checks.folder(replace(config, data=config.data / "none")).ok


def test_a_folder_that_others_can_read_is_ill(config: settings.Settings) -> None:
    config.data.chmod(0o755)
    finding = checks.folder(config)
    assert not finding.ok and "chmod 700" in finding.words


def test_a_full_disk_is_ill(config: settings.Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LEAST_FREE_BYTES", 10**18)
    assert not checks.folder(config).ok


@pytest.mark.parametrize("key", ["", "short", "a" * 60])
def test_a_weak_key_is_ill_and_not_shown(config: settings.Settings, key: str) -> None:
    finding = checks.secret_key(replace(config, secret_key=key))
    assert not finding.ok and (not key or key not in finding.words)


def test_a_strong_key_is_well_and_not_shown(config: settings.Settings) -> None:
    finding = checks.secret_key(config)
    assert finding.ok and config.secret_key not in finding.words


def test_a_redis_that_is_named_and_silent_is_ill(
    config: settings.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"redis://:geheim@127.0.0.1:{broker.free_port()}/0"
    monkeypatch.setenv("REDIS_URL", url)
    finding = checks.redis(replace(config, redis_url=url))
    assert not finding.ok and "geheim" not in finding.words


@pytest.mark.usefixtures("database")
def test_a_database_at_the_newest_schema_is_well(config: settings.Settings) -> None:
    assert checks.database(config).ok


@pytest.mark.usefixtures("database")
def test_a_worker_is_well_once_it_was_seen(config: settings.Settings) -> None:
    assert not checks.worker(config).ok
    health.beat("worker")
    assert checks.worker(config).ok


def test_a_check_that_fails_is_a_finding_that_shows_nothing(config: settings.Settings) -> None:
    def leaking(_: settings.Settings) -> checks.Finding:
        raise RuntimeError("postgresql://tamis:geheim@db")

    finding = checks.examine(leaking, config)
    assert not finding.ok and "geheim" not in finding.words


@pytest.mark.usefixtures("database")
def test_it_says_all_and_fails_when_anything_is_ill() -> None:
    result = CliRunner().invoke(tamis, ["doctor"])
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert [line[:2] for line in lines].count("!!") >= 1
    assert len(lines) == 1 + len(checks.CHECKS)


def test_it_passes_when_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    well = checks.Finding(True, "well")
    monkeypatch.setattr(checks, "CHECKS", {"one": lambda _: well, "two": lambda _: well})
    assert CliRunner().invoke(tamis, ["doctor"]).exit_code == 0


def test_malformed_settings_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    result = CliRunner().invoke(tamis, ["doctor"])
    assert result.exit_code == 1 and "PORT" in result.output
