"""gunicorn's threads, kept for requests that are there.

gunicorn's own thread worker hands a connection to a thread at its first byte, and the
thread then waits for the rest of the head and of the body: as many slow clients as there
are threads stop the service. Here the main loop collects a request without blocking, and
a thread gets it when it is whole. That loop only judges *when* a request is whole; what it
means is left to gunicorn's parser, which reads what was collected and never the socket, so
that a wrong guess closes the connection and can do nothing else.
"""

import re
import selectors
import socket
import struct
import time
from functools import partial
from typing import Any

from gunicorn import http  # type: ignore[import-untyped]
from gunicorn.http.errors import NoMoreData  # type: ignore[import-untyped]
from gunicorn.http.unreader import Unreader  # type: ignore[import-untyped]
from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

from api.arrival import note as note_arrival
from api.limits import LARGEST_BATCH_BODY

# Seconds to send a whole request in, and to take an answer in.
PATIENCE = 15
LARGEST_HEAD = 64 * 1024
LONGEST_CHUNK_LINE = 8 * 1024
# Bytes that all unfinished requests of one process may hold together.
LARGEST_HOLD = 64 * 1024 * 1024

LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r$", re.I | re.M)
CHUNKED = re.compile(rb"^transfer-encoding:", re.I | re.M)
CHUNK_SIZE = re.compile(rb"[0-9a-f]{1,8}", re.I)
EXPECTS = re.compile(rb"^expect:[ \t]*100-continue", re.I | re.M)
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class Arrival:
    """The bytes of one request so far."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = bytearray()
        self._head_end = -1
        self.expects_word = False
        self.add(data)

    def add(self, data: bytes) -> None:
        # The end of the head may lie across two pieces.
        seen = max(0, len(self.data) - 3)
        self.data += data
        if self._head_end < 0:
            self._head_end = self.data.find(b"\r\n\r\n", seen)
            if self._head_end >= 0:
                self._read_head(bytes(self.data[: self._head_end + 2]))

    @property
    def whole(self) -> bool:
        """Whether a thread can answer it: complete, or already too large."""
        if self._head_end < 0:
            return len(self.data) > LARGEST_HEAD
        body = len(self.data) - self._head_end - 4
        if self._chunked:
            return body > LARGEST_BATCH_BODY or self._last_chunk_is_there()
        return self._length > LARGEST_BATCH_BODY or body >= self._length

    def _read_head(self, head: bytes) -> None:
        length = LENGTH.search(head)
        self._length = int(length[1]) if length else 0
        self._chunked = bool(CHUNKED.search(head))
        self.expects_word = bool(EXPECTS.search(head))
        self._next_chunk = self._head_end + 4

    def _last_chunk_is_there(self) -> bool:
        """Go on from chunk to chunk; what is no chunk at all is for the parser to refuse."""
        while (end := self.data.find(b"\r\n", self._next_chunk)) >= 0:
            size = CHUNK_SIZE.match(self.data, self._next_chunk, end)
            if size is None:
                return True
            if int(size[0], 16) == 0:
                return self.data.find(b"\r\n\r\n", end) >= 0
            self._next_chunk = end + 2 + int(size[0], 16) + 2
        return len(self.data) - self._next_chunk > LONGEST_CHUNK_LINE


class Collected(Unreader):
    """Gives gunicorn's parser what was collected; to ask for more ends the connection."""

    def chunk(self, size_hint: int | None = None) -> bytes:
        raise NoMoreData()


class Connection(TConn):
    """A connection whose request is collected before a thread sees it."""

    def __init__(self, worker: "PatientWorker", *args: Any) -> None:
        super().__init__(*args)
        self.worker = worker
        self.arrival: Arrival | None = None
        self.arrived: float | None = None
        self.initialized = self.data_ready = True
        self.parser = http.get_parser(self.cfg, self.sock, self.client)
        self.parser.unreader = Collected()

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.worker.let_go(self)
        else:
            super().close()


class PatientWorker(ThreadWorker):
    """A thread worker that waits for slow clients in its main loop, and not for ever."""

    def accept(self, listener: socket.socket) -> None:
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        # A thread that answers must not wait for ever for the client to take the answer.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", PATIENCE, 0))
        self.nr_conns += 1
        self.enqueue_req(Connection(self, self.cfg, client, address, listener.getsockname()))

    def enqueue_req(self, conn: Connection) -> None:
        """Called for a new connection, and for one that may carry its next request."""
        conn.arrival = Arrival(conn.parser.unreader.take_buffered())
        if conn.arrival.whole:
            self._answer(conn)
        else:
            self._wait(conn)

    def handle(self, conn: Connection) -> Any:
        """Called in the thread that answers."""
        note_arrival(conn.arrived)
        return super().handle(conn)

    def let_go(self, conn: Connection) -> None:
        """Close after the client has read the answer, without the main loop waiting for it."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            conn.close()
            return
        conn.arrival = None
        self.nr_conns += 1
        self._wait(conn)

    def murder_pending(self) -> None:
        """Close what has waited too long; when stopping, also what has sent nothing."""
        super().murder_pending()
        if not self.alive:
            for conn in [conn for conn in self.pending_conns if not _begun(conn)]:
                self._drop(conn)

    def on_bytes(self, conn: Connection, sock: socket.socket) -> None:
        """Collect what has come; what comes after the answer is thrown away."""
        try:
            data = sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
        elif conn.arrival is not None:
            self._add(conn, conn.arrival, data)

    def _add(self, conn: Connection, arrival: Arrival, data: bytes) -> None:
        arrival.add(data)
        if arrival.whole:
            self._forget(conn)
            self._answer(conn)
        elif self._held() > LARGEST_HOLD:
            self._drop(conn)
        elif arrival.expects_word:
            arrival.expects_word = False
            conn.sock.send(GO_ON)

    def _answer(self, conn: Connection) -> None:
        assert conn.arrival is not None
        conn.parser.unreader.unread(bytes(conn.arrival.data))
        conn.arrival, conn.arrived = None, time.monotonic()
        super().enqueue_req(conn)

    def _wait(self, conn: Connection) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + PATIENCE
        # The base class closes what has been in this line for too long.
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_bytes, conn))

    def _forget(self, conn: Connection) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)

    def _drop(self, conn: Connection) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _held(self) -> int:
        arrivals = (conn.arrival for conn in self.pending_conns)
        return sum(len(arrival.data) for arrival in arrivals if arrival is not None)


def _begun(conn: Connection) -> bool:
    return conn.arrival is not None and bool(conn.arrival.data)
