"""A database filled with as many comments as a large site has after years, made up at random.

Written straight into the tables: through the service it would take hours. What the pages read
is there (texts, authors, threads, scores, verdicts, and what comments that are alike are found
by, with a flood among the newest); the log of the past is not.
"""

import hashlib
import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks.vocabulary import Vocabulary
from classifier import ATTRIBUTES, signature
from moderation import similar
from moderation.reasons import FOR_PEOPLE
from store.base import now
from store.engine import writing
from store.tables import Comment, Signature, Site
from store.tables.signature import BANDS

CHUNK = 5_000
# Comments of one campaign, each twentieth of the newest
FLOOD, FLOOD_ONE_IN = 500, 20
# Shares of the sites, the largest first
SITES = {"gazette": 0.8, "tribune": 0.15, "radio": 0.05}
WORDS = (
    "le", "la", "les", "un", "une", "des", "de", "du", "et", "ou", "mais", "donc", "car", "que",
    "qui", "pour", "avec", "sans", "dans", "sur", "ce", "cette", "article", "journal", "maire",
    "ville", "école", "impôts", "réforme", "retraite", "ministre", "gouvernement", "élection",
    "merci", "bravo", "honte", "scandale", "idiot", "menteur", "voleur", "peuple", "gens",
    "rue", "travail", "salaire", "prix", "tramway", "forêt", "vélo", "voiture", "météo", "été",
    "hiver", "neige", "match", "équipe", "arbitre", "but", "victoire", "défaite",
)  # fmt: skip
NAMES = (
    "Léa", "Noé", "Inès", "Hugo", "Zoé", "Malo", "Anaïs", "Théo", "Lina", "Sacha", "Élise",
    "Yanis", "Chloé", "Adèle", "Gaëlle",
)  # fmt: skip


def sites() -> None:
    """Make the sites, where they are not there."""
    with writing() as session:
        for site_id in SITES:
            if session.get(Site, site_id) is None:
                session.add(Site(id=site_id, name=site_id.title(), language="fr", policy={}))


class Writer:
    """Makes up comments; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.vocabulary = Vocabulary()
        self.campaign = self.vocabulary.draw(self.chance, 40)

    def ordinary(self) -> str:
        """As long as comments under articles are, a few of them very long.

        One word in three is of WORDS, for searches and verdicts to find: with more of them a
        comment would be like far more others than real ones are.
        """
        number = 4 + int(self.chance.lognormvariate(3.3, 0.8))
        common = self.chance.choices(WORDS, k=number // 3)
        return " ".join([*common, *self.vocabulary.draw(self.chance, number - len(common))])

    def spun(self) -> str:
        drawn = self.chance.sample(self.campaign, 22)
        return " ".join([*drawn, *self.vocabulary.draw(self.chance, 4)])


def comments(number: int, waiting: int, seed: int = 1) -> None:
    """Insert `number` comments of the last two years, about `waiting` of them flagged."""
    made = []
    for row in _rows(number, waiting / number, Writer(seed)):
        made.append(row)
        if len(made) == CHUNK:
            _insert(made)
            made = []
    if made:
        _insert(made)


def _insert(rows: list[dict[str, Any]]) -> None:
    signed = [_signature(row) for row in rows if _is_signed(row)]
    with writing() as session:
        session.execute(insert(Comment), rows)
        if signed:
            session.execute(insert(Signature), signed)


def _is_signed(row: dict[str, Any]) -> bool:
    return row["status"] == "flagged" or row["created_at"] > now() - similar.KEPT


def _signature(row: dict[str, Any]) -> dict[str, Any]:
    """What scoring would have written."""
    words = signature.words_of(row["text"])
    scope = signature.number_of(row["site_id"].encode())
    bands = {
        name: band ^ scope for name, band in zip(BANDS, signature.bands_of(words), strict=True)
    }
    flagged = row["status"] == "flagged"
    return {"comment_id": row["id"], "words": signature.packed(words), "flagged": flagged} | bands


def _rows(number: int, waiting: float, writer: Writer) -> Iterator[dict[str, Any]]:
    begin, span = now() - timedelta(days=730), timedelta(days=730)
    for index in range(number):
        at = begin + span * index / number
        in_flood = number - FLOOD_ONE_IN * FLOOD <= index and index % FLOOD_ONE_IN == 0
        status = "flagged" if in_flood else _status(waiting, writer.chance)
        row = _row(at, status, writer.ordinary(), writer.chance)
        if in_flood:
            row |= {"text": writer.spun(), "reasons": ["spam"], "main_reason": "spam"}
            row["site_id"] = next(iter(SITES))
        yield row


def _status(waiting: float, chance: random.Random) -> str:
    drawn = chance.random()
    return "flagged" if drawn < waiting else "rejected" if drawn < waiting + 0.06 else "approved"


def _row(at: datetime, status: str, text: str, chance: random.Random) -> dict[str, Any]:
    # A few write much, most little: the busiest of 50,000 some 4,000 of a million
    author = int(50_000 * chance.random() ** 2)
    scores = {name: round(chance.betavariate(0.3, 2), 6) for name in ATTRIBUTES}
    reason = "no_concern" if status == "approved" else str(chance.choice(FOR_PEOPLE))
    return {
        "id": _id(at, chance),
        "site_id": chance.choices(list(SITES), list(SITES.values()))[0],
        "status": status,
        "thread": f"/article-{int(20_000 * chance.random() ** 2)}",
        "text": text,
        "sent_hash": (digest := hashlib.sha256(text.encode()).hexdigest()),
        "text_hash": digest,
        "author_name": f"{NAMES[author % len(NAMES)]} {author}",
        "author_email": f"lecteur{author}@example.org",
        "context": {"article_title": "Un article de la rubrique Vie locale"},
        "created_at": at,
        "revision": 1,
        "queue": "live",
        "attempts": 1,
        "scores": scores,
        "reasons": [reason],
        "main_reason": reason,
        "harm": max(scores.values()),
        "doubt": round(chance.random(), 6),
        "detected_language": chance.choices(("fr", "en", "de"), (0.9, 0.08, 0.02))[0],
        "model": "made-up",
        "policy": "made-up",
        "decided_by": "model",
        "decided_at": at,
    }


def _id(at: datetime, chance: random.Random) -> str:
    """A UUIDv7 of that moment."""
    milliseconds = int(at.timestamp() * 1000) << 80
    rest = (7 << 76) | (chance.getrandbits(12) << 64) | (2 << 62) | chance.getrandbits(62)
    return str(uuid.UUID(int=milliseconds | rest))
