"""Settings fail loudly, all at once, and never show a secret."""

from pathlib import Path

import pytest

import settings
from settings import SettingsError


def test_all_bad_settings_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "none")
    monkeypatch.setenv("TAMIS_LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError) as error:
        settings.read()
    assert "PORT" in str(error.value) and "TAMIS_LOG_LEVEL" in str(error.value)


def test_a_secret_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.delenv("TAMIS_SECRET_KEY")
    monkeypatch.setenv("TAMIS_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert settings.read().secret_key == "from a file"


def test_a_file_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIS_DATABASE_URL_FILE", "/nowhere/at/all")
    with pytest.raises(SettingsError, match="TAMIS_DATABASE_URL_FILE"):
        settings.read()


def test_no_secret_is_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TAMIS_SECRET_KEY", "TAMIS_DATABASE_URL", "TAMIS_BROKER_URL", "REDIS_URL"):
        monkeypatch.setenv(name, "redis://hunter2")
    assert "hunter2" not in repr(settings.read())
