"""One tree of errors; each names what, where and what to do.

MusterError
├── SettingError     a setting, an option or an environment variable is wrong
├── SourceError      a source file is wrong (unknown key, bad value)
├── FetchError       a page could not be fetched, or was refused
├── ReadError        a page or calendar could not be read
├── StoreError       the database is locked, corrupt, too new, or out of reach
├── FilterError      an unknown or malformed filter
└── PublishError     a feed could not be written
"""

from __future__ import annotations


class MusterError(Exception):
    """Anything Muster reports to a person.

    Args:
        message: A sentence that says what is wrong and what to do about it.
        source: Name of the source concerned.
        url: Address or path concerned.
        field: Key or field concerned.
        text: The words that could not be read.
    """

    def __init__(
        self, message: str, *, source: str = "", url: str = "", field: str = "", text: str = ""
    ) -> None:
        super().__init__(message)
        self.source, self.url, self.field, self.text = source, url, field, text

    def __str__(self) -> str:
        """The message, then what it concerns, in the order a person looks for it; an address is told once."""
        message = str(self.args[0])
        parts = [
            f"{name} {value!r}" if name == "text" else f"{name} {value}"
            for name in ("source", "url", "field", "text")
            if (value := getattr(self, name)) and not (name == "url" and value in message)
        ]
        return message + (f" ({', '.join(parts)})" if parts else "")


class SettingError(MusterError):
    """A setting, an option or an environment variable is wrong."""


class SourceError(MusterError):
    """A source file is wrong."""


class FetchError(MusterError):
    """A page could not be fetched, or fetching it was refused."""


class ReadError(MusterError):
    """A page or calendar could not be read."""


class StoreError(MusterError):
    """The database cannot be used."""


class FilterError(MusterError):
    """A filter is unknown or malformed."""


class PublishError(MusterError):
    """A feed could not be written."""
