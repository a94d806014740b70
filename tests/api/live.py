"""The service behind a real socket, for browsers and for clients that know nothing of Flask."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def serving(app: Flask) -> Iterator[int]:
    """The port that `app` answers on, which the kernel chose."""
    server = make_server("127.0.0.1", 0, _Whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Whole:
    """Answers of a known length are read whole before they are sent.

    This server forgets to close the file that it was sending to a browser that broke off, as
    each page does that is left while it loads; a real one closes it.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        names: set[str] = set()

        def started(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            names.update(name.lower() for name, _ in headers)
            return start_response(status, headers, *error)

        body: Any = self.app.wsgi_app(environ, started)
        if "content-length" not in names:
            return body  # type: ignore[no-any-return]
        with closing(body):
            return [b"".join(body)]
