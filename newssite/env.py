"""Strict readers of environment variables.

Each reader takes a variable's name and a default and returns a value of one type.
A value that cannot be read raises `EnvironmentValueError`, whose text is one sentence that
names the variable, what it held and what it should hold. `manage.py`, the server and the
tests all read settings through here, so a wrong value stops the start and is never met later.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

#: What a relative path starts from, wherever a command was called.
ROOT = Path(__file__).resolve().parent.parent
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
#: What Django's own deployment check asks for.
SECRET_LENGTH = 50
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class EnvironmentValueError(ImproperlyConfigured):
    """An environment variable holds what cannot be used."""


def _fail(name: str, value: str, expected: str) -> EnvironmentValueError:
    shown = value if len(value) <= 200 else f"{value[:200]}..."
    return EnvironmentValueError(f"{name} is {shown!r}, but must be {expected}.")


def text(name: str, default: str = "") -> str:
    """The variable, stripped; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool) -> bool:
    value = text(name)
    if not value:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise _fail(name, value, "one of 1, true, yes, on, 0, false, no, off")


def integer(name: str, default: int, minimum: int, maximum: int) -> int:
    value = text(name)
    if not value:
        return default
    # Python itself refuses to read a number of thousands of digits.
    readable = value.isascii() and value.isdecimal() and len(value) <= 20
    if not readable or not minimum <= int(value) <= maximum:
        raise _fail(name, value, f"a whole number from {minimum} to {maximum}")
    return int(value)


def choice(name: str, default: str, allowed: Sequence[str], expected: str = "") -> str:
    """One of these words, in any case; `expected` says it in short where they are many."""
    value = text(name, default).lower()
    if value not in allowed:
        raise _fail(name, value, expected or f"one of {', '.join(allowed)}")
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A comma-separated list; empty items are dropped."""
    value = text(name)
    return [item.strip() for item in value.split(",") if item.strip()] if value else list(default)


def pairs(name: str) -> dict[str, str]:
    """`finnhub=100,tiingo=50` -> a dictionary of texts."""
    found = dict(item.partition("=")[::2] for item in words(name))
    if not all(key.strip() and value.strip() for key, value in found.items()):
        raise _fail(name, text(name), "names and values such as finnhub=100,tiingo=50")
    return {key.strip(): value.strip() for key, value in found.items()}


def numbers(name: str) -> dict[str, int]:
    """The same with whole numbers."""
    found = pairs(name)
    if not all(value.isascii() and value.isdecimal() and len(value) <= 9 for value in found.values()):
        raise _fail(name, text(name), "names and whole numbers such as finnhub=100,tiingo=50")
    return {key: int(value) for key, value in found.items()}


def key(name: str) -> str:
    """What another site gave us to be known by, from the variable or from the file that NAME_FILE names; "" for none.
    It is said in no error."""
    if file := text(f"{name}_FILE"):
        try:
            found = (ROOT / file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            raise _fail(f"{name}_FILE", file, "a readable file of plain text") from None
    else:
        found = text(name)
    if not found.isascii() or not found.isprintable() or " " in found:
        raise EnvironmentValueError(f"{name} must be a key of plain letters, digits and signs, without a space.")
    return found


def contacts(name: str) -> list[str]:
    """Where somebody is reached, with commas between: mail addresses, with mailto: or without, and https pages."""
    found = [f"mailto:{item}" if "@" in item and ":" not in item else item for item in words(name)]
    form = re.compile(r"(mailto:[^@\s<>]+@[^@\s<>]+|https://[^\s<>]+)")
    if not all(item.isascii() and item.isprintable() and form.fullmatch(item) for item in found):
        raise _fail(name, text(name), "mail addresses or https addresses, with commas between them")
    return found


def hosts(name: str) -> list[str]:
    """Host names with commas between them. A star, which stands for any name at all, is refused."""
    found = words(name)
    if any(set(item) & set("*/ ") for item in found):
        raise _fail(name, text(name), "host names such as www.example.com, with commas between them, each in full")
    return found


def networks(name: str, default: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks with commas between them."""
    try:
        return [ip_network(item) for item in words(name, default)]
    except ValueError:
        expected = "addresses or networks such as 10.0.0.7 or 10.0.0.0/24, with commas between them"
        raise _fail(name, text(name), expected) from None


def folder(name: str, default: str) -> Path:
    """A folder; a relative one is in the site's own."""
    return (ROOT / text(name, default)).resolve()


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _fail(name, value, "a time zone such as America/New_York") from None
    return value


def site_url(name: str, default: str) -> SplitResult:
    """An absolute http or https address of a site's root, without a path."""
    value = text(name, default).rstrip("/")
    expected = "an address such as https://news.example.com, without a path"
    try:
        url = urlsplit(value)
        port = url.port
    except ValueError:
        raise _fail(name, value, expected) from None
    if url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query or port == 0:
        raise _fail(name, value, expected)
    if url.username or url.password or url.fragment:
        raise _fail(name, value, expected)
    return url


def secret(name: str, *, site: SplitResult, made_in: Path) -> str:
    """A secret from the variable, from the file that NAME_FILE names, or made once.

    Only a site on this machine's own loopback address gets a made secret (in `made_in`,
    readable by its owner alone); any other site stops the start without one.
    """
    value = text(name)
    file = text(f"{name}_FILE")
    if not value and file:
        try:
            value = (ROOT / file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise _fail(f"{name}_FILE", file, f"a readable file ({error.strerror})") from None
        except ValueError:
            raise _fail(f"{name}_FILE", file, "a file of plain text") from None
    if value:
        if len(value) < SECRET_LENGTH:
            raise EnvironmentValueError(f"{name} must be at least {SECRET_LENGTH} characters long.")
        return value
    if site.hostname not in LOOPBACK:
        raise EnvironmentValueError(
            f"{name} is not set, and a site at {site.geturl()} needs one: "
            f"set {name} or {name}_FILE to at least {SECRET_LENGTH} random characters."
        )
    return _made_once(made_in)


def _made_once(path: Path) -> str:
    """What the file holds; where it is missing or empty, a secret is made and written to it first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # two that start at once agree on one secret
            held = file.read().strip()
            if not held:
                held = secrets.token_urlsafe(48)
                file.seek(0)
                file.write(held)
    except (OSError, ValueError):
        raise EnvironmentValueError(f"The secret key in {path} cannot be read: remove it, and one is made.") from None
    if len(held) < SECRET_LENGTH:
        raise EnvironmentValueError(f"The secret key in {path} is too short: remove it, and one is made.")
    return held
