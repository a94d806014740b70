"""The model is ready when it is loaded: nothing is left to read at the first comment."""

from classifier.lexicon import lexicon
from classifier.reading import READ_IN
from moderation import scorer


def test_every_lexicon_is_read_before_the_first_comment() -> None:
    lexicon.cache_clear()
    scorer.model.cache_clear()
    scorer.model()
    assert lexicon.cache_info().currsize == len(READ_IN)
    scorer.model.cache_clear()
