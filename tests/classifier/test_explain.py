"""Explanations: the words that are shown are the words that count.

`data/held_out_fr.txt` has abusive comments written for this project (CC0) that the shipped
model was not fitted to.
"""

import random
from pathlib import Path

import pytest

from classifier import Model, Sample
from classifier.fairness import lines

ABUSE = [
    "Quel connard ce ministre, il nous prend pour des cons depuis le début de son mandat.",
    "Ferme ta gueule pauvre débile, personne ici ne t’a demandé ton avis sur le sujet.",
    "Encore une journaliste à la botte, quelle sale pute, elle devrait avoir honte.",
    "Les arabes sont tous des parasites, il faut les renvoyer chez eux par le premier bateau.",
    "Espèce de gros porc, va donc crever dans ton trou et laisse les autres discuter.",
    "Ce maire est un voleur, un menteur et une ordure, je le dis comme je le pense.",
    "T’es vraiment trop con mon pauvre, retourne à l’école apprendre à lire un article.",
    "Bande d’abrutis, vous avez voté pour lui et maintenant vous venez pleurer ici.",
    "Sale pédé, je vais te retrouver et te casser la gueule devant tout le monde.",
    "Cette grosse vache ferait mieux de se taire au lieu de donner des leçons au pays.",
    "You are a fucking idiot and everybody who reads this page can see it plainly.",
    "Shut up, stupid bitch, nobody in this thread cares about your worthless opinion.",
    "These people are vermin, all of them should be shot before they ruin the country.",
    "What a pathetic moron, he could not run a bath let alone a whole department.",
    "Go kill yourself you worthless piece of shit, the world would be a better place.",
    "The mayor is a lying bastard and his friends at the council are just as corrupt.",
    "Only a retard would write an article like this one about the price of housing.",
    "I will find out where you live and I will beat you up in front of your kids.",
    "Dirty faggot, get out of our neighbourhood and never show your face here again.",
    "You disgusting pig, I hope you choke on your dinner tonight and do not wake up.",
]


@pytest.fixture(scope="module")
def shipped() -> Model:
    return Model.load()


def without(text: str, places: list[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = text[:start] + text[end:]
    return text


def test_deleting_the_top_spans_lowers_a_score_more_than_deleting_others(shipped: Model) -> None:
    chance = random.Random(1)
    won = total = 0
    held_out = (Path(__file__).parent / "data" / "held_out_fr.txt").read_text(encoding="utf-8")
    for text in ABUSE + held_out.splitlines():
        [scores] = shipped.score([Sample(text)])
        if scores.values["toxicity"] < shipped.thresholds["toxicity"]["flag"]:
            continue
        # Of a very short text any three words are nearly all of it.
        spans = shipped.explain(Sample(text), "toxicity").spans
        if len(spans) < 6:
            continue
        ranked = sorted(spans, key=lambda span: -span.contribution)
        top = [(span.start, span.end) for span in ranked[:3]]
        others = [[(s.start, s.end) for s in chance.sample(spans, 3)] for _ in range(5)]
        samples = [Sample(without(text, cut)) for cut in (top, *others)]
        lowered, *rest = [s.values["toxicity"] for s in shipped.score(samples)]
        total += 1
        won += lowered <= sum(rest) / len(rest)
    assert total >= 80
    assert won >= 0.95 * total


@pytest.mark.parametrize("language", ["fr", "en"])
def test_ordinary_comments_pass_nearly_always(shipped: Model, language: str) -> None:
    texts = lines(f"ordinary_{language}")
    found = shipped.score([Sample(text, site_language=language) for text in texts])
    limits = shipped.thresholds
    held = [
        text
        for text, scores in zip(texts, found, strict=True)
        if any(value >= limits[name]["flag"] for name, value in scores.values.items())
    ]
    assert len(held) <= 0.2 * len(texts), held
    for text, scores in zip(texts, found, strict=True):
        assert all(v < limits[name]["reject"] for name, v in scores.values.items()), text
