"""What people see in a browser: the front page, the demonstration, the moderators' pages."""

from flask import Flask, g
from flask_babel import Babel
from flask_bootstrap import Bootstrap5

import settings
from api.pages import (
    account,
    audit,
    batches,
    comment,
    context,
    dashboard,
    decisions,
    demo,
    errors,
    headers,
    home,
    invitation,
    language,
    limits,
    live,
    login,
    office_words,
    oidc,
    overview,
    people,
    policy,
    preferences,
    ranges,
    search,
    similar,
    sites,
    unwell,
    words,
)

# What moderators work at
DESK = (dashboard, search, context, decisions, similar, ranges, batches, live, preferences)
# Pages that are not about single comments
OFFICE = (overview, comment, account, people, sites, policy, audit)


def register(app: Flask, config: settings.Settings) -> None:
    """Add every page to `app`, with its look, its languages and its limits."""
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    Bootstrap5(app)
    Babel(app, locale_selector=language.current, timezone_selector=language.timezone)
    language.speak(app)
    limits.register(app, config)
    app.jinja_env.filters.update(words.FILTERS | office_words.FILTERS)
    app.jinja_env.globals.update(
        language=language.current, other_language=language.other, preferred=preferences.current
    )
    app.jinja_env.globals.update(trouble=unwell.trouble, me=lambda: g.get("person"))
    unwell.register(app)
    oidc.register(app, config)
    for page in (home, demo, login, oidc, invitation, *DESK, *OFFICE):
        app.register_blueprint(page.blueprint)
    errors.register(app)
    app.after_request(headers.protect)
    app.after_request(language.remember)
