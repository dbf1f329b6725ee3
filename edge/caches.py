"""Caches in front of the site: the header in which each reads names, and how each is asked to purge them."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

#: Seconds for one answer.
PATIENCE = 10
#: A header longer than this some servers refuse.
LONGEST_HEADER = 4000


class NotDone(Exception):
    """A cache did not say that it purged; the text says what it did say."""


class Kind(NamedTuple):
    """`header` carries a page's names to it, with `between` between them; `purge` raises `NotDone`."""

    name: str
    header: str
    between: str
    needs: Sequence[str]
    purge: Callable[[list[str]], None]


def varnish(names: list[str]) -> None:
    """`PURGE /` with the names in `xkey`, as vmod_xkey's documentation has it, to each of `VARNISH_URLS`.

    One that does not answer keeps the news from no other.
    """
    problems = []
    for url in settings.VARNISH_URLS:
        try:
            for line in _lines(names):
                _ask("PURGE", url, "/", {"xkey": line})
        except NotDone as error:
            problems.append(str(error))
    if problems:
        raise NotDone(" ".join(problems))


def fastly(names: list[str]) -> None:
    """Batches of 256, the most that Fastly takes in one request."""
    for batch in _batches(names, 256):
        path = f"/service/{settings.FASTLY_SERVICE}/purge"
        body = json.dumps({"surrogate_keys": batch})
        headers = {"Fastly-Key": settings.FASTLY_TOKEN, "Accept": "application/json"}
        _ask("POST", settings.FASTLY_API, path, headers, body)


def cloudflare(names: list[str]) -> None:
    """Batches of 30, the most that every plan takes in one request."""
    for batch in _batches(names, 30):
        path = f"/client/v4/zones/{settings.CLOUDFLARE_ZONE}/purge_cache"
        headers = {"Authorization": f"Bearer {settings.CLOUDFLARE_TOKEN}"}
        said = _ask("POST", settings.CLOUDFLARE_API, path, headers, json.dumps({"tags": batch}))
        try:
            is_done = json.loads(said)["success"] is True
        except (ValueError, KeyError, TypeError):
            is_done = False
        if not is_done:
            raise NotDone(f"Cloudflare said {said[:300]!r}.")


KINDS = (
    Kind("varnish", "xkey", " ", ("VARNISH_URLS",), varnish),
    Kind("fastly", "Surrogate-Key", " ", ("FASTLY_SERVICE", "FASTLY_TOKEN"), fastly),
    Kind("cloudflare", "Cache-Tag", ",", ("CLOUDFLARE_ZONE", "CLOUDFLARE_TOKEN"), cloudflare),
)
#: In `PURGED_CACHES`: no cache is in front, so no page carries names.
NONE = "none"


def configured() -> list[Kind]:
    """The kinds of cache that stand in front and are purged: `PURGED_CACHES`."""
    return [kind for kind in KINDS if kind.name in settings.PURGED_CACHES]


def that_read_names() -> Sequence[Kind]:
    """Those that are configured; where nothing is said, all, so that a cache we do not know of can be purged."""
    return KINDS if not settings.PURGED_CACHES else configured()


def _ask(method: str, url: str, path: str, headers: dict[str, str], body: str | None = None) -> str:
    """What the server says to this request, if it is a yes."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    try:
        if secure:
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                parts.netloc, timeout=PATIENCE, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
        if body is not None:
            headers = headers | {"Content-Type": "application/json"}
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            said = response.read(10_000).decode("utf-8", "replace")
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as error:
        raise NotDone(f"{parts.netloc} does not answer: {error}.") from error
    if not 200 <= response.status < 300:
        raise NotDone(f"{parts.netloc} answered {response.status}: {said[:300]}")
    return said


def _batches(names: list[str], most: int) -> Iterator[list[str]]:
    for start in range(0, len(names), most):
        yield names[start : start + most]


def _lines(names: list[str]) -> Iterator[str]:
    """The names with blanks between them, no line too long."""
    line = ""
    for name in names:
        if line and len(line) + len(name) >= LONGEST_HEADER:
            yield line
            line = ""
        line = f"{line} {name}" if line else name
    if line:
        yield line
