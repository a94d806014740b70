"""Labels that a site's people give from outside: kept, tied to the comment where one fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from moderation.words import fingerprint
from store import feedback
from store.engine import writing
from store.tables import Comment, Feedback, Site


@dataclass(frozen=True, slots=True)
class Label:
    """What somebody says of a text: `labels` maps attributes to probabilities in [0, 1]."""

    source: str
    text: str
    labels: Mapping[str, float]
    author_name: str | None = None
    language: str | None = None
    context: dict[str, Any] = field(default_factory=dict)


def record(site: Site, label: Label) -> Comment | None:
    """Keep a label; returns the stored comment that it is about, if there is one."""
    with writing() as session:
        comment = feedback.newest_with_text(
            session, site.id, label.text, fingerprint(label.text), label.author_name
        )
        feedback.add(
            session,
            Feedback(
                site_id=site.id,
                comment_id=comment.id if comment else None,
                source=label.source,
                text=label.text,
                language=label.language,
                labels=dict(label.labels),
                context=label.context,
            ),
        )
        return comment
