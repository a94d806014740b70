"""What must come of moderators’ acts, in plain Python: log, lease and window of a comment."""

from dataclasses import dataclass, field
from datetime import datetime

from moderation import lifecycle
from moderation.review import OUTCOMES


@dataclass
class Entry:
    """One line of the log as it must be."""

    id: str
    action: str
    was: str
    to: str
    at: datetime
    held: datetime | None
    undoes: "Entry | None" = None

    def is_held(self, moment: datetime) -> bool:
        return self.held is not None and self.held > moment

    @property
    def cancels(self) -> bool:
        """Whether it takes back what nobody outside had heard of."""
        return self.undoes is not None and self.undoes.is_held(self.at)


@dataclass
class Expected:
    """One comment as it must be. Moderators are numbers; `holder` is the last who had it."""

    id: str
    status: str
    revision: int = 1
    log: list[Entry] = field(default_factory=list)
    public_from: datetime | None = None
    token: int = 0
    holder: int | None = None
    until: datetime | None = None

    def note(self, entry: Entry) -> None:
        if entry.to == "approved" and not entry.cancels:
            self.public_from = entry.held
        self.log.append(entry)
        self.status = entry.to

    def is_public(self, moment: datetime) -> bool:
        out = self.public_from is None or self.public_from <= moment
        return self.status == "approved" and out

    def may(self, action: str) -> bool:
        return (self.status, OUTCOMES[action]) in lifecycle.MOVES[action]

    def is_free_for(self, who: int, moment: datetime) -> bool:
        over = self.until is None or self.until <= moment
        return self.holder in (None, who) or over

    def take(self, who: int, until: datetime) -> None:
        self.token += self.holder != who
        self.holder, self.until = who, until

    def passes(self, who: int, token: int | None) -> bool:
        return token is None or (token == self.token and self.holder == who)

    def fence(self, who: int, moment: datetime) -> None:
        """Whoever decides makes every token given before an old one."""
        if self.token:
            self.token, self.holder, self.until = self.token + 1, who, moment


@dataclass(frozen=True)
class Sight:
    """What one moderator saw of a comment, and the token they held then."""

    status: str
    revision: int
    token: int | None
