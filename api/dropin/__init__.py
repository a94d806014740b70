"""Other services' protocols, spoken so that their clients need only a new address."""

from flask import Flask

from api.dropin.akismet import calls


def register(app: Flask) -> None:
    for part in (calls.open_calls, calls.keyed):
        app.register_blueprint(part)
