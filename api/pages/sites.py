"""Sites: what they are called, their keys, and where they hear of decisions. For admins alone.

A key or secret is in the answer to the form that made it, and nowhere afterwards.
"""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from api.auth import current_person
from api.pages import errors, guard
from api.pages.office_forms import KeyForm, NewSiteForm, SiteForm, WebhookForm
from api.pages.told import tell
from moderation import keys, sites
from moderation.errors import AlreadyExists
from store.tables import Site

blueprint = Blueprint("sites", __name__, url_prefix="/moderation/sites")
blueprint.before_request(guard.require_admin)
errors.pages_only(blueprint)


@blueprint.get("")
def show() -> str:
    """Every site, and the form to add one."""
    return _list(NewSiteForm(formdata=None))


@blueprint.post("")
def add() -> ResponseReturnValue:
    """Make a site with its first key, which is shown this once."""
    form, by = NewSiteForm(), current_person().actor
    if not form.validate():
        return _list(form), 422
    try:
        sites.add(form.id.data, form.name.data, form.url.data, form.language.data, by=by)
    except AlreadyExists:
        form.id.errors = (gettext("There is a site of this name already."),)
        return _list(form), 422
    return _page(sites.require(form.id.data), key=keys.issue(form.id.data, by=by))


@blueprint.get("/<site:site_id>")
def site(site_id: str) -> str:
    """One site."""
    return _page(sites.require(site_id))


@blueprint.post("/<site:site_id>")
def change(site_id: str) -> ResponseReturnValue:
    """Set its name, address and language."""
    found, form = sites.require(site_id), SiteForm()
    if not form.validate():
        return _page(found, form=form), 422
    by = current_person().actor
    sites.change(site_id, form.name.data, form.url.data, form.language.data, by=by)
    return _saved(site_id, gettext("Saved."))


@blueprint.post("/<site:site_id>/webhook")
def webhook(site_id: str) -> ResponseReturnValue:
    """Set where decisions are told to; the first address gets a secret, shown this once."""
    found, form = sites.require(site_id), WebhookForm()
    if not form.validate():
        return _page(found, webhook=form), 422
    url, known = form.webhook.data, found.webhook_secret
    secret = (known or sites.new_secret()) if url else ""
    changed = sites.set_webhook(site_id, url, secret, by=current_person().actor)
    if secret and not known:
        return _page(changed, secret=secret)
    return _saved(site_id, gettext("Saved."))


@blueprint.post("/<site:site_id>/secret")
def new_secret(site_id: str) -> ResponseReturnValue:
    """Sign with another secret from now on, shown this once."""
    found = sites.require(site_id)
    if not found.webhook_url:
        return _saved(site_id, gettext("Set the address first."))
    secret = sites.new_secret()
    by = current_person().actor
    return _page(sites.set_webhook(site_id, found.webhook_url, secret, by=by), secret=secret)


@blueprint.post("/<site:site_id>/keys")
def add_key(site_id: str) -> ResponseReturnValue:
    """One more key, shown this once; the others go on."""
    found, form = sites.require(site_id), KeyForm()
    if not form.validate():
        return _page(found), 422
    return _page(found, key=keys.issue(site_id, form.kind.data, by=current_person().actor))


@blueprint.post("/<site:site_id>/keys/<uuid:key_id>/end")
def end_key(site_id: str, key_id: UUID) -> ResponseReturnValue:
    """End one key."""
    keys.end(site_id, str(key_id), by=current_person().actor)
    return _saved(site_id, gettext("The key is ended: it opens nothing any more."))


def _list(form: NewSiteForm) -> str:
    return render_template("pages/site_list.html", sites=sites.every(), form=form)


def _page(
    found: Site,
    form: SiteForm | None = None,
    webhook: WebhookForm | None = None,
    key: str | None = None,
    secret: str | None = None,
) -> str:
    known = {"name": found.name, "url": found.url, "language": found.language}
    return render_template(
        "pages/site.html",
        site=found,
        form=form or SiteForm(formdata=None, data=known),
        webhook_form=webhook or WebhookForm(formdata=None, data={"webhook": found.webhook_url}),
        key_form=KeyForm(formdata=None),
        keys=sorted(keys.of_site(found.id), key=lambda one: one.revoked_at is not None),
        key=key,
        secret=secret,
    )


def _saved(site_id: str, text: str) -> ResponseReturnValue:
    tell(text)
    return redirect(url_for("sites.site", site_id=site_id), 303)
