"""What the audit log says of each change."""

from flask_babel import lazy_gettext as _l

from api.pages import office_words, policy_words

ACTIONS = {
    "person.add": _l("made an account"),
    "person.invite": _l("invited somebody"),
    "person.withdraw": _l("withdrew an invitation"),
    "person.join": _l("accepted an invitation"),
    "person.link": _l("made a link to a new password"),
    "person.change": _l("changed a person"),
    "person.deactivate": _l("deactivated a person"),
    "person.reactivate": _l("let a person back in"),
    "person.password": _l("set another password"),
    "person.token": _l("made a token for the API"),
    "person.sign_out": _l("signed out everywhere"),
    "site.add": _l("added a site"),
    "site.change": _l("changed a site"),
    "site.webhook": _l("changed a site’s webhook"),
    "site.policy": _l("changed a policy"),
    "key.add": _l("made a key"),
    "key.end": _l("ended a key"),
}
CHANGED = {
    "name": _l("Name"),
    "role": _l("Role"),
    "sites": _l("Sites"),
    "url": _l("Address"),
    "language": _l("Language"),
    "key": _l("Key"),
    "password": _l("Password"),
    "webhook_url": _l("Webhook"),
    "webhook_secret": _l("Secret of the webhook"),
}


def action(name: str) -> str:
    return str(ACTIONS.get(name, name))


def actor(kind: str) -> str:
    return office_words.actor(kind)


def value(text: str) -> str:
    """A role or an effect in words; anything else as it is."""
    return (
        str(office_words.ROLES[text]) if text in office_words.ROLES else policy_words.effect(text)
    )


def changed(name: str) -> str:
    """The name of what changed: a column, or a choice of a policy."""
    return str(CHANGED[name]) if name in CHANGED else policy_words.choice(name)
