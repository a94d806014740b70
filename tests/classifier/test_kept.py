"""What is made of the word lists is kept on disk, and made anew where it cannot be read."""

from pathlib import Path

import numpy as np
import pytest

from classifier import forms, kept
from classifier.kept import Arrays


class Maker:
    """Counts how often it had to work."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Arrays:
        self.times += 1
        return {"numbers": np.arange(3), "words": np.array(["a", "bœuf"])}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


def test_it_is_made_once(folder: Path) -> None:
    make = Maker()
    made, read = kept.kept("it", make), kept.kept("it", make)
    assert make.times == 1
    assert read["numbers"].tolist() == made["numbers"].tolist() == [0, 1, 2]
    assert read["words"].tolist() == ["a", "bœuf"]


def test_of_what_has_changed_only_the_new_one_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Maker()
    kept.kept("it", make)
    monkeypatch.setattr(kept, "_made_of", lambda: "others")
    kept.kept("it", make)
    assert make.times == 2
    assert [path.name for path in folder.iterdir()] == ["it.others.npz"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"nonsense"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    make = Maker()
    kept.kept("it", make)
    [path] = folder.iterdir()
    path.write_bytes(damage)
    assert kept.kept("it", make)["numbers"].tolist() == [0, 1, 2]
    assert kept.kept("it", make)["numbers"].tolist() == [0, 1, 2]
    assert make.times == 2


def test_where_nothing_can_be_written_it_is_made_every_time(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    make = Maker()
    for _ in range(2):
        assert kept.kept("it", make)["numbers"].tolist() == [0, 1, 2]
    assert make.times == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_beginnings_of_forms_share_a_hash(language: str) -> None:
    begun = {form[: n + 1] for form in forms.read(language) for n in range(len(form))}
    assert len(forms.arrays(language)["begun"]) == len(begun)
