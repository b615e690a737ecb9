"""Enhetsregisteret as the tests have it: a server whose answers have the shape that its documentation gives.

https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html, "Hent en spesifikk enhet". The organisations are
invented.
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from mulighetsrom.installation import config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANSWERS: Final[dict[str, Any]] = json.loads((Path(__file__).parent / "register.json").read_text())
"""Organisation number -> what the register answers."""

Answer = "Callable[[Handler], None]"


class Handler(BaseHTTPRequestHandler):
    """Answers as the register does, or as the test says it does today."""

    answer: Callable[[Handler], None] | None = None

    def do_GET(self) -> None:
        if type(self).answer:
            type(self).answer(self)  # type: ignore[misc] # it takes the handler
            return
        known = ANSWERS.get(self.path.rpartition("/")[2])
        if known is None:
            self.say(404, b"")
        else:
            self.say(410 if known.get("slettedato") else 200, json.dumps(known).encode())

    def say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@contextmanager
def answering(answer: Callable[[Handler], None] | None = None) -> Iterator[None]:
    """Let the platform ask a register at this machine."""
    handler = type("Answering", (Handler,), {"answer": staticmethod(answer) if answer else None})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        at = f"http://127.0.0.1:{server.server_port}/enhetsregisteret/api"
        current = replace(config.current(), organisation_register=at)
        try:
            with patch("mulighetsrom.web.accounts.registers.config.current", return_value=current):
                yield
        finally:
            server.shutdown()
            thread.join()
