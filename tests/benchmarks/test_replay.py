"""The replay's own bookkeeping: a loss that it did not see would be no proof of anything."""

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "replay.py"
AT = "2026-01-01T00:00:0{}+00:00"


class Service:
    """A stand-in that scores by the word "bad" and misbehaves as a test asks."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.changes: list[dict[str, Any]] = []
        self.refusals = 0
        self.decides = lambda name: 1
        self.keeps = True

    def post(self, body: dict[str, Any]) -> tuple[int, Any]:
        if self.refusals:
            self.refusals -= 1
            return 503, {}
        number, name = len(self.comments), body["external_id"]
        comment = {"id": str(number), "external_id": name, "created_at": AT.format(0)}
        self.comments.append(comment)
        for _ in range(self.decides(name)):
            status = "flagged" if "bad" in body["text"] else "approved"
            cursor = str(len(self.changes) + 1)
            self.changes.append(
                {"cursor": cursor, "comment": comment["id"], "external_id": name,
                 "from": "pending", "to": status, "at": AT.format(2)}
            )  # fmt: skip
        return 202, comment

    def get(self, path: str) -> tuple[int, Any]:
        if path.startswith("/v1/changes"):
            after = int(path.partition("after=")[2].partition("&")[0])
            return 200, {"changes": self.changes[after:], "next": str(len(self.changes))}
        return (200 if self.keeps else 404), {}


@pytest.fixture
def service() -> Service:
    return Service()


def run(service: Service, lines: list[dict[str, Any]], folder: Path) -> tuple[int, str]:
    """The exit code of a replay of these lines against this service, and what it said."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(*service.post(json.loads(body)))

        def do_GET(self) -> None:
            self._answer(*service.get(self.path))

        def _answer(self, status: int, value: Any) -> None:
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    path = folder / "lines.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        command = [sys.executable, str(SCRIPT), str(path), "--url", url, "--key", "k"]
        done = subprocess.run([*command, "--patience", "2"], capture_output=True, text=True)
        server.shutdown()
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


LINES = [
    {"text": "good", "spam": 0, "toxic": 0},
    {"text": "bad", "spam": 1, "toxic": 0},
    {"text": "bad too, wrongly", "spam": 0, "toxic": 0},
    {"text": "harm that is not seen", "spam": 0, "toxic": 1},
]


def test_it_works(service: Service, tmp_path: Path) -> None:
    code, said = run(service, LINES, tmp_path)
    assert code == 0
    assert "sent 4, accepted 4, decided 4" in said
    assert "verdicts: approved 2, flagged 2" in said
    assert "lost 0, doubled 0, pending 0" in said
    assert "p50 2.000 s, p99 2.000 s" in said


def test_verdicts_are_held_against_the_labels(service: Service, tmp_path: Path) -> None:
    said = run(service, LINES, tmp_path)[1]
    assert "spam or toxic: found 1, missed 1, wrongly held 1, rightly passed 1: " in said
    assert "spam: found 1, missed 0, wrongly held 1, rightly passed 1: precision 0.500" in said
    assert "toxic: found 0, missed 1, wrongly held 1, rightly passed 1: precision 0.000" in said


def test_a_server_that_is_away_for_a_moment_costs_nothing(service: Service, tmp_path: Path) -> None:
    service.refusals = 3
    assert run(service, LINES, tmp_path)[0] == 0


def test_a_comment_that_is_never_decided_is_pending(service: Service, tmp_path: Path) -> None:
    service.decides = lambda name: 0 if name.endswith(":2") else 1
    code, said = run(service, LINES, tmp_path)
    assert code == 1 and "lost 0, doubled 0, pending 1" in said


def test_a_comment_that_is_gone_is_lost(service: Service, tmp_path: Path) -> None:
    service.decides = lambda name: 0 if name.endswith(":2") else 1
    service.keeps = False
    code, said = run(service, LINES, tmp_path)
    assert code == 1 and "lost 1, doubled 0, pending 0" in said


def test_a_comment_that_is_decided_twice_is_doubled(service: Service, tmp_path: Path) -> None:
    service.decides = lambda name: 2 if name.endswith(":3") else 1
    code, said = run(service, LINES, tmp_path)
    assert code == 1 and "lost 0, doubled 1, pending 0" in said
