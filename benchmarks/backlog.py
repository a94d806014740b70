"""Work for the workers while something else is measured: comments in the bulk queue."""

import json
import re
import uuid

import click
import urllib3

BATCH = 500
WORDS = ("Un avis sur le tramway", "Encore une promesse", "Merci pour l’enquête", "Quelle honte")


def feed(url: str, key: str, number: int) -> None:
    """Send `number` comments of a site, key `key`, by the bulk queue."""
    run = uuid.uuid4().hex[:8]
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    with urllib3.PoolManager() as http:
        for first in range(0, number, BATCH):
            comments = [_comment(run, n) for n in range(first, min(first + BATCH, number))]
            body = json.dumps({"comments": comments})
            answer = http.request("POST", f"{url}/v1/comments/batch", body=body, headers=headers)
            if answer.status not in (200, 202):
                raise click.ClickException(f"The batch was answered {answer.status}.")


def left(url: str) -> int:
    """How many comments of all sites still wait for their verdict."""
    text = urllib3.request("GET", f"{url}/metrics").data.decode()
    waiting = re.findall(r'^tamis_comments\{[^}]*status="pending"[^}]*\} ([\d.]+)', text, re.M)
    return int(sum(map(float, waiting)))


def _comment(run: str, number: int) -> dict[str, object]:
    words = WORDS[number % len(WORDS)]
    return {
        "thread": f"/article-{number % 50}",
        "text": f"{words} {run} numéro {number}, et ce que la ville en fait ne me plaît pas.",
        "author": {"name": f"Lecteur {number}", "email": f"lecteur{number}@example.org"},
    }
