"""Other services' protocols, spoken so that their clients need only a new address."""

from flask import Flask

from api.dropin.akismet import calls as akismet
from api.dropin.perspective import calls as perspective


def register(app: Flask) -> None:
    for part in (akismet.open_calls, akismet.keyed, perspective.open_calls, perspective.keyed):
        app.register_blueprint(part)
