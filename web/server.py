"""Settings in; the site on its host and port, until it is told to stop, out."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import uvicorn

from catalogue.config import Config
from catalogue.errors import SettingError
from catalogue.store import Store
from web.app import create_app

_BACKLOG = 2048


def serve(config: Config) -> None:
    """Serve the catalogue of the settings; returns when the process is told to stop.

    Raises:
        SettingError: The address cannot be listened on.
        StoreError: The catalogue cannot be opened.
    """
    listener = listen(config.host, config.port)
    try:
        store = Store.open(config.database_url)
        try:
            server(store, config).run(sockets=[listener])
        finally:
            store.close()
    finally:
        listener.close()


def server(store: Store, config: Config) -> uvicorn.Server:
    """The server of one catalogue, not yet running; it tells nobody which software it is."""
    app = create_app(store, config, lambda: datetime.now(UTC))
    settings = uvicorn.Config(
        app, log_level="warning", server_header=False, proxy_headers=False, access_log=False
    )
    return uvicorn.Server(settings)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address.

    Raises:
        SettingError: Another program holds the port, or the address is not ours.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OverflowError as error:
        raise _refusal(host, port, str(error)) from error
    except OSError as error:
        raise _refusal(host, port, error.strerror or str(error)) from error


def _refusal(host: str, port: int, reason: str) -> SettingError:
    return SettingError(
        f"Port {port} on {host} cannot be used ({reason}). Stop the program that holds it, or "
        "choose another with MUSTER_PORT, such as MUSTER_PORT=8080.",
        field="MUSTER_PORT",
        text=str(port),
    )
