"""The shipped model: loads, scores, explains, and survives every text."""

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classifier import ATTRIBUTES, Model, ModelError, Sample, storage

HOSTILE = [
    "",
    "\x00",
    "\ud800" * 100,
    "a" * 65_535,
    "😀" * 5_000,
    "e" + "\u0301" * 10_000,
    "http://" + "a" * 60_000,
    "\u200b" * 60_000,
    "1 " * 30_000,
    "ﷺ" * 60_000,
]


@pytest.fixture(scope="module")
def shipped() -> Model:
    return Model.load()


def test_it_gives_every_attribute_a_probability(shipped: Model) -> None:
    [scores] = shipped.score([Sample("Merci pour cet article très clair.")])
    assert tuple(scores.values) == ATTRIBUTES
    assert all(0 <= value <= 1 for value in scores.values.values())
    assert scores.language == "fr"


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Quel con ce ministre, une vraie ordure", "insult"),
        ("You are a fucking idiot", "toxicity"),
        ("Je vais te tuer, tu vas voir", "threat"),
        ("Putain quel match, trop content !", "profanity"),
        ("Prêt de 10 000 euros sans justificatif, contactez-moi sur WhatsApp", "spam"),
    ],
)
def test_what_a_person_would_call_it_scores_above_one_half(
    shipped: Model, text: str, attribute: str
) -> None:
    [scores] = shipped.score([Sample(text)])
    assert scores.values[attribute] > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Merci pour cet article très clair.",
        "Je ne suis pas d’accord avec ce vote, mais l’analyse est juste.",
        "I disagree with the mayor about the new tramway.",
        "Je suis plombier et ce devis me paraît trop cher.",
    ],
)
def test_an_ordinary_comment_passes_every_recommended_threshold(shipped: Model, text: str) -> None:
    [scores] = shipped.score([Sample(text)])
    for attribute, value in scores.values.items():
        assert value < shipped.thresholds[attribute]["flag"], attribute


def test_disguised_letters_score_like_plain_ones(shipped: Model) -> None:
    plain, hidden = shipped.score(
        [Sample("Ce maire est un connard"), Sample("Ce maire est un c0n\u200bn\u0430rd")]
    )
    assert hidden.values["insult"] == pytest.approx(plain.values["insult"])


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: f"{text[:1]!a}x{len(text)}")
def test_no_text_brings_it_down(shipped: Model, text: str) -> None:
    [scores] = shipped.score([Sample(text)])
    assert all(0 <= value <= 1 for value in scores.values.values())


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_an_explanation_sums_to_the_score(shipped: Model, attribute: str) -> None:
    text = "Quel con ! Voir http://promo.example, c’est là que tout se paie…"
    sample = Sample(text, author_name="Promo Prêt Rapide", author_url="http://promo.example")
    found = shipped.explain(sample, attribute)
    total = found.bias + sum(found.form.values()) + sum(s.contribution for s in found.spans)
    assert total == pytest.approx(found.logit, abs=1e-6)
    [scores] = shipped.score([sample])
    assert 1 / (1 + math.exp(-found.logit)) == pytest.approx(scores.values[attribute], abs=1e-6)


def test_many_explained_together_are_explained_as_each_alone(shipped: Model) -> None:
    texts = ["Quel con ! Quel con !", "", "Merci pour tout", "Idiot.", "You are a fucking idiot"]
    asked = [
        (Sample(text), attribute)
        for text, attribute in zip(
            texts, ("insult", "spam", "threat", "toxicity", "insult"), strict=True
        )
    ]
    together = shipped.explain_each(asked)
    for (sample, attribute), found in zip(asked, together, strict=True):
        alone = shipped.explain(sample, attribute)
        assert found.logit == pytest.approx(alone.logit, abs=1e-12)
        assert [(s.start, s.end) for s in found.spans] == [(s.start, s.end) for s in alone.spans]
        values = [span.contribution for span in found.spans]
        assert values == pytest.approx([span.contribution for span in alone.spans], abs=1e-12)
    assert shipped.explain_each([]) == []


def test_an_explanation_points_at_the_words(shipped: Model) -> None:
    text = "Merci, mais ce ministre est un connard de première."
    spans = shipped.explain(Sample(text), "insult").spans
    worst = max(spans, key=lambda span: span.contribution)
    assert text[worst.start : worst.end] == "connard"


def test_form_signals_raise_the_spam_score_and_nothing_else(shipped: Model) -> None:
    text = "Très bon article, je recommande."
    odd = Sample(text, author_name="Serrurier Paris 24h", author_url="https://serrurier.example")
    plain, formed = shipped.score([Sample(text), odd])
    assert formed.values["spam"] > plain.values["spam"]
    assert formed.values["toxicity"] == plain.values["toxicity"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(storage.SHIPPED, tmp_path / "model"))


def test_a_missing_model_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        Model.load(tmp_path)


def test_a_damaged_model_is_refused(copy: Path) -> None:
    packed = bytearray((copy / "model.npz").read_bytes())
    packed[len(packed) // 2] ^= 1
    (copy / "model.npz").write_bytes(packed)
    with pytest.raises(ModelError, match="damaged"):
        Model.load(copy)


@pytest.mark.parametrize("manifest", ["{", "[]", '{"format": "other"}'])
def test_a_foreign_manifest_is_refused(copy: Path, manifest: str) -> None:
    (copy / "model.json").write_text(manifest)
    with pytest.raises(ModelError, match="manifest"):
        Model.load(copy)


def test_a_model_without_a_part_is_refused(copy: Path) -> None:
    manifest = json.loads((copy / "model.json").read_text())
    del manifest["thresholds"]
    (copy / "model.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="lacks a part"):
        Model.load(copy)


def test_the_same_numbers_are_the_same_bytes(copy: Path, tmp_path: Path) -> None:
    arrays, manifest = storage.load(copy)
    rest = {name: value for name, value in manifest.items() if name not in ("format", "sha256")}
    storage.save(tmp_path / "again", arrays, rest)
    for name in ("model.npz", "model.json"):
        assert (tmp_path / "again" / name).read_bytes() == (copy / name).read_bytes()


def test_the_shipped_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in storage.SHIPPED.iterdir()) < 10 * 1024 * 1024


def test_scoring_needs_no_scikit_learn() -> None:
    program = "import classifier, sys; classifier.Model.load(); print('sklearn' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
