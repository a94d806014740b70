"""The web server under clients that take their time."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from api import limits, server

ECHO = """
def app(environ, start_response):
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = b"" if length > 2**20 else environ["wsgi.input"].read()
    except OSError:
        body = b"broken"
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""
THREADS = 2


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A gunicorn with two threads that answers with what it was sent."""
    folder = tmp_path_factory.mktemp("echo")
    (folder / "echo.py").write_text(ECHO)
    with socket.socket() as listener:
        # gunicorn inherits the listening socket: no port is guessed, no request can be early.
        listener.bind(("127.0.0.1", 0))
        listener.listen(200)
        process = _gunicorn(folder, listener)
        try:
            yield listener.getsockname()[1]
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0


def _gunicorn(folder: Path, listener: socket.socket) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "gunicorn", "echo:app", "--pythonpath", str(folder),
        "--bind", f"fd://{listener.fileno()}", "--workers", "1", "--threads", str(THREADS),
        "--worker-class", "api.server.PatientWorker", "--no-control-socket",
        "--graceful-timeout", "8",
    ]  # fmt: skip
    root = Path(server.__file__).parents[1]
    with open(folder / "log", "wb") as log:
        return subprocess.Popen(
            command, cwd=root, stderr=log, stdout=log, pass_fds=[listener.fileno()],
            env=os.environ | {"PYTHONPATH": str(root)},
        )  # fmt: skip


def send(port: int, data: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(data)
    return connection


def post(port: int, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/", body, headers or {})
    answer = connection.getresponse().read()
    connection.close()
    return answer


def read_all(connection: socket.socket) -> bytes:
    received = b""
    while data := connection.recv(65536):
        received += data
    return received


def test_it_works(port: int) -> None:
    assert post(port, b"bonjour") == b"bonjour"


@pytest.mark.parametrize(
    "unfinished",
    [
        pytest.param(b"", id="nothing at all"),
        pytest.param(b"POST / HTTP/1.1\r\nHost: a\r\nX-Sl", id="half a head"),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", id="half a body"
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            id="half a chunk",
        ),
    ],
)
def test_slow_clients_hold_no_thread(port: int, unfinished: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(send(port, unfinished))
        began = time.monotonic()
        assert post(port, b"vite") == b"vite"
        assert time.monotonic() - began < 2


def test_a_client_that_does_not_close_delays_nobody(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            asked = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            stack.enter_context(send(port, asked))
        began = time.monotonic()
        assert post(port, b"vite") == b"vite"
        assert time.monotonic() - began < 2


def test_a_request_in_small_pieces_is_answered(port: int) -> None:
    request = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nlente"
    with send(port, b"") as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in request:
            connection.sendall(bytes([byte]))
        assert read_all(connection).endswith(b"\r\n\r\nlente")


def test_two_requests_sent_together_are_both_answered(port: int) -> None:
    one = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nune"
    two = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 4\r\n\r\ndeux"
    with send(port, one + two) as connection:
        received = read_all(connection)
    assert received.count(b"200 OK") == 2
    assert b"une" in received and received.endswith(b"deux")


def test_a_connection_is_used_again(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for body in (b"un", b"deux"):
        connection.request("POST", "/", body)
        first = connection.sock
        assert connection.getresponse().read() == body
    assert connection.sock is first
    connection.close()


def test_a_chunked_body_is_read_whatever_it_holds(port: int) -> None:
    pieces = b"6\r\n0\r\n\r\nx\r\n3;a=b\r\nfin\r\n0\r\nX-T: 1\r\n\r\n"
    head = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    with send(port, head + pieces[:8]) as connection:
        connection.sendall(pieces[8:])
        assert read_all(connection).endswith(b"\r\n\r\n0\r\n\r\nxfin")


def test_a_client_that_waits_for_permission_gets_it(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 4\r\n"
    with send(port, head + b"Expect: 100-continue\r\n\r\n") as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b"oui!")
        assert read_all(connection).endswith(b"\r\n\r\noui!")


def test_a_body_too_large_is_answered_and_its_rest_is_never_a_request(port: int) -> None:
    length = limits.LARGEST_BATCH_BODY + 1
    head = f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n".encode()
    with send(port, head + b"GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n") as connection:
        assert read_all(connection).count(b"HTTP/1.1") == 1


def test_a_head_without_end_goes_to_the_parser_to_refuse() -> None:
    arrival = server.Arrival(b"GET / HTTP/1.1\r\nX: " + b"a" * server.LARGEST_HEAD)
    assert arrival.whole


def test_a_chunk_line_without_end_goes_to_the_parser_to_refuse() -> None:
    arrival = server.Arrival(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert not arrival.whole
    arrival.add(b"5;" + b"a" * server.LONGEST_CHUNK_LINE)
    assert arrival.whole
