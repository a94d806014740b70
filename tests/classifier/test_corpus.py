"""Training rows: unknown stays unknown, what belongs together stays together."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from classifier import corpus
from classifier.corpus import Row
from classifier.train import part, select


def read(folder: Path, kind: str, name: str, *rows: dict[str, Any]) -> list[Row]:
    (folder / kind).mkdir(exist_ok=True)
    with gzip.open(folder / kind / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": "x y", "lang": "fr", **row}) + "\n" for row in rows)
    return [row for row in corpus.read(folder) if row.source == name]


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no data sets"):
        list(corpus.read(tmp_path))


def test_a_missing_label_is_unknown(tmp_path: Path) -> None:
    [row] = read(tmp_path, "toxicity", "some_fr", {"toxic": 1, "obscene": 0})
    assert row.labels == {"toxicity": 1.0, "profanity": 0.0, "spam": 0.0}


def test_what_is_not_hateful_may_still_be_toxic(tmp_path: Path) -> None:
    calm, hateful = read(
        tmp_path, "toxicity", "ftr_racism_fr", {"toxic": 0, "hate": 0}, {"toxic": 1, "hate": 1}
    )
    assert "toxicity" not in calm.labels
    assert calm.labels["identity_attack"] == 0
    assert hateful.labels["toxicity"] == 1


def test_a_spam_set_says_nothing_of_toxicity(tmp_path: Path) -> None:
    [row] = read(tmp_path, "spam", "some_fr", {"spam": 1})
    assert row.labels == {"spam": 1.0}


@pytest.mark.parametrize("key", ["pair", "campaign", "template"])
def test_what_belongs_together_is_in_one_part(tmp_path: Path, key: str) -> None:
    rows = read(tmp_path, "spam", "some_fr", *({"spam": n % 2, key: 7} for n in range(20)))
    assert len({part(row) for row in rows}) == 1


def test_every_group_is_named_in_peace_and_attacked_alike() -> None:
    for language in ("fr", "en"):
        rows = list(corpus.mentions(language))
        attacks = [row for row in rows if row.labels["identity_attack"]]
        assert 0 < len(attacks) < len(rows) / 2
        assert all(row.labels["toxicity"] == row.labels["identity_attack"] for row in rows)
        terms = (corpus.HERE / "probes" / f"terms_{language}.txt").read_text().splitlines()
        named = [sum(f" {term}" in f" {row.sample.text}" for row in rows) for term in terms]
        assert min(named) > 10


def test_what_is_held_out_is_never_trained_on(tmp_path: Path) -> None:
    trained = {row.source for row in read(tmp_path, "toxicity", "some_fr", {"toxic": 1})}
    trained |= {row.source for row in corpus.read(tmp_path)}
    assert not any(source.startswith(corpus.HELD_OUT) for source in trained)
    assert {row.source for row in corpus.held_out()} <= {
        path.stem for path in corpus.OWN.glob(f"{corpus.HELD_OUT}*")
    }


def test_of_a_large_set_the_same_rows_are_taken_whatever_their_order(tmp_path: Path) -> None:
    rows = read(tmp_path, "spam", "some_fr", *({"spam": 0, "text": f"text {n}"} for n in range(30)))
    first = [row.sample.text for row in select(rows, 10)]
    assert first == [row.sample.text for row in select(rows[::-1], 10)]
    assert len(first) == 10
