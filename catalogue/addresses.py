"""Addresses of the web in; whether we may connect to them out: crawls, webhooks and hubs ask the same question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052
_LOOPBACK = ("127.0.0.1", "::1")
_LOW_32_BITS = 0xFFFFFFFF


def unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 address carries inside (mapped, 6to4, Teredo, NAT64), or itself."""
    if isinstance(address, IPv4Address):
        return address
    if inner := address.ipv4_mapped or address.sixtofour:
        return inner
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & _LOW_32_BITS)
    return address


def reachable(address: str, allow: Iterable[Network] = ()) -> bool:
    """Whether an address may be connected to: public, or within the ranges that the source may reach.

    Raises:
        ValueError: `address` is no IP address.
    """
    found = unwrapped(ip_address(address.partition("%")[0]))
    if any(found in network for network in allow if network.version == found.version):
        return True
    return found.is_global and not found.is_multicast


def refusal(url: str, allow: Sequence[Network] = ()) -> str:
    """Why an address of the web is refused before any name is resolved; "" when the resolver decides."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "the address is malformed"
    if parts.scheme not in ("http", "https"):
        return f"addresses that start with {parts.scheme}: are not fetched"
    is_local = host.rpartition(".")[2] == "localhost"  # never another host: RFC 6761, 6.3
    try:
        allowed = any(reachable(one, allow) for one in (_LOOPBACK if is_local else (host,)))
    except ValueError:
        return ""  # a name, or an odd spelling such as 0x7f.1: the resolver decides
    return "" if allowed else f"{host} is not a public address"
