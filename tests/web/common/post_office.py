"""A real mail server for the tests, that counts what it took and refuses when asked."""

from __future__ import annotations

import re
import socket
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class PostOffice:
    """What came, by Message-ID; `at_receiver` and `at_data` are answers for the next letters, before any is taken."""

    took: Counter[str] = field(default_factory=Counter)
    last: bytes = b""
    at_receiver: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    on_data: Callable[[str], None] = lambda _: None
    url: str = ""

    async def handle_RCPT(self, *told: Any) -> str:  # noqa: N802 - aiosmtpd's name
        _, _, envelope, address, _ = told
        if self.at_receiver:
            return self.at_receiver.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, *told: Any) -> str:  # noqa: N802 - as above
        _, _, envelope = told
        [name] = re.findall(rb"^Message-ID: <(\w+)@", envelope.content, re.MULTILINE)
        self.on_data(name.decode())
        if self.at_data:
            return self.at_data.pop(0)
        self.took[name.decode()] += 1
        self.last = envelope.content
        return f"250 taken as {name.decode()}"


@contextmanager
def open_() -> Iterator[PostOffice]:
    """Let a mail server listen on this machine."""
    office = PostOffice()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    office.url = f"smtp://127.0.0.1:{port}"
    yield office
    controller.stop()
