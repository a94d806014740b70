"""The project's own texts: whole rows, labels in range, nothing twice, the held-out ones apart."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from classifier.corpus import HERE, OURS
from classifier.normalize import plain_words

FILES = sorted((HERE / "own").glob("*.jsonl"))
FORM = {"author", "url", "article_title"}
RESERVED = re.compile(r"^(?:[\w-]+\.)*(?:example|example\.(?:com|org|net))$")
HOST = re.compile(r"(?:https?://|www\.|@)([\w-]+(?:\.[\w-]+)+)")

Rows = list[dict[str, Any]]


@cache
def rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def everything(held_out: bool) -> set[tuple[str, ...]]:
    """The words of every text, so that case and punctuation make no other text of it."""
    paths = [path for path in FILES if path.name.startswith("heldout_") == held_out]
    return {tuple(plain_words(row["text"])) or (row["text"],) for p in paths for row in rows(p)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_row_is_whole(path: Path) -> None:
    for row in rows(path):
        assert set(row) - FORM - {"pair"} == {"text", "lang", "kind", *OURS}
        assert row["lang"] in ("en", "fr")
        assert row["text"] == row["text"].strip() != ""
        assert len(row["text"]) <= 1500
        assert all(row[name] is None or 0 <= row[name] <= 1 for name in OURS)
        assert all(isinstance(row[name], str) for name in FORM & set(row))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_severe_or_a_threat_is_toxic(path: Path) -> None:
    for row in rows(path):
        if max(row["severe_toxic"] or 0, row["threat"] or 0) >= 1:
            assert row["toxic"] == 1, row["text"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_pair_is_two_rows_that_a_label_tells_apart(path: Path) -> None:
    pairs: dict[int, Rows] = {}
    for row in rows(path):
        if "pair" in row:
            pairs.setdefault(row["pair"], []).append(row)
    for one, other in pairs.values():
        assert any(one[name] != other[name] for name in OURS), one["text"]


def test_no_text_stands_twice() -> None:
    seen = Counter(row["text"].casefold() for path in FILES for row in rows(path))
    assert [text for text, times in seen.items() if times > 1] == []


def test_no_held_out_text_is_trained_on() -> None:
    assert not everything(held_out=True) & everything(held_out=False)


def test_every_host_is_a_reserved_one() -> None:
    texts = (f"{r['text']} {r.get('url', '')}" for p in FILES for r in rows(p))
    found = {host for text in texts for host in HOST.findall(text)}
    assert [host for host in sorted(found) if not RESERVED.match(host.lower())] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sentence_about_groups_fits_every_term(language: str) -> None:
    lines = (HERE / "own" / f"mentions_{language}.tsv").read_text(encoding="utf-8").splitlines()
    kinds, sentences = zip(*(line.split("\t") for line in lines), strict=True)
    assert set(kinds) == {"neutral", "attack"}
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.count("{}") == 1 for sentence in sentences)
    # « de » would have to lose its vowel before « étrangers », a capital is wanted at the head.
    assert not [s for s in sentences if re.search(r"^\{|\b(?:[dD]e|[lL]e|[dD]’|an?) ?\{", s)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_probe_of_fairness_is_trained_on(language: str) -> None:
    probes = (HERE / "probes" / f"neutral_{language}.txt").read_text(encoding="utf-8")
    learned = (HERE / "own" / f"mentions_{language}.tsv").read_text(encoding="utf-8")
    assert not {line.partition("\t")[2] for line in learned.splitlines()} & set(probes.splitlines())
