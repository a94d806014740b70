#!/usr/bin/env python3
"""Post comments to a running tamis as a site would, wait for every verdict, and count.

    benchmarks/replay.py comments.jsonl [more.jsonl] [--url URL --key KEY | --demo var/demo.json]

Each line is a JSON object with `text`, and where it has them `author`, `email`, `url`,
`permalink`, `article_title`, `seconds_to_submit`, `lang`, and the labels `spam` and `toxic`
(0 or 1). Exit code 1 if any comment is lost, doubled or still pending at the end.
"""

import http.client
import json
import secrets
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from replay_report import LABELS, Ledger, Row, report, unsettled

TRY_AGAIN = (429, 502, 503, 504)
PAGE = 200


class Site:
    """The API as one site sees it; asks again while the server is away."""

    def __init__(self, url: str, key: str, patience: float) -> None:
        self._address = urlsplit(url)
        self._key = key
        self.patience = patience
        self._local = threading.local()

    def ask(
        self, method: str, path: str, body: Any = None, once: str | None = None
    ) -> tuple[int, Any]:
        """Status and JSON; the same `once` again makes nothing twice.

        Raises:
            ConnectionError: no answer within `patience` seconds.
        """
        data = None if body is None else json.dumps(body).encode()
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            try:
                status, answer = self._ask(method, path, data, once)
            except (OSError, http.client.HTTPException):
                self._forget_connection()
            else:
                if status not in TRY_AGAIN:
                    return status, answer
            time.sleep(0.3)
        raise ConnectionError(f"{self._address.netloc} did not answer for {self.patience} s.")

    def _ask(self, method: str, path: str, data: bytes | None, once: str | None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        if once is not None:
            headers["Idempotency-Key"] = once
        connection = self._connection()
        connection.request(method, self._address.path.rstrip("/") + path, data, headers)
        answer = connection.getresponse()
        raw = answer.read()
        return answer.status, json.loads(raw) if raw else None

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._local, "connection"):
            secure = self._address.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            self._local.connection = kind(self._address.netloc, timeout=30)
        connection: http.client.HTTPConnection = self._local.connection
        return connection

    def _forget_connection(self) -> None:
        self._local.connection.close()
        del self._local.connection


def rows(paths: Sequence[Path], run: str) -> Iterator[Row]:
    """Every line of the files as a comment that a site would send."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield row(json.loads(line), f"{run}:{path.stem}:{number}")


def row(line: dict[str, Any], name: str) -> Row:
    author = {"name": line.get("author"), "email": line.get("email"), "url": line.get("url")}
    context = {key: line.get(key) for key in ("article_title", "seconds_to_submit")}
    body = {
        "text": line["text"],
        "thread": line.get("permalink") or "replay",
        "external_id": name,
        "author": {key: value for key, value in author.items() if value} or None,
        "context": {key: value for key, value in context.items() if value is not None} or None,
        "language": line.get("lang"),
    }
    labels = {label: None if label not in line else bool(line[label]) for label in LABELS}
    return Row({key: value for key, value in body.items() if value is not None}, labels)


def post(site: Site, ledger: Ledger, some: Sequence[Row], bulk: bool) -> None:
    """Send one comment, or several as one batch."""
    try:
        results = _post_batch(site, some) if bulk else [_post_one(site, some[0])]
    except ConnectionError as error:
        results = [(0, str(error))] * len(some)
    for one, (status, answer) in zip(some, results, strict=True):
        if status in (200, 202):
            ledger.accept(answer)
        else:
            ledger.refused[one.name] = f"{status}: {answer}"


def _post_one(site: Site, one: Row) -> tuple[int, Any]:
    return site.ask("POST", "/v1/comments", one.body, once=one.name)


def _post_batch(site: Site, some: Sequence[Row]) -> list[tuple[int, Any]]:
    # Asked twice, it makes nothing twice: each comment has its external_id.
    body = {"comments": [one.body for one in some]}
    status, answer = site.ask("POST", "/v1/comments/batch", body)
    if status != 202:
        return [(status, answer)] * len(some)
    return [(one["status"], one.get("comment", one.get("problem"))) for one in answer["results"]]


def follow(site: Site, after: str) -> Iterator[dict[str, Any]]:
    """What the changes feed holds behind a cursor, to its present end."""
    while True:
        status, page = site.ask("GET", f"/v1/changes?after={after}&limit={PAGE}")
        if status != 200:
            raise click.ClickException(f"/v1/changes answered {status}: is the key right?")
        yield from page["changes"]
        after = page["next"]
        if len(page["changes"]) < PAGE:
            return


def replay(site: Site, sent: Sequence[Row], concurrency: int, batch: int) -> Ledger:
    """Send everything, and follow the verdicts until all are there or none comes any more."""
    ledger = Ledger()
    cursor = max((change["cursor"] for change in follow(site, "0")), key=int, default="0")
    last = time.monotonic()
    with (
        ThreadPoolExecutor(concurrency) as pool,
        click.progressbar(length=len(sent), label="decided", file=sys.stderr) as bar,
    ):
        jobs = [
            pool.submit(post, site, ledger, sent[start : start + batch], batch > 1)
            for start in range(0, len(sent), batch)
        ]
        while (waiting := unsettled(sent, ledger)) and time.monotonic() - last < site.patience:
            for change in follow(site, cursor):
                cursor = change["cursor"]
                if change["external_id"] in waiting:
                    last = time.monotonic()
                ledger.note(change)
            bar.update(len(waiting) - len(unsettled(sent, ledger)))
            time.sleep(0.2)
        for job in jobs:
            job.result()
    return ledger


def missing(site: Site, ledger: Ledger) -> set[str]:
    """Comments that were accepted, never decided, and are not there any more."""
    undecided = ledger.accepted.keys() - ledger.verdicts.keys()
    path = "/v1/comments/"
    return {name for name in undecided if site.ask("GET", path + ledger.accepted[name])[0] != 200}


@click.command(help=__doc__)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--url", help="Where the service is; else as --demo says.")
@click.option("--key", envvar="TAMIS_SITE_KEY", help="The site's key; else as --demo says.")
@click.option("--demo", default="var/demo.json", type=click.Path(path_type=Path))
@click.option("--concurrency", default=8, type=click.IntRange(1, 64), show_default=True)
@click.option("--limit", type=click.IntRange(1), help="Send so many lines at most.")
@click.option(
    "--patience",
    default=120.0,
    show_default=True,
    help="Seconds to wait for a server that is away, or for the next verdict.",
)
@click.option("--batch", default=1, type=click.IntRange(1, 500), help="Comments in one request.")
def main(
    files: tuple[Path, ...], url: str | None, key: str | None, demo: Path,
    concurrency: int, limit: int | None, patience: float, batch: int,
) -> None:  # fmt: skip
    """Put together what was asked for, run it, and say how it went."""
    if url is None or key is None:
        known = json.loads(demo.read_text(encoding="utf-8"))
        url, key = url or known["base_url"], key or known["site_key"]
    site = Site(url, key, patience)
    sent = list(islice(rows(files, f"replay-{secrets.token_hex(4)}"), limit))
    began = time.monotonic()
    ledger = replay(site, sent, concurrency, batch)
    text, well = report(sent, ledger, missing(site, ledger), time.monotonic() - began)
    click.echo(text)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
