"""A small OpenID Connect provider on loopback, with real keys, that can be told to misbehave."""

from __future__ import annotations

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from mulighetsrom.installation.openid import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT: Final = "mulighetsrom"
KEY: Final = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER: Final = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


class Fake:
    """What the provider answers: `claims` go into the next ID token, `answer` into the token response."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.claims: dict[str, Any] = {}
        self.answer: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.keys = [KEY]
        self.token: str | None = None
        self.status = 200
        self.padding = 0
        self.asked: list[str] = []
        self.form: dict[str, list[str]] = {}

    def provider(self, **fields: Any) -> Provider:
        told = {"key": "fake", "name": "Etat-ID", "issuer": self.issuer, "client_id": CLIENT, "client_secret": "s"}
        return Provider(**(told | fields))

    def about(self, **claims: Any) -> dict[str, Any]:
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "sub": "user-1", "iat": now, "exp": now + 60}
        return {name: value for name, value in (told | self.claims | claims).items() if value is not None}

    def signed(self, key: RSAKey = KEY, kid: str = "one", **claims: Any) -> str:
        return jwt.encode({"alg": "RS256", "kid": kid}, self.about(**claims), key)

    def unsigned(self, **claims: Any) -> str:
        parts = ({"alg": "none", "kid": "one"}, self.about(**claims))
        return ".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."

    def signed_by_what_all_know(self, **claims: Any) -> str:
        """Return a token signed by hand with the public key as if it were a secret: no library of ours would."""
        parts = ({"alg": "HS256", "kid": "one"}, self.about(**claims))
        head = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
        mac = hmac.digest(KEY.as_pem(private=False), head, "sha256")
        return (head + b"." + urlsafe_b64encode(mac).rstrip(b"=")).decode()

    def told(self, path: str) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            ends = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
            made = {name: f"{self.issuer}/{end}" for name, end in ends.items()}
            return {"issuer": self.issuer, **made, "end_session_endpoint": f"{self.issuer}/end", **self.metadata}
        if path == "/keys":
            return {"keys": [key.as_dict(private=False) for key in self.keys]}
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.token, **self.answer}


@contextmanager
def running() -> Iterator[Fake]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            fake.asked.append(path)
            body = json.dumps(fake.told(path)).encode() + b" " * fake.padding
            self.send_response(fake.status)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            fake.form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.do_GET()

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        fake = Fake(f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield fake
        server.shutdown()
