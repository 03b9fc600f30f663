"""Settings of the installation, from environment variables that start with MUSTER_ or a .env file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from catalogue.errors import SettingError


class Config(BaseSettings):
    """Every setting with its default; `MUSTER_<NAME>` in the environment overrides it."""

    model_config = SettingsConfigDict(
        env_prefix="MUSTER_", env_file=".env", extra="ignore", frozen=True
    )

    database_url: str = Field(
        "sqlite:///muster.db", description="SQLAlchemy address of the catalogue"
    )
    public: Path = Field(Path("public"), description="Folder the feeds are published into")
    base_url: str = Field(
        "http://127.0.0.1:8000", description="Address at which people reach the site"
    )
    domain: str = Field(
        "muster.example", description="Our domain, in UIDs and tag: identifiers; never change it"
    )
    sources: Path | None = Field(None, description="Folder of further source files")
    curation: Path = Field(
        Path("curation.toml"), description="File of the editors' rules (`muster curate`)"
    )
    contact: str = Field(
        "https://muster.example/bot", description="Contact address in the user agent"
    )
    host: str = Field("127.0.0.1", description="Address the server listens on")
    port: int = Field(8000, ge=0, le=65535, description="Port the server listens on")
    hub: str = Field("", description="WebSub hub that is told of changed feeds; none when empty")
    allow: str = Field(
        "", description="Ranges that hubs and webhooks may have though not public: 127.0.0.1/32 …"
    )
    smtp_host: str = Field("", description="Mail server that digests go through; none when empty")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port")
    smtp_user: str = Field("", description="Name to log in with; no login when empty")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password to log in with")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        "starttls", description="How the connection is kept private"
    )
    smtp_from: str = Field("", description="Sender of mails; digests@ the domain when empty")
    serve: bool = Field(True, description="Whether `muster demo` goes on serving")

    @field_validator("base_url")
    @classmethod
    def _whole(cls, value: str) -> str:
        """Every link in every feed begins with it: a bare host name would break them all, unseen."""
        if not re.fullmatch(r"https?://[^/?#\s]+(/[^?#\s]*)?", value):
            raise ValueError("it must be a whole address, such as https://events.example")
        return value.rstrip("/")


def load_config() -> Config:
    """The settings in force.

    Raises:
        SettingError: A variable holds a value that its setting does not take.
    """
    try:
        return Config()
    except ValidationError as error:
        first = error.errors()[0]
        name = "MUSTER_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingError(
            f"{name} cannot be used: {first['msg'].removeprefix('Value error, ')}. Correct or unset it.",
            field=name,
            text=str(first["input"]),
        ) from error
