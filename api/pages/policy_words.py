"""What the policy page calls each choice, and what it says of it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from api.pages import words

CHOICES = {
    "max_links": (_l("Links"), _l("More links than this, to other sites, are flagged.")),
    "min_seconds": (
        _l("Seconds to write"),
        _l("A comment sent faster than this after the page opened is too fast."),
    ),
    "too_fast": (_l("Sent too fast"), ""),
    "honeypot": (_l("Trap field filled"), _l("A field that people do not see: robots fill it.")),
    "duplicates": (_l("The same text again"), _l("Of at least 25 characters, within 30 days.")),
    "campaigns": (
        _l("Spun versions of one text"),
        _l("Like comments that people rejected as spam, or sent by many authors within days."),
    ),
    "first_time_authors": (_l("First comment of an author"), ""),
    "shorteners": (
        _l("Shortened links"),
        _l("Links of bit.ly and the like, which hide where they lead."),
    ),
    "disposable_email": (
        _l("Throwaway e-mail address"),
        _l("Of a domain that gives addresses to throw away; only the domain is read."),
    ),
    "keyword_names": (
        _l("Name that is an advertisement"),
        _l("An address, or words to be found under together with a link."),
    ),
    "foreign_languages": (
        _l("Unexpected language"),
        _l("Neither French, English nor the site’s; short texts in a near language pass."),
    ),
    "known_after": (
        _l("Known after"),
        _l("Approved comments, with none rejected, that spare an author the rules on strangers."),
    ),
    "trust_staff": (_l("Approve whom the site calls its staff"), ""),
    "reports_to_flag": (_l("Reports that flag"), _l("Readers who report an approved comment.")),
    "flag_words": (
        _l("Words that flag"),
        _l("One word or phrase a line; case and accents do not matter."),
    ),
    "reject_words": (
        _l("Words that reject"),
        _l("One word or phrase a line; case and accents do not matter."),
    ),
    "akismet_hold": (_l("Akismet’s clients hold what is flagged, rather than call it spam"), ""),
    "perspective_store": (
        _l("Keep what Perspective’s clients ask about"),
        _l("Their texts come before moderators; readers never see them."),
    ),
    "undo_seconds": (
        _l("Seconds to undo"),
        _l("So long the outside is not told of what a person decided."),
    ),
}
EFFECTS = {"ignore": _l("let it pass"), "flag": _l("flag"), "reject": _l("reject")}


def choice(name: str) -> str:
    """What a choice is called, `thresholds.spam` too."""
    if name.startswith("thresholds."):
        return str(gettext("Thresholds of %(name)s", name=words.attribute(name.split(".")[1])))
    return str(CHOICES[name][0]) if name in CHOICES else name


def hint(name: str) -> str:
    return str(CHOICES[name][1]) if name in CHOICES else ""


def effect(name: str) -> str:
    return str(EFFECTS.get(name, name))
