"""The vocabulary of reasons: every code that a verdict can carry, in French and English.

A code is part of the contract with sites; words may be bettered, codes never change.
"""

from collections.abc import Iterable
from enum import StrEnum


class Reason(StrEnum):
    """One reason: its code, and what people read."""

    french: str
    english: str

    def __new__(cls, code: str, french: str = "", english: str = "") -> "Reason":
        member = str.__new__(cls, code)
        member._value_ = code
        member.french = french
        member.english = english
        return member

    # What the classifier found; the codes are its attributes
    SPAM = "spam", "Ressemble à du courrier indésirable", "Looks like spam"
    TOXICITY = "toxicity", "Propos agressifs ou blessants", "Rude or hurtful language"
    SEVERE_TOXICITY = "severe_toxicity", "Propos très haineux", "Very hateful language"
    INSULT = "insult", "Insulte envers une personne", "Insults a person"
    PROFANITY = "profanity", "Vocabulaire grossier", "Swear words"
    THREAT = "threat", "Menace ou appel à la violence", "Threat or call to violence"
    IDENTITY_ATTACK = (
        "identity_attack",
        "Attaque un groupe ou une identité",
        "Attacks a group or an identity",
    )
    SEXUALLY_EXPLICIT = "sexually_explicit", "Contenu sexuel explicite", "Sexually explicit"

    # What the site's rules found
    HONEYPOT = "honeypot", "Champ piège rempli : sans doute un robot", "Filled the trap field"
    TOO_FAST = "too_fast", "Envoyé trop vite après l’ouverture de la page", "Sent too fast"
    LINKS = "links", "Trop de liens", "Too many links"
    SHORTENED_LINK = (
        "shortened_link",
        "Lien raccourci, qui cache son adresse",
        "A shortened link hides where it leads",
    )
    DISPOSABLE_EMAIL = (
        "disposable_email",
        "Adresse e-mail jetable",
        "Throwaway e-mail address",
    )
    KEYWORD_NAME = (
        "keyword_name",
        "Nom d’auteur publicitaire",
        "The author’s name is an advertisement",
    )
    FOREIGN_LANGUAGE = (
        "foreign_language",
        "Langue inattendue sur ce site",
        "Not in a language of this site",
    )
    FLAG_WORD = "flag_word", "Contient un mot à vérifier", "Contains a word to look at"
    REJECT_WORD = "reject_word", "Contient un mot interdit", "Contains a blocked word"
    DUPLICATE = "duplicate", "Même texte déjà reçu", "The same text came before"
    DUPLICATE_OF_REJECTED = (
        "duplicate_of_rejected",
        "Même texte qu’un commentaire rejeté",
        "The same text as a rejected comment",
    )
    CAMPAIGN = (
        "campaign",
        "Ressemble à d’autres envois : sans doute une campagne",
        "Resembles other comments: likely a campaign",
    )
    FIRST_TIME_AUTHOR = (
        "first_time_author",
        "Premier commentaire de cet auteur",
        "First comment by this author",
    )
    EDITED_AFTER_REJECTION = (
        "edited_after_rejection",
        "Modifié après avoir été rejeté par une personne",
        "Edited after a person rejected it",
    )

    # Why something passes
    NO_CONCERN = "no_concern", "Rien à signaler", "Nothing of concern found"
    KNOWN_AUTHOR = "known_author", "Auteur déjà approuvé ici", "Author approved here before"
    STAFF = "staff", "Membre de la rédaction, selon le site", "Staff, as the site says"

    # What happened outside of scoring
    SCORING_FAILED = (
        "scoring_failed",
        "L’analyse a échoué : une personne doit lire",
        "Scoring failed: a person has to read it",
    )
    REPORTED = "reported", "Signalé par des lecteurs", "Reported by readers"
    EDITED = "edited", "Modifié : sera relu", "Edited: will be scored again"
    DELETED = "deleted", "Supprimé par le site", "Deleted by the site"

    # What a person may say besides
    OFF_TOPIC = "off_topic", "Hors sujet", "Off topic"
    MISINFORMATION = "misinformation", "Désinformation", "Misinformation"
    PERSONAL_DATA = "personal_data", "Données personnelles", "Personal data"
    ILLEGAL = "illegal", "Contenu illicite", "Unlawful content"
    FINE = "fine", "Rien à reprocher", "Nothing wrong with it"
    OTHER = "other", "Autre raison", "Another reason"


# What a moderator, or a reader who reports, can choose from.
FOR_PEOPLE = (
    Reason.SPAM,
    Reason.INSULT,
    Reason.THREAT,
    Reason.IDENTITY_ATTACK,
    Reason.SEXUALLY_EXPLICIT,
    Reason.PROFANITY,
    Reason.TOXICITY,
    Reason.OFF_TOPIC,
    Reason.MISINFORMATION,
    Reason.PERSONAL_DATA,
    Reason.ILLEGAL,
    Reason.FINE,
    Reason.OTHER,
)


def message(code: str, language: str) -> str:
    """The words for a code, French for `fr…`, else English; the code itself if unknown."""
    try:
        reason = Reason(code)
    except ValueError:
        return code
    return reason.french if language.lower().startswith("fr") else reason.english


def in_words(codes: Iterable[str], language: str) -> list[dict[str, str]]:
    """`[{"code", "message"}]`, as the API shows reasons."""
    return [{"code": code, "message": message(code, language)} for code in codes]
