"""A real mail server on loopback that keeps what it is given, and refuses what it is told to."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(slots=True)
class Mailbox:
    """What came in.

    `recipient` and `data` are what it answers at these steps where they are not empty; `taken` is called when it has
    a mail and has not said so yet.
    """

    port: int = 0
    recipient: str = ""
    data: str = ""
    taken: Callable[[], None] = lambda: None
    got: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    secure: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient:
            return self.recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data:
            return self.data
        assert isinstance(envelope.content, bytes)
        message: Any = message_from_bytes(envelope.content, policy=POLICY)
        assert envelope.rcpt_tos == [message["To"]]
        self.got.append(message)
        self.raw.append(envelope.content)
        self.secure.append(session.ssl is not None)
        self.taken()
        return "250 taken"


@contextmanager
def mailbox(
    port: int = 0,
    **options: Any,  # noqa: ANN401 (those of aiosmtpd)
) -> Iterator[Mailbox]:
    """A mail server for as long as the block lasts."""
    box = Mailbox()
    # The controller tries whether its port listens, so that it must be a real one.
    controller = Controller(box, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def part(message: EmailMessage, kind: str) -> str:
    """The words of one of the two forms of a mail."""
    found: Any = message.get_body(preferencelist=(kind,))
    words: str = found.get_content()
    return words.replace("\r\n", "\n")
