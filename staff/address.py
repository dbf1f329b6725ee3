"""From which address a request comes.

A proxy writes the client's address into X-Forwarded-For, and so can anybody else. The header is read
only where the connection itself comes from a proxy that `TRUSTED_PROXIES` names, from its end
backwards: the last address that is none of ours is the client's.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
#: The audit log keeps networks of this size, not addresses: as much as shows that two visits belong together.
KEPT_BITS = {4: 24, 6: 48}
#: Who has one address of an IPv6 network has them all, so attempts are counted by network.
COUNTED_BITS = {4: 32, 6: 64}


def client_address(request: HttpRequest) -> str:
    """The client's address; empty where there is none to be known, such as over a Unix socket."""
    peer = _read(request.META.get("REMOTE_ADDR", ""))
    if not _is_trusted(peer):
        return str(peer or "")
    for text in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        found = _read(text)
        if found is None:
            break  # what stands before a word that is no address was not written by our proxies
        if not _is_trusted(found):
            return str(found)
        peer = found
    return str(peer)


def is_proxy(peer: str) -> bool:
    """Whether a connection from this address is one of a proxy of ours."""
    return _is_trusted(_read(peer))


def network_of(address: str, bits: dict[int, int] = KEPT_BITS) -> str:
    """The network that an address is in: 203.0.113.0/24 of 203.0.113.77."""
    found = _read(address)
    return str(ip_network((found, bits[found.version]), strict=False)) if found else ""


def _is_trusted(address: Address | None) -> bool:
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)


def _read(text: str) -> Address | None:
    try:
        found = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
