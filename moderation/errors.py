"""Why the rules refuse something. Each text is one plain sentence for people."""

from datetime import datetime

from store.tables import Comment, Decision


class Refused(Exception):
    """The request cannot be done as asked; `code` is stable, the text is for people."""

    code = "refused"


class NotFound(Refused):
    code = "not_found"


class AlreadyExists(Refused):
    code = "already_exists"


class Invalid(Refused):
    """A value is out of its range; `field` is its path, such as `thresholds.spam.flag`."""

    code = "invalid"

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text}")
        self.field = field
        self.text = text


class KeyReused(Refused):
    """An idempotency key or external id came again with another text."""

    code = "key_reused"


class Forbidden(Refused):
    """The person may not do this, however they ask."""

    code = "forbidden"


class LastAdmin(Refused):
    """Nobody would be left who may let people in."""

    code = "last_admin"


class Stale(Refused):
    """It was changed since the caller looked."""

    code = "stale"


class Deleted(Refused):
    code = "comment_deleted"


class Overtaken(Refused):
    """Somebody or something else moved the comment first; shows what it is now."""

    code = "already_decided"

    def __init__(self, text: str, comment: Comment, decision: Decision | None) -> None:
        super().__init__(text)
        self.comment = comment
        self.decision = decision


class LeaseLost(Overtaken):
    """Somebody took the comment up, or decided on it, after the lease that was shown."""

    code = "lease_lost"

    def __init__(self, comment: Comment, decision: Decision | None, looking: str | None) -> None:
        super().__init__(
            "Somebody else has taken this comment up since you did; look at it again.",
            comment,
            decision,
        )
        self.looking = looking


class Leased(Refused):
    """Somebody else is looking at the comment; says who, and until when they are believed to."""

    code = "leased"

    def __init__(self, looking: str, until: datetime) -> None:
        super().__init__(f"{looking} is looking at this comment.")
        self.looking = looking
        self.until = until
