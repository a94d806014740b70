"""The model is ready when it is loaded: nothing is left to read at the first comment."""

from classifier import lexicon
from classifier.reading import CANDIDATES
from moderation import scorer


def test_every_lexicon_is_read_before_the_first_comment() -> None:
    lexicon._tree.cache_clear()
    scorer.model.cache_clear()
    scorer.model()
    needed = {tag for tags in CANDIDATES.values() for tag in tags}
    assert lexicon._tree.cache_info().currsize == len(needed)
    scorer.model.cache_clear()
