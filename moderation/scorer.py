"""The one model of this process, and comments turned into what it reads."""

from functools import lru_cache

import settings
from classifier import Model, Sample
from store.tables import Comment, Site


@lru_cache(maxsize=1)
def model() -> Model:
    """The model, loaded at first use.

    Raises:
        classifier.ModelError: its file is missing, damaged or of another kind.
    """
    return Model.load(settings.current().model)


def sample(comment: Comment, site_language: str | None, author_known: bool | None) -> Sample:
    """What the classifier may know of a comment; everything unknown stays None."""
    context = comment.context
    return Sample(
        text=comment.text,
        language=comment.language,
        site_language=site_language,
        author_name=comment.author_name,
        author_email=comment.author_email,
        author_url=comment.author_url,
        honeypot=None if context.get("honeypot") is None else bool(context["honeypot"]),
        seconds_to_submit=context.get("seconds_to_submit"),
        article_title=context.get("article_title"),
        article_text=context.get("article_text"),
        author_known=author_known,
        is_reply=comment.parent is not None,
    )


def site_sample(comment: Comment, site: Site, author_approved: int) -> Sample:
    known = author_approved > 0 if comment.author_email else None
    return sample(comment, site.language, known)
