"""What people see in a browser: the front page, the demonstration, the moderators' pages."""

from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5

import settings
from api.pages import (
    batches,
    dashboard,
    decisions,
    demo,
    errors,
    headers,
    home,
    language,
    limits,
    login,
    ranges,
    similar,
    words,
)


def register(app: Flask, config: settings.Settings) -> None:
    """Add every page to `app`, with its look, its languages and its limits."""
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    Bootstrap5(app)
    Babel(app, locale_selector=language.current, timezone_selector=language.timezone)
    limits.register(app, config)
    app.jinja_env.filters.update(words.FILTERS)
    app.jinja_env.globals.update(language=language.current, other_language=language.other)
    for page in (home, demo, login, dashboard, decisions, similar, ranges, batches):
        app.register_blueprint(page.blueprint)
    errors.register(app)
    app.after_request(headers.protect)
    app.after_request(language.remember)
