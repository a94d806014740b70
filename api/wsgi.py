"""What the WSGI server runs: `gunicorn api.wsgi:app`."""

import gc
from contextlib import suppress

import settings
from api.app import create_app
from classifier import ModelError
from moderation import scorer
from worker import logs

logs.configure(settings.current())
app = create_app()
# Before the first request: what loads at the first score takes longer than inline checks may
# wait. Without a usable model the service runs all the same, and /readyz says why.
with suppress(ModelError):
    scorer.model()
# What is loaded by now stays. Looking through it for garbage, every few hundred requests, would
# hold one of them up for a tenth of a second.
gc.collect()
gc.freeze()
