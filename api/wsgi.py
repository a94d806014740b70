"""What the WSGI server runs: `gunicorn api.wsgi:app`."""

import settings
from api.app import create_app
from worker import logs

logs.configure(settings.current())
app = create_app()
