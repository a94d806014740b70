"""From data sets to a model file and its evaluation, on sets that are made up and small."""

import gzip
import json
from pathlib import Path

import pytest

from classifier import ATTRIBUTES, Model, Sample, corpus, train
from classifier.assess import assess

LABELS = (
    "toxic",
    "severe_toxic",
    "insult",
    "obscene",
    "threat",
    "identity_hate",
    "sexual_explicit",
)
TEXTS = {
    "fr": ("Quel crétin, va crever ordure numero {}", "Merci pour cet article numero {}"),
    "en": ("What a stupid bastard, go and die number {}", "Thank you for this article number {}"),
}
SPAM = {"fr": "Prêt rapide sans justificatif, WhatsApp {}", "en": "Cheap loans, call now {}"}


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sets of each language, one of them of ordinary comments too; no texts of our own."""
    monkeypatch.setattr(corpus, "OWN", tmp_path / "own")
    monkeypatch.setattr(corpus, "mentions", lambda _: iter(()))
    for source in ("toxifrench_agreement_fr", "mlma_fr", "wiki_context_en", "olid_en"):
        tag = source[-2:]
        rows = [
            {"text": text.format(n), "lang": tag} | dict.fromkeys(LABELS, 1 - fine)
            for n in range(40)
            for fine, text in enumerate(TEXTS[tag])
        ]
        write(tmp_path / "sets" / "toxicity" / f"{source}.jsonl.gz", rows)
        spam = [{"text": SPAM[tag].format(n), "lang": tag, "spam": 1} for n in range(40)]
        write(tmp_path / "sets" / "spam" / f"spam_{source}.jsonl.gz", spam)
    return tmp_path / "sets"


def test_the_same_data_give_the_same_bytes_and_a_model_that_works(
    data: Path, tmp_path: Path
) -> None:
    made = [train.train(data, tmp_path / name, lambda _: None) for name in ("one", "other")]
    assert made[0] == made[1]
    for name in ("model.npz", "model.json"):
        one, other = ((tmp_path / folder / name).read_bytes() for folder in ("one", "other"))
        assert one == other
    model = Model.load(tmp_path / "one")
    rude, kind = model.score([Sample(text.format(7)) for text in TEXTS["fr"]])
    assert rude.values["toxicity"] > 0.5 > kind.values["toxicity"]
    assert set(model.thresholds) == set(ATTRIBUTES)


def test_the_evaluation_says_how_unseen_sources_are_ranked_and_held(
    data: Path, tmp_path: Path
) -> None:
    train.train(data, tmp_path / "model", lambda _: None)
    parts = list(assess(data, tmp_path / "model", tmp_path, lambda _: None, left_out_rows=100))
    text = (tmp_path / "evaluation.md").read_text(encoding="utf-8")
    assert text == "\n".join(parts) + "\n"
    assert "| toxicity | fr | mlma_fr | 80 | 40 | 1.000 | 1.000 | 1.000 |" in text
    assert "sources that were left out" in text
    assert "| fr | toxifrench_agreement_fr | 40 |" in text
    for line in text.splitlines():
        if line.startswith("!["):
            assert (tmp_path / line.partition("(")[2].rstrip(")")).exists(), line
