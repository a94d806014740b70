"""The words of the classifier: what it reads, what it answers."""

from dataclasses import dataclass

ATTRIBUTES = (
    "spam",
    "toxicity",
    "severe_toxicity",
    "insult",
    "profanity",
    "threat",
    "identity_attack",
    "sexually_explicit",
)


class ModelError(Exception):
    """There is no usable model; the text is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A comment to score. Everything but the text may be None, which means unknown."""

    text: str
    # BCP-47 tags, as declared for the comment and for the site
    language: str | None = None
    site_language: str | None = None
    author_name: str | None = None
    # Used for its domain only
    author_email: str | None = None
    author_url: str | None = None
    # True: the hidden field was filled
    honeypot: bool | None = None
    seconds_to_submit: float | None = None
    article_title: str | None = None
    article_text: str | None = None
    # Whether this e-mail address has an approved comment on the site
    author_known: bool | None = None
    is_reply: bool | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """A calibrated probability in [0, 1] for each attribute, and the detected language.

    `language` is a primary BCP-47 tag, `und` where it cannot be told.
    """

    values: dict[str, float]
    language: str


@dataclass(frozen=True, slots=True)
class Span:
    """What text[start:end] (code points) adds to the logit."""

    start: int
    end: int
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a score comes from: `bias`, all `form` and all `spans` sum to `logit`."""

    logit: float
    bias: float
    # Contributions of form signals, by name; those read from words, as links are, stand in `spans`
    form: dict[str, float]
    # In the order of the text; words that add nothing are left out
    spans: tuple[Span, ...]
