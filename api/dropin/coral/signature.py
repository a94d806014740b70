"""Proving that a request comes from the Coral that the secret was shown in."""

import hashlib
import hmac
from collections.abc import Iterable

SCHEME = "sha256="
# While a secret is being replaced Coral signs by both; more than a few is an attack.
MOST = 8


def is_signed(header: str, body: bytes, secrets: Iterable[str]) -> bool:
    """Whether one of the signatures in `header` was made of `body` with one of `secrets`."""
    given = [part.strip() for part in header.split(",", MOST)][:MOST]
    signatures = [part.removeprefix(SCHEME) for part in given if part.startswith(SCHEME)]
    return any(
        hmac.compare_digest(_sign(body, secret), signature.encode())
        for secret in secrets
        for signature in signatures
    )


def _sign(body: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
