"""From data sets to a model file and its evaluation, on sets that are made up and small."""

import gzip
import json
from collections.abc import Iterator
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


# By source a set of spam that the same run leaves out: the fewer runs, the sooner it is done.
SETS = {
    "toxifrench_agreement_fr": "tubespam_psy",
    "mlma_fr": "datacamp_blog",
    "wiki_context_en": "datacamp_blog",
    "olid_en": "spintax_en",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two sets of each language, one of them of ordinary comments too; no texts of our own."""
    folder = tmp_path_factory.mktemp("sets")
    for source, spam in SETS.items():
        tag = source[-2:]
        rows = [
            {"text": text.format(n), "lang": tag} | dict.fromkeys(LABELS, 1 - fine)
            for n in range(40)
            for fine, text in enumerate(TEXTS[tag])
        ]
        write(folder / "toxicity" / f"{source}.jsonl.gz", rows)
        sent = [{"text": SPAM[tag].format(n), "lang": tag, "spam": 1} for n in range(40)]
        write(folder / "spam" / f"{spam}.jsonl.gz", sent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "OWN", folder / "own")
        patch.setattr(corpus, "mentions", lambda _: iter(()))
        yield folder


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    train.train(data, folder, lambda _: None)
    return folder


def test_the_model_tells_rude_from_kind(trained: Path) -> None:
    model = Model.load(trained)
    rude, kind = model.score([Sample(text.format(7)) for text in TEXTS["fr"]])
    assert rude.values["toxicity"] > 0.5 > kind.values["toxicity"]
    assert set(model.thresholds) == set(ATTRIBUTES)


def test_the_same_data_give_the_same_bytes(data: Path, trained: Path, tmp_path: Path) -> None:
    train.train(data, tmp_path, lambda _: None)
    for name in ("model.npz", "model.json"):
        assert (tmp_path / name).read_bytes() == (trained / name).read_bytes()


def test_the_evaluation_says_how_unseen_sources_are_ranked_and_held(
    data: Path, trained: Path, tmp_path: Path
) -> None:
    parts = list(assess(data, trained, tmp_path, lambda _: None, left_out_rows=100))
    text = (tmp_path / "evaluation.md").read_text(encoding="utf-8")
    assert text == "\n".join(parts) + "\n"
    assert "| toxicity | fr | mlma_fr | 80 | 40 | 1.000 | 1.000 | 1.000 |" in text
    assert "sources that were left out" in text
    assert "| fr | toxifrench_agreement_fr | 40 |" in text
    for line in text.splitlines():
        if line.startswith("!["):
            assert (tmp_path / line.partition("(")[2].rstrip(")")).exists(), line
