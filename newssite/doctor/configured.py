"""Settings that can be used, and had better not be."""

from __future__ import annotations

import ipaddress
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from newssite import env
from newssite.findings import Finding, fine, problem, warning


def settings_of_the_site() -> Iterator[Finding]:
    is_public = settings.SITE.hostname not in env.LOOPBACK
    found = [*_public(is_public), *_proxy(), *_ports(), *_secret()]
    yield from found or [fine("settings", f"The site is {settings.SITE_URL}.")]


def _public(is_public: bool) -> Iterator[Finding]:
    if is_public and settings.DEBUG:
        yield problem(
            "settings", "DEBUG is on: whoever meets an error reads the code and the settings.", "Set DEBUG=0."
        )
    if is_public and not settings.IS_HTTPS:
        yield warning(
            "settings",
            f"SITE_URL is {settings.SITE_URL}: passwords and sessions of the newsroom go over the network in the open.",
            "Put a server that speaks https in front, and write https in SITE_URL.",
        )


def _proxy() -> Iterator[Finding]:
    if settings.IS_HTTPS and not settings.SECURE_PROXY_SSL_HEADER:
        yield problem(
            "settings",
            "SITE_URL is https, and BEHIND_PROXY is off: each request over plain http is sent to https, for ever.",
            "Set BEHIND_PROXY=1, and have the proxy set X-Forwarded-Proto on every request.",
        )
    for network in settings.TRUSTED_PROXIES:
        if network.prefixlen == 0:
            yield problem(
                "settings",
                f"TRUSTED_PROXIES holds {network}: who signs in may say from which address, and is never locked out.",
                "Name the addresses of your proxies, and nothing else.",
            )


def _ports() -> Iterator[Finding]:
    if settings.METRICS_PORT == settings.PORT:
        yield problem("settings", f"METRICS_PORT and PORT are both {settings.PORT}.", "Set METRICS_PORT to another.")
    if settings.METRICS_PORT and not _is_inside(settings.METRICS_HOST):
        yield warning(
            "settings",
            f"METRICS_HOST is {settings.METRICS_HOST}: the figures are for whoever can reach that address.",
            "Write an address of your own network, or see that only Prometheus gets through to it.",
        )


def _is_inside(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_private and not address.is_unspecified


def _secret() -> Iterator[Finding]:
    """Who can read the key can make himself a session of any editor."""
    named = os.environ.get("SECRET_KEY_FILE", "").strip()
    file = (settings.ROOT / named) if named else Path(settings.VAR) / "secret_key"
    if file.exists() and file.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        yield problem(
            "settings",
            f"{file} can be read by every account of this machine, and holds the key that signs sessions.",
            f"Run `chmod 640 {file}`, and make a new key if others use this machine: everybody signs in again.",
        )
