"""What of a request may get into a page that all are given: its address; and which answers are for all."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from edge.copies import Copy, Key
from edge.public import KEPT

Environ = dict[str, Any]


def own_hosts() -> dict[str, str]:
    """The site's own hosts, as browsers write them. Under other spellings pages are made, and not kept."""
    ports = {str(settings.PORT), str(settings.SITE.port or "")} - {""}
    named = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
    return {host: host for name in named for host in (name, *(f"{name}:{port}" for port in ports))}


def has_our_scheme(environ: Environ) -> bool:
    """As Django decides it: what a proxy says, where one is believed, else what the server says."""
    said = environ["wsgi.url_scheme"] == "https"
    if settings.SECURE_PROXY_SSL_HEADER:
        header, value = settings.SECURE_PROXY_SSL_HEADER
        if header in environ:
            said = environ[header].split(",")[0].strip() == value
    return said == settings.IS_HTTPS


def plain_request(key: Key, environ: Environ) -> Environ:
    """A request for the page that says nothing but its address, and for whom it is made: they are counted."""
    said = {name: value for name, value in environ.items() if not name.startswith("HTTP_")}
    if "HTTP_X_FORWARDED_FOR" in environ:
        said["HTTP_X_FORWARDED_FOR"] = environ["HTTP_X_FORWARDED_FOR"]
    if settings.SECURE_PROXY_SSL_HEADER and settings.SECURE_PROXY_SSL_HEADER[0] in environ:
        said[settings.SECURE_PROXY_SSL_HEADER[0]] = environ[settings.SECURE_PROXY_SSL_HEADER[0]]
    return said | {"REQUEST_METHOD": "GET", "HTTP_HOST": key[0], "QUERY_STRING": key[2]}


def is_for_all(copy: Copy) -> bool:
    for name, value in copy.headers:
        if name.lower() == "set-cookie" or (name.lower() == "vary" and value.lower() != "accept-encoding"):
            return False
    return copy.code in KEPT and copy.control.startswith("public")
