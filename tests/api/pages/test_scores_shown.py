"""Which scores a moderator sees as bars."""

from api.pages.words import highest

FLAGS = {"toxicity": 0.8, "insult": 0.6, "spam": 0.9, "sexually_explicit": 0.12, "profanity": 2.0}


def names(**scores: float) -> list[str]:
    return [name for name, _ in highest(scores, FLAGS)]


def test_the_highest_first_and_none_that_says_nothing() -> None:
    assert names(spam=0.2, toxicity=0.5, insult=0.09) == ["toxicity", "spam"]
    assert highest(None, FLAGS) == []


def test_four_at_most_where_none_of_the_others_is_a_reason() -> None:
    shown = names(profanity=1.0, toxicity=0.7, insult=0.5, threat=0.4, identity_attack=0.3)
    assert shown == ["profanity", "toxicity", "insult", "threat"]


def test_what_a_comment_is_held_for_is_shown_however_low_it_is() -> None:
    shown = names(
        profanity=1.0, toxicity=0.99, insult=0.98, severe_toxicity=0.3, sexually_explicit=0.13
    )
    assert shown == ["profanity", "toxicity", "insult", "sexually_explicit"]
    assert names(sexually_explicit=0.01, threat=0.05) == []
