"""Feedback from outside is kept, with its comment where one fits."""

from moderation import feedback
from moderation.feedback import Label
from store.tables import Site
from tests.helpers import submit


def test_it_finds_the_newest_comment_with_that_text_and_author(site: Site) -> None:
    submit(site, "Bonjour", author_name="Léa")
    newest = submit(site, "Bonjour", author_name="Léa")
    submit(site, "Bonjour", author_name="Noé")
    label = Label("akismet", "Bonjour", {"spam": 0.0}, author_name="Léa")
    found = feedback.record(site, label)
    assert found is not None and found.id == newest.id


def test_what_fits_no_comment_is_kept_all_the_same(site: Site) -> None:
    assert feedback.record(site, Label("perspective", "Jamais vu", {"toxicity": 1.0})) is None
