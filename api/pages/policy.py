"""A site's policy: its thresholds and other choices, tried on old comments before they count."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from api.auth import current_person
from api.pages import errors, guard, policy_form
from api.pages.told import tell
from classifier import ATTRIBUTES
from moderation import policies, preview, sites
from moderation.errors import Stale
from moderation.policies import EFFECTS_IN_ORDER
from moderation.policy import Policy
from store.tables import Site

blueprint = Blueprint("policy", __name__, url_prefix="/moderation/sites/<site:site_id>/policy")
blueprint.before_request(guard.require_admin)
errors.pages_only(blueprint)


@blueprint.get("")
def show(site_id: str) -> str:
    """The policy in force, in a form."""
    site = sites.require(site_id)
    return _page(site, policy_form.shown(policies.of(site)))


@blueprint.post("")
def change(site_id: str) -> ResponseReturnValue:
    """Show what the choices sent would have done, or save them as they were shown.

    Only what was previewed is saved, and only over the policy that was on the screen.
    """
    site, sent = sites.require(site_id), request.form
    answer = policy_form.read(sent, site.policy, policies.without_choices())
    if answer.errors:
        return _page(site, sent, errors=answer.errors), 422
    new = policies.with_choices(answer.choices)
    if request.form.get("previewed") == new.version and "save" in sent:
        return _save(site, answer.choices, new)
    return _preview(site, new)


def _save(site: Site, choices: dict[str, Any], new: Policy) -> ResponseReturnValue:
    by = current_person().actor
    try:
        sites.replace_policy(site.id, choices, request.form.get("seen", ""), by=by)
    except Stale:
        return _preview(sites.require(site.id), new, stale=True), 409
    tell(gettext("Saved: the new policy judges every comment from now on."))
    return redirect(url_for("policy.show", site_id=site.id), 303)


def _preview(site: Site, new: Policy, stale: bool = False) -> str:
    found = preview.of(site, policies.of(site), new)
    return _page(site, request.form, found=found, previewed=new.version, stale=stale)


def _page(site: Site, values: policy_form.Fields, **more: Any) -> str:
    followed = policies.without_choices()
    defaults: dict[str, Any] = {"errors": {}, "found": None, "previewed": "", "stale": False}
    return render_template(
        "pages/policy.html",
        site=site,
        values=values,
        seen=policies.mark(site.policy),
        attributes=ATTRIBUTES,
        followed=policy_form.shown(followed),
        others=[(field.name, policy_form.kind(field.name)) for field in policy_form.OTHERS],
        effects=EFFECTS_IN_ORDER,
        current=policies.of(site).version,
        verdicts=("approved", "flagged", "rejected"),
        **{**defaults, **more},
    )
