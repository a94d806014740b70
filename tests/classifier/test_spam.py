"""Spam by text and form together; ordinary people with links, trades and coins pass."""

import pytest

from classifier import Model, Sample
from classifier.form import NAMES, signals

PASS = [
    Sample(
        "Merci pour l’article. Libération disait la même chose hier : "
        "https://www.liberation.example/politique/le-budget-de-la-ville",
        author_name="Claire M.",
        author_email="claire@gazette.example",
    ),
    Sample(
        "Le Monde a publié les chiffres complets ici : https://lemonde.example/sante/2026/11, "
        "ils ne disent pas du tout ce que vous écrivez."
    ),
    Sample(
        "Je suis serrurier depuis vingt ans et je peux vous dire que ces prix sont une arnaque, "
        "une ouverture de porte claquée ne prend pas dix minutes.",
        author_name="Serrurier à la retraite",
    ),
    Sample(
        "En tant que plombier, je confirme : changer un joint ne coûte pas 400 euros, demandez "
        "toujours un devis avant.",
        author_name="Marc",
        author_url="https://marc-plomberie.example",
    ),
    Sample(
        "Le bitcoin a perdu la moitié de sa valeur l’an dernier, je ne comprends pas que la "
        "banque le recommande encore à ses clients.",
        article_title="Le bitcoin repasse sous les 40 000 euros",
    ),
    Sample(
        "Pour ma part j’ai vendu mes bitcoins en 2021 et je ne le regrette pas, c’est bien trop "
        "volatil pour une épargne.",
        article_title="Faut-il encore acheter du bitcoin ?",
    ),
    Sample(
        "The Guardian had the same figures last week: https://guardian.example/society/housing, "
        "and they do not support your headline."
    ),
    Sample(
        "I have been a locksmith for twenty years and these prices are a disgrace, nobody should "
        "pay that much for a lock.",
        author_name="Old Locksmith",
    ),
    Sample(
        "Bitcoin mining uses more power than our whole town, the article should have said so.",
        article_title="Bitcoin falls below 40,000",
    ),
    Sample("Super article, merci beaucoup !", author_name="Léa", author_url="https://lea.example"),
]
HOLD = [
    Sample(
        "Super article, merci ! Venez voir mon site https://promo-credit.example pour un prêt "
        "rapide sans justificatif.",
        author_name="Prêt Rapide 24h",
        author_url="https://promo-credit.example",
    ),
    Sample(
        "Prêt entre particuliers de 5 000 à 500 000 euros, taux 2 %, contactez-moi par WhatsApp "
        "au +33 6 12 34 56 78 ou credit@pret.example"
    ),
    Sample(
        'Great post! <a href="http://pills.example">cheap pills</a> '
        "[url=http://pills.example]cheap pills[/url] http://pills.example",
        author_name="Cheap Pills Online",
        author_url="http://pills.example",
    ),
    Sample(
        "Earn $5000 a week from home!!! Click here http://earn.example/now and join our "
        "WhatsApp group today"
    ),
]


@pytest.fixture(scope="module")
def shipped() -> Model:
    return Model.load()


@pytest.mark.parametrize("sample", PASS, ids=range(len(PASS)))
def test_an_ordinary_comment_passes(shipped: Model, sample: Sample) -> None:
    [found] = shipped.score([sample])
    held = {n: v for n, v in found.values.items() if v >= shipped.thresholds[n]["flag"]}
    assert not held


@pytest.mark.parametrize("sample", HOLD, ids=range(len(HOLD)))
def test_comment_spam_is_held_back(shipped: Model, sample: Sample) -> None:
    [found] = shipped.score([sample])
    assert found.values["spam"] >= shipped.thresholds["spam"]["flag"]


@pytest.mark.parametrize(
    ("sample", "name"),
    [
        (Sample("voir https://a.example"), "link"),
        (Sample('<a href="x">y</a>'), "markup_link"),
        (Sample("[url=http://a.example]a[/url] http://a.example"), "markup_mixed"),
        (Sample("écrire à a@b.example"), "mail"),
        (Sample("appelez le 06 12 34 56 78"), "phone"),
        (Sample("appelez le +33 6 12 34 56 78"), "phone"),
        (Sample("voir a.example", author_url="https://www.a.example/x"), "author_url_repeated"),
        (Sample("x", author_name="Serrurier Paris 24h"), "author_name_long"),
        (Sample("x", author_name="Lou 93"), "author_name_odd"),
        (Sample("chez Lou Martin", author_name="Lou Martin"), "author_in_text"),
        (Sample("Это хорошая статья"), "foreign_script"),
        (Sample("VOTEZ TOUS CONTRE LUI"), "shouting"),
        (Sample("x", honeypot=True), "honeypot"),
        (Sample("x", author_known=True), "author_known"),
        (Sample("x", is_reply=True), "is_reply"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_signal_of_the_form_is_seen(sample: Sample, name: str) -> None:
    assert dict(zip(NAMES, signals(sample), strict=True))[name]


def test_praise_for_any_text_counts_with_a_link_alone() -> None:
    place = NAMES.index("praise_linked")
    plain, linked = Sample("Super article !"), Sample("Super article !", author_url="a.example")
    assert not signals(plain, praised=True)[place]
    assert signals(linked, praised=True)[place]
    assert not signals(linked, praised=False)[place]


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "0" * 70_000, "[" * 70_000, "é" * 9])
def test_nothing_is_seen_in_nothing(text: str) -> None:
    assert not any(signals(Sample(text, author_name="", author_url="http://[")))
