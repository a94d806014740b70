"""The words that an explanation names first are those that a score stands on.

Taking them out must lower the score more than taking out as many others: measured on comments
of our own that are flagged, for each attribute. `data/held_out_fr.txt` and the sets that begin
with `heldout_` were never fitted to.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from classifier import Model, Sample, Span, corpus

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


CUT, DRAWS, MOST = 3, 20, 120
# Of a very short text any three words are nearly all of it.
FEWEST_SPANS = 6


@pytest.fixture(scope="module")
def shipped() -> Model:
    return Model.load()


@pytest.fixture(scope="module")
def comments() -> list[Sample]:
    held_out = (Path(__file__).parent / "data" / "held_out_fr.txt").read_text(encoding="utf-8")
    texts = [Sample(text) for text in ABUSE + held_out.splitlines()]
    rows = [*corpus.own_rows(), *corpus.held_out()]
    return texts + random.Random(1).sample([row.sample for row in rows], len(rows))


@pytest.mark.parametrize(
    "attribute", ["spam", "toxicity", "severe_toxicity", "insult", "threat", "identity_attack"]
)
def test_deleting_the_top_spans_lowers_a_score_more_than_deleting_others(
    shipped: Model, comments: list[Sample], attribute: str
) -> None:
    chance, won = random.Random(1), []
    for sample in flagged(shipped, comments, attribute):
        spans = shipped.explain(sample, attribute).spans
        if len(spans) >= FEWEST_SPANS and len(won) < MOST:
            top = sorted(spans, key=lambda span: -span.contribution)[:CUT]
            others = [chance.sample(spans, CUT) for _ in range(DRAWS)]
            samples = [without(sample, cut) for cut in (top, *others)]
            lowered, *rest = [scores.values[attribute] for scores in shipped.score(samples)]
            won.append(lowered <= sum(rest) / len(rest))
    assert len(won) >= 80
    assert sum(won) >= 0.95 * len(won)


def flagged(model: Model, comments: list[Sample], attribute: str) -> Iterator[Sample]:
    limit = model.thresholds[attribute]["flag"]
    for sample, scores in zip(comments, model.score(comments), strict=True):
        if scores.values[attribute] >= limit:
            yield sample


def without(sample: Sample, spans: list[Span]) -> Sample:
    text = sample.text
    for span in sorted(spans, key=lambda span: -span.start):
        text = text[: span.start] + text[span.end :]
    return replace(sample, text=text)


def test_form_signals_are_told_where_they_stand_in_the_text(shipped: Model) -> None:
    text = "Un prêt rapide ? Appelez Jean Dupont au 06 00 00 00 00, a@b.example, http://p.example/1"
    found = shipped.explain(Sample(text, author_name="Jean Dupont Pret 24"), "spam")
    told = {text[span.start : span.end] for span in found.spans}
    assert {"http://p.example/1", "a@b.example"} <= told
    assert not {"link", "links", "mail", "phone"} & found.form.keys()
    assert {"author_name_long", "author_name_odd"} <= found.form.keys()


def test_a_signal_that_is_in_no_word_keeps_its_name(shipped: Model) -> None:
    shouted = shipped.explain(Sample("GAGNEZ DE L'ARGENT DEPUIS CHEZ VOUS"), "spam")
    assert "shouting" in shouted.form
