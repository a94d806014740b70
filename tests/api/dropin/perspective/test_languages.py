"""Languages with the shipped model: lenient where Perspective hurt, honest elsewhere."""

from dataclasses import replace

import pytest

from classifier import Model, Sample
from moderation import analysis
from moderation.analysis import Analysis
from store.tables import Site
from tests.api.dropin.perspective.conftest import Call

pytestmark = [
    pytest.mark.usefixtures("real_model"),
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]
FRENCH = "Ce ministre est un sale con, qu’il dégage avec toute sa clique de vendus."
ENGLISH = "Thank you very much for this article about the tramway, it was interesting."


def ask(site: Site, text: str, declared: str | None) -> Analysis:
    return analysis.analyse(site, Sample(text, language=declared))


def test_french_marked_as_english_is_scored_as_french(analyze: Call, site: Site) -> None:
    marked = analyze(FRENCH, languages=["en"]).json
    assert (marked["languages"], marked["detectedLanguages"]) == (["fr"], ["fr"])
    right = analyze(FRENCH, languages=["fr"]).json
    assert marked["attributeScores"] == right["attributeScores"]
    assert right["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.5


def test_english_on_a_french_site_is_scored_as_english(analyze: Call) -> None:
    for fields in ({"languages": ["en"]}, {"languages": ["fr"]}, {}):
        answer = analyze(ENGLISH, **fields).json
        assert (answer["languages"], answer["detectedLanguages"]) == (["en"], ["en"])


@pytest.mark.parametrize("declared", ["en", "fr", None])
def test_a_text_without_a_language_falls_back_to_the_sites(
    analyze: Call, declared: str | None
) -> None:
    answer = analyze("1234 !!!", **({"languages": [declared]} if declared else {}))
    assert answer.status_code == 200 and answer.json["languages"] == ["fr"]


@pytest.mark.parametrize(
    ("declared", "read_in"), [(None, "fr"), ("en", "fr"), ("fr-CA", "fr"), ("de", "de")]
)
def test_what_no_table_can_tell_is_read_as_declared_or_as_the_site(
    analyze: Call, shipped: Model, monkeypatch: pytest.MonkeyPatch, declared: str, read_in: str
) -> None:
    score = shipped.score
    monkeypatch.setattr(
        shipped, "score", lambda samples: [replace(one, language="und") for one in score(samples)]
    )
    answer = analyze("Ok lol", **({"languages": [declared]} if declared else {})).json
    assert answer["languages"] == [read_in] and "detectedLanguages" not in answer


def test_a_language_that_the_model_does_not_know_is_refused(analyze: Call) -> None:
    text = "ขอบคุณมากสำหรับบทความนี้"
    error = analyze(text, languages=["th"]).json["error"]
    assert error["message"] == "Attribute TOXICITY does not support request languages: th"
    payload = error["details"][0]["languageNotSupportedByAttributeError"]
    assert payload == {"requestedLanguages": ["th"], "attribute": "TOXICITY"}
    dropped = analyze(text, languages=["th"], dropUnsupportedAttributes=True)
    assert dropped.status_code == 200 and "attributeScores" not in dropped.json


def test_a_detected_language_that_the_model_does_not_know_is_refused(analyze: Call) -> None:
    error = analyze("这篇文章写得非常好谢谢作者的分享").json["error"]
    payload = error["details"][0]["languageNotSupportedByAttributeError"]
    assert payload == {"detectedLanguages": ["zh"], "attribute": "TOXICITY"}


def test_sentences_are_read_in_the_language_of_the_text(site: Site, real_model: Model) -> None:
    parts = ["Quel con.", "Merci."]
    found = analysis.analyse(site, Sample(FRENCH, language="en"), parts)
    [alone] = real_model.score([Sample("Quel con.", language="fr")])
    assert found.parts[0] == alone.values and found.parts[1]["toxicity"] < 0.3
    assert ask(site, FRENCH, "en").scores == ask(site, FRENCH, "fr").scores
