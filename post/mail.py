"""One mail in; its whole text, and what became of it at the mail server of the settings, out (RFC 5321, 5322)."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_string
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime

from catalogue.config import Config
from catalogue.errors import SettingError
from catalogue.subscriptions import mail_address
from post.carrier import Answer

LIMIT = 20.0
"""Seconds within which the server must take each step."""

_LONGEST_SUBJECT = 150
_END = "\r\n"


class _Policy(EmailPolicy):
    """Python breaks long words of a header into coded ones, even empty ones: no program finds an address in them."""

    def fold(self, name: str, value: str) -> str:
        if name in ("List-Unsubscribe", "Message-ID"):
            return f"{name}: {value}{_END}"
        if name == "Subject":  # coded words in it are decoded by now, and may hold line breaks
            words = line(value, _LONGEST_SUBJECT)
            charset = "us-ascii" if words.isascii() else "utf-8"
            return f"{name}: {Header(words, charset, header_name=name).encode(linesep=_END)}{_END}"
        return str(super().fold(name, value))


_POLICY = _Policy(linesep=_END, cte_type="7bit", max_line_length=78)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is mailed.

    Attributes:
        sender: As in From.
        to: The bare address.
        number: What stands in Message-ID, without its brackets.
        date: Aware instant.
        subject: In any length; it is cut where people stop reading.
        text: The words for programs that show no HTML.
        html: The same words as a page.
        headers: Further ones.
    """

    sender: str
    to: str
    number: str
    date: datetime
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


def line(words: str, longest: int) -> str:
    """The words in one line: nothing of a page may begin a header, or a paragraph of ours."""
    joined = " ".join(words[: 4 * longest].split())
    seen = "".join(letter for letter in joined if letter.isprintable())
    return seen if len(seen) <= longest else f"{seen[: longest - 1].rstrip()}…"


def written(mail: Mail) -> str:
    """The whole message, in ASCII."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = mail.sender
    message["To"] = mail.to
    message["Subject"] = line(mail.subject, _LONGEST_SUBJECT)
    message["Date"] = format_datetime(mail.date.astimezone(UTC))
    message["Message-ID"] = f"<{mail.number}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(_encodable(mail.text))
    message.add_alternative(_encodable(mail.html), subtype="html")
    return message.as_string()


def _encodable(words: str) -> str:
    """Without half characters (lone surrogates), which no encoding holds."""
    return words.encode("utf-8", "replace").decode()


def sender_of(config: Config) -> str:
    """The sender of the settings.

    Raises:
        SettingError: It is no address.
    """
    words = config.smtp_from or f"Muster <digests@{config.domain}>"
    found = SMTP.header_factory("From", words).addresses if words.isprintable() else []
    if len(found) != 1 or not mail_address(found[0].addr_spec):
        raise SettingError(
            "MUSTER_SMTP_FROM is no address. Write it as: Muster <digests@muster.example>.",
            field="MUSTER_SMTP_FROM",
            text=words,
        )
    return words


def send(text: str, config: Config) -> Answer:
    """Hand a message to the mail server.

    Returns:
        250; the server's own code where it refuses this mailbox or this message; 0 when it could not be asked.
    """
    if not config.smtp_host:
        return Answer(status=0, why="MUSTER_SMTP_HOST names no mail server")
    message = message_from_string(text, policy=SMTP)
    ends = [message[name].addresses[0].addr_spec for name in ("From", "To")]
    try:
        with closing(_server(config)) as server:
            _prepare(server, config)
            server.sendmail(ends[0], ends[1], text)
            with suppress(OSError):  # it is sent, however the server takes leave
                server.quit()
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(*error.recipients[ends[1]])
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error)
    except (OSError, ValueError) as error:  # those of smtplib are among them
        return Answer(status=0, why=line(f"{type(error).__name__}: {error}", 300))
    return Answer(status=250)


def _refused(code: int, words: bytes | str) -> Answer:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return Answer(status=code, why=line(f"the mail server said {code} {said}", 300))


def _server(config: Config) -> smtplib.SMTP:
    where = (config.smtp_host, config.smtp_port, config.domain)
    if config.smtp_security == "tls":
        return smtplib.SMTP_SSL(*where, timeout=LIMIT, context=ssl.create_default_context())
    return smtplib.SMTP(*where, timeout=LIMIT)


def _prepare(server: smtplib.SMTP, config: Config) -> None:
    """Make the connection private and log in, as the settings say."""
    if config.smtp_security == "starttls":
        server.starttls(context=ssl.create_default_context())
    if config.smtp_user:
        server.login(config.smtp_user, config.smtp_password.get_secret_value())
