"""A small OpenID Connect provider for the tests: it answers on a port of its own."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tamis-at-home", "a secret between the two"


class Provider:
    """Issues a code for whoever a test names, and a signed ID token for the code.

    `claims` are laid over those of an honest token; `key` signs it; `header` is its own.
    """

    def __init__(self) -> None:
        self.honest_key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
        self.key = self.honest_key
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "1"}
        self.claims: dict[str, Any] = {}
        self.email: str | None = None
        self.asked: list[dict[str, str]] = []
        self.answers = True
        self._codes: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def consent(self, address: str) -> str:
        """What the browser that was led to `address` is led back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(asked)
        code = f"code-{len(self.asked)}"
        self._codes[code] = asked
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?code={code}&state={asked['state']}"

    def token(self, form: Mapping[str, str], authorization: str) -> dict[str, Any]:
        """The answer to a code; empty where its bearer does not prove who they are."""
        asked = self._codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".replace(" ", "+").encode()).decode()
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        known = authorization in (f"Basic {basic}", self._plain_basic())
        if asked is None or not known or challenge != asked["code_challenge"]:
            return {}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self._id_token(asked)}

    def _plain_basic(self) -> str:
        return "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()

    def _id_token(self, asked: Mapping[str, str]) -> str:
        moment = int(time.time())
        honest = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "7",
            "iat": moment,
            "exp": moment + 60,
            "nonce": asked["nonce"],
            "email": self.email,
            "email_verified": True,
        }
        claims = {name: value for name, value in {**honest, **self.claims}.items() if value != ""}
        if self.header["alg"] == "none":
            parts = (json.dumps(part).encode() for part in (self.header, claims))
            return ".".join(base64.urlsafe_b64encode(p).rstrip(b"=").decode() for p in parts) + "."
        return jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])

    def _description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                public = provider.honest_key.as_dict(private=False)
                known = {"/.well-known/openid-configuration": provider._description()}
                self._answer(known.get(self.path, {"keys": [public]}))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(provider.token(form, self.headers.get("Authorization", "")))

            def _answer(self, document: dict[str, Any]) -> None:
                ok = bool(document) and provider.answers
                body = json.dumps(document or {"error": "invalid_grant"}).encode()
                self.send_response(200 if ok else 400)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing among the tests' output."""

        return Handler
