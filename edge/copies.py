"""A page that was made once, and what is sent of it: once for each encoding."""

from __future__ import annotations

from collections.abc import Collection
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from edge import encodings, freshness

Headers = list[tuple[str, str]]
#: Address of a page: scheme and host, path, and the parameters that it reads.
Key = tuple[str, str, str]
#: Said of each encoding by itself, or of the whole answer.
OWN = {"content-length", "etag", "cache-control", "content-encoding"}
#: What a client needs to hear again of a page that it has.
WITH_NOT_MODIFIED = {"vary", "expires"}
NOT_MODIFIED = "304 Not Modified"
#: What one copy weighs beside its texts: Python's objects, measured.
WEIGHT = 3000


class Variant(NamedTuple):
    """`headers` begin with Cache-Control, and `not_modified` are those of a 304."""

    body: bytes
    tag: str
    headers: Headers
    not_modified: Headers


class Copy:
    """An answer as it was made. Times are seconds of `time.monotonic`.

    It is good `until`; later, and once it was `purged` (`until` is 0 then), it only stands in for a page that cannot be
    made.
    `ends` is when it will be another page, if that is known.
    """

    __slots__ = (
        "code", "control", "ends", "headers", "is_worth_it", "key", "made", "names", "own_weight", "purged", "retry_at",
        "seconds", "size", "status", "stored", "tag", "trim_from", "until", "used", "variants", "weighed",
    )  # fmt: skip

    def __init__(self, key: Key, status: str, headers: Headers, body: bytes) -> None:
        self.key, self.status, self.code = key, status, int(status[:3])
        #: The text and how it is packed: our way as soon as the page is one to be kept, and then as the first browser
        #: wants it, so that it is there once. Nobody may ever ask for it as it is.
        self.stored = (body, encodings.PLAIN)
        said = {name.lower(): value for name, value in headers}
        self.headers = [(name, value) for name, value in headers if name.lower() not in OWN]
        self.control = said.get("cache-control", "")
        self.is_worth_it = encodings.is_worth_it(said.get("content-type", ""), body)
        self.tag = said.get("etag", "").strip('"')
        self.variants: dict[str, Variant] = {}
        self.names: Collection[str] = ()
        #: Bytes that it takes now, and that the shelf has counted.
        self.own_weight = WEIGHT + sum(len(name) + len(value) for name, value in headers)
        self.weighed = 0
        self._measure()
        self.made = self.until = self.used = self.retry_at = self.purged = 0.0
        self.seconds = 0
        self.ends = self.trim_from = float("inf")

    def keep(self, names: Collection[str], seconds: int, now: float, ends: float) -> None:
        """From now on it is a page to be kept, for so many seconds and no longer than `ends`."""
        self.names, self.seconds, self.ends = names, seconds, ends
        self.made = self.used = now
        self.until = min(now + seconds, ends)
        self.trim_from = ends - max(seconds, freshness.MOMENT + freshness.WHILE_FETCHING)
        if self.is_worth_it:
            self.stored = (encodings.packed(self.text()), encodings.OURS)
            self._measure()

    def text(self) -> bytes:
        return encodings.unpacked(*self.stored)

    def _measure(self) -> None:
        bodies = {id(body): len(body) for body in (self.stored[0], *(one.body for one in list(self.variants.values())))}
        self.size = self.own_weight + sum(bodies.values())

    def variant(self, encoding: str) -> Variant:
        """What is sent to a client that wants this encoding; made when the first one does."""
        found = self.variants.get(encoding)
        return found if found is not None else self._made(encoding)

    def _made(self, encoding: str) -> Variant:
        if encoding != encodings.PLAIN and not self.is_worth_it:
            return self.variants.setdefault(encoding, self.variant(encodings.PLAIN))
        body, headers, tag = self.text(), [("Cache-Control", self.control)] if self.control else [], ""
        if encoding != encodings.PLAIN:
            body = encodings.MAKERS[encoding](body)
            headers.append(("Content-Encoding", encoding))
        if self.tag:
            tag = f'"{self.tag}"' if encoding == encodings.PLAIN else f'"{self.tag}-{encoding}"'
            headers.append(("ETag", tag))
        brief = [pair for pair in headers if pair[0] != "Content-Encoding"]
        brief += [pair for pair in self.headers if pair[0].lower() in WITH_NOT_MODIFIED]
        headers += [*self.headers, ("Content-Length", str(len(body)))]
        made = Variant(body, tag, headers, brief)
        if self.variants.setdefault(encoding, made) is made:
            if encoding != encodings.PLAIN and self.stored[1] == encodings.OURS:
                self.stored = (body, encoding)
            self._measure()
        return self.variants[encoding]

    def is_had(self, variant: Variant, tags: str | None, since: str | None) -> bool:
        """Whether a client has it, by its If-None-Match, or without one by its If-Modified-Since."""
        if self.code != 200 or not variant.tag:
            return False
        if tags is not None:
            return tags.strip() == "*" or variant.tag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        return since is not None and self._was_made_by(since)

    def _was_made_by(self, since: str) -> bool:
        written = next((value for name, value in self.headers if name == "Last-Modified"), None)
        if written is None or written == since:
            return written is not None
        try:
            return parsedate_to_datetime(since) >= parsedate_to_datetime(written)
        except (ValueError, TypeError):
            return False
