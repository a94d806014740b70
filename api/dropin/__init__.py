"""Other services' protocols, spoken so that their clients need only a new address."""

from flask import Flask

from api.dropin.akismet import calls as akismet
from api.dropin.coral import calls as coral
from api.dropin.openai import calls as openai
from api.dropin.perspective import calls as perspective


def register(app: Flask) -> None:
    for part in (akismet.open_calls, akismet.keyed, perspective.open_calls, perspective.keyed):
        app.register_blueprint(part)
    for part in (coral.blueprint, openai.blueprint):
        app.register_blueprint(part)
