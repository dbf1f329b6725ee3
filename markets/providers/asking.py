"""One request to a provider, bounded in time and size, tried again where that may help.

What is raised is a sentence of our own: those of the HTTP library hold the address, and the address
of some providers holds the key.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import requests
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util import Retry

from markets.providers.provider import ProviderError, Refused, Throttled

#: Seconds: to connect; between two pieces of an answer; for a request with all its pieces.
CONNECT, READ, WHOLE = 4.0, 8.0, 15.0
BIGGEST = 4_000_000
ATTEMPTS = 3
#: Seconds: before the second attempt; the longest that is waited for here. Who says more is left alone until then.
BACKOFF, PATIENCE = 0.5, 5.0
#: Who says more than a day is asked again after one.
LONGEST_TOLD = 86_400
PASSING = {500, 502, 503, 504}
PIECE = 65_536


def get(
    who: str,
    address: str,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    biggest: int = BIGGEST,
) -> bytes:
    """The answer's body. Raises Throttled, Refused or ProviderError; `who` names the provider in the sentence."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _once(who, address, params, headers, biggest)
        except Throttled as error:
            wait = _seconds(error.wait, attempt)
            if attempt == ATTEMPTS or wait > PATIENCE:
                raise
        except _Passing as error:
            wait = _seconds(error.wait, attempt)
            if attempt == ATTEMPTS or wait > PATIENCE:
                raise ProviderError(str(error)) from None
        time.sleep(wait)
    raise AssertionError


def get_json(
    who: str, address: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> Any:
    """The same, read as JSON with every fraction a Decimal."""
    body = get(who, address, params, headers)
    try:
        return json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        text = body[:200].decode("utf-8", "replace").strip().lower()
        if "run over your" in text or "limit" in text:
            raise Throttled(f"{who} says in plain words that its limit is reached.") from None
        kind = "a web page" if text.startswith("<") else "what is no JSON"
        raise ProviderError(f"{who} answered with {kind}.") from None


class _Passing(ProviderError):
    """What may be over in a moment."""

    def __init__(self, sentence: str, wait: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


def _once(
    who: str, address: str, params: Mapping[str, str] | None, headers: Mapping[str, str] | None, biggest: int
) -> bytes:
    until = time.monotonic() + WHOLE
    with requests.Session() as session:
        session.auth = lambda request: request  # else a .netrc of the machine would put its own in
        try:
            with session.get(
                address, params=params, headers=headers, timeout=(CONNECT, READ), stream=True, allow_redirects=False
            ) as answer:
                _status(who, answer)
                return _body(who, answer, until, biggest)
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError, HTTPError):
            raise _Passing(f"{who} does not answer, or broke off.") from None
        except requests.RequestException as error:
            raise ProviderError(f"{who} could not be asked: {type(error).__name__}.") from None


def _status(who: str, answer: requests.Response) -> None:
    status, wait = answer.status_code, retry_after(answer)
    if status == 429:
        raise Throttled(f"{who} was asked too often.", wait)
    if status in (401, 402, 403):
        raise Refused(f"{who} does not take the key for this (status {status}).")
    if status in PASSING:
        raise _Passing(f"{who} has trouble of its own (status {status}).", wait)
    if status not in (200, 404):
        raise ProviderError(f"{who} answered with status {status}.")


def _body(who: str, answer: requests.Response, until: float, biggest: int) -> bytes:
    pieces, size = [], 0
    while piece := answer.raw.read1(PIECE, decode_content=True):  # what is there, else a trickle would hold us
        size += len(piece)
        if size > biggest:
            raise ProviderError(f"{who} answered with more than {biggest:,} bytes.")
        if time.monotonic() > until:
            raise ProviderError(f"{who} took longer than {WHOLE:.0f} seconds over one answer.")
        pieces.append(piece)
    told = answer.headers.get("Content-Length", "")
    if told.isdecimal() and "Content-Encoding" not in answer.headers and size < int(told):
        raise _Passing(f"{who} broke off.")
    return b"".join(pieces)


def retry_after(answer: requests.Response) -> timedelta | None:
    """What the header says, in seconds or as a date; None where it says nothing that can be read."""
    text = answer.headers.get("Retry-After", "")
    try:
        return (
            timedelta(seconds=min(Retry(retry_after_max=LONGEST_TOLD).parse_retry_after(text), LONGEST_TOLD))
            if text
            else None
        )
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _seconds(told: timedelta | None, attempt: int) -> float:
    """What they say; else twice as long each time, and never all of us at once."""
    if told is not None:
        return told.total_seconds()
    return BACKOFF * 2 ** (attempt - 1) * random.uniform(0.5, 1.0)  # noqa: S311 (nothing is kept secret by it)
