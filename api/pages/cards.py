"""Comments as cards: what a moderator may see of each, why it is there, and the likely choice."""

from collections.abc import Sequence
from typing import Any

from api.pages import language, preferences, words
from moderation import evidence, groups, surroundings, views
from moderation.evidence import Evidence
from moderation.reasons import FOR_PEOPLE, Reason
from moderation.surroundings import Surroundings
from store.tables import Comment

# What a rejection can be for.
FAULTS = tuple(reason for reason in FOR_PEOPLE if reason is not Reason.FINE)


def faults() -> list[tuple[str, str]]:
    """What a rejection can be for, with its words: the same list on every card."""
    return [(code, words.reason(code)) for code in FAULTS]


def cards(comments: Sequence[Comment]) -> list[dict[str, Any]]:
    """What a moderator may see of each comment, why it is there, and the likely choice."""
    why, around = evidence.of(comments), surroundings.of(comments)
    alike = groups.sizes([comment.id for comment in comments if comment.status == "flagged"])
    return [
        _card(comment)
        | _shown(why[comment.id], around[comment.id])
        | _alike(alike.get(comment.id, 0))
        for comment in comments
    ]


def marked(comments: Sequence[Comment]) -> list[dict[str, Any]]:
    """Each comment with the words that drove its score, and nothing that stands around it."""
    why = evidence.of(comments)
    return [told(comment) | {"marks": why[comment.id].marks} for comment in comments]


def told(comment: Comment) -> dict[str, Any]:
    """A comment in itself, with the words to veil for who is asking."""
    veils = evidence.veils(comment) if preferences.current().veil else ()
    return views.for_moderator(comment, language.current()) | {"veils": veils}


def _card(comment: Comment) -> dict[str, Any]:
    likely = next((code for code in comment.reasons if code in FAULTS), "")
    return told(comment) | {"likely": likely}


def _shown(why: Evidence, around: Surroundings) -> dict[str, Any]:
    return {
        "marks": why.marks,
        "flags": why.flags or {},
        "answers": told(around.parent) if around.parent else None,
        "history": around.history,
    }


def _alike(number: int) -> dict[str, Any]:
    """How many are like it, and whether there may be more than were counted."""
    return {"similar": number, "similar_or_more": number == groups.MOST_COUNTED}
