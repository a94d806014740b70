"""What is known about a comment besides its scores: the form, the author, the past."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from moderation import campaigns, links, sender
from moderation.words import fold
from store import comments, decisions
from store.base import now
from store.engine import Session
from store.tables import Comment, Site

# "Merci !" comes twice from honest people; a whole sentence seldom does.
SHORTEST_DUPLICATE = 25
DUPLICATES_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Signals:
    """Facts for `policy.decide`. None: the site did not say."""

    links: int = 0
    shortened: bool = False
    # Folded text, author name and address, for word lists
    words: str = ""
    honeypot: bool = False
    seconds_to_submit: float | None = None
    role: str | None = None
    disposable_email: bool = False
    keyword_name: bool = False
    # Primary tags: what the site is in, and what the classifier found, `und` where it could not
    site_language: str | None = None
    language: str = "und"
    letters: int = 0
    author_approved: int = 0
    author_rejected: int = 0
    same_text: int = 0
    same_text_rejected: int = 0
    # Of recent comments, those like it that people rejected as spam, and who spins its text
    spun_rejected: int = 0
    spun_authors: int = 0
    edited_after_rejection: bool = False

    def spoken(self, language: str) -> "Signals":
        """The same with the language that the classifier found."""
        return replace(self, language=language)


@dataclass(frozen=True, slots=True)
class Past:
    """What came before a comment: of its author, of its text, and of itself."""

    author_approved: int = 0
    author_rejected: int = 0
    same_text: int = 0
    same_text_rejected: int = 0
    # Of recent comments, those like it that people rejected as spam, and who spins its text
    spun_rejected: int = 0
    spun_authors: int = 0
    edited_after_rejection: bool = False


def gather(session: Session, comment: Comment, site: Site) -> Signals:
    """Read the signals of one comment; queries its author's and its text's past."""
    history = comments.author_history(session, comment)
    twins = _twins(session, comment)
    campaign = campaigns.of(session, comment, site)
    past = Past(
        author_approved=history.approved,
        author_rejected=history.rejected,
        same_text=len(twins),
        same_text_rejected=twins.count("rejected"),
        spun_rejected=campaign.rejected,
        spun_authors=campaign.authors,
        edited_after_rejection=_edited_after_rejection(session, comment),
    )
    return of(comment, site, past)


def of(comment: Comment, site: Site, past: Past) -> Signals:
    """The signals of a comment whose past is known."""
    context = comment.context
    linked = links.foreign(comment.text, site.url)
    return Signals(
        links=linked,
        shortened=links.shortened(comment.text),
        words=_words(comment),
        honeypot=bool(context.get("honeypot")),
        seconds_to_submit=context.get("seconds_to_submit"),
        role=context.get("author_role"),
        disposable_email=sender.is_disposable(comment.author_email),
        keyword_name=sender.is_keyword_name(
            comment.author_name, bool(linked or comment.author_url)
        ),
        site_language=site.language,
        letters=sum(map(str.isalpha, comment.text)),
        language=comment.detected_language or "und",
        **asdict(past),
    )


def _words(comment: Comment) -> str:
    given = (comment.text, comment.author_name, comment.author_url, comment.author_email)
    return "".join(fold(part) for part in given if part)


def _twins(session: Session, comment: Comment) -> list[str]:
    if len(comment.text) < SHORTEST_DUPLICATE:
        return []
    return list(comments.same_text(session, comment, now() - DUPLICATES_WITHIN))


def _edited_after_rejection(session: Session, comment: Comment) -> bool:
    if comment.revision == 1:
        return False
    last = decisions.last(session, comment.id, decisions.PEOPLE)
    return last is not None and last.to_status == "rejected"
