"""gunicorn's settings: `gunicorn --config python:api.gunicorn_conf api.wsgi:app`."""

import settings

_config = settings.current()

_host = f"[{_config.host}]" if ":" in _config.host else _config.host
bind = f"{_host}:{_config.port}"
workers = _config.web_workers
threads = _config.web_threads
worker_class = "api.server.PatientWorker"

# Open connections of one process; well under the usual limit of 1024 open files.
worker_connections = 500
keepalive = 5
# For a process that hangs; a request has no limit but those of the parts it asks.
timeout = 60
# Less than what `tamis up` and Docker wait before they kill.
graceful_timeout = 8

limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190

# Whether to believe a proxy is the application's to judge (TAMIS_TRUSTED_PROXIES).
forwarded_allow_ips = ""

# gunicorn's access log would write down addresses; the application logs requests without.
accesslog = None
errorlog = "-"
loglevel = _config.log_level.lower()
# Its default place is shared by all services of one user.
control_socket_disable = True
