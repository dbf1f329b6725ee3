"""Times searches in the archive that `bench.archive` filled; prints JSON. Run in that site's environment.

Which words are how common is known: the generator draws the word of rank r in proportion to 1/r.
"""

from __future__ import annotations

import gc
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.generate import CATEGORIES, SYMBOLS, vocabulary

ASKED = 40
WARM_UP = 5
BARE = 5
Address = dict[str, str]


def kinds() -> dict[str, tuple[Callable[[random.Random], Address], Callable[[Address], list[str]] | None]]:
    """Kind -> what makes an address, and which words a bare engine is asked for."""
    words = vocabulary()

    def of(low: int, high: int) -> Callable[[random.Random], str]:
        return lambda chance: words[chance.randrange(low, high)]

    commonest, middling, rare = of(0, 50), of(500, 3_000), of(20_000, 60_000)
    plain = lambda address: address["q"].strip('"').split()  # noqa: E731 (a line of a table)
    return {
        "commonest word": (lambda c: {"q": commonest(c)}, plain),
        "middling word": (lambda c: {"q": middling(c)}, plain),
        "rare word": (lambda c: {"q": rare(c)}, plain),
        "two commonest words": (lambda c: {"q": f"{commonest(c)} {commonest(c)}"}, plain),
        "common and middling word": (lambda c: {"q": f"{commonest(c)} {middling(c)}"}, plain),
        "two middling words": (lambda c: {"q": f"{middling(c)} {middling(c)}"}, plain),
        "phrase of common words": (lambda c: {"q": f'"{commonest(c)} {commonest(c)}"'}, None),
        "phrase of middling words": (lambda c: {"q": f'"{middling(c)} {middling(c)}"'}, None),
        "either of two words": (lambda c: {"q": f"{commonest(c)} OR {rare(c)}"}, None),
        "prefix": (lambda c: {"q": f"{middling(c)[:4]}*"}, None),
        "word without another": (lambda c: {"q": f"{commonest(c)} -{middling(c)}"}, None),
        "filters only": (
            lambda c: {"category": c.choice(CATEGORIES).lower(), "ticker": f"NYSE:{c.choice(SYMBOLS)}"},
            None,
        ),
        "word with filters": (
            lambda c: {"q": commonest(c), "category": c.choice(CATEGORIES).lower(), "sentiment": "negative"},
            None,
        ),
        "word by date": (lambda c: {"q": commonest(c), "sort": "date"}, None),
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
    import django

    django.setup()
    gc.freeze()  # as the server does, see newssite/wsgi.py
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client(headers={"host": "127.0.0.1"})
    chance = random.Random(11)
    rows = []
    for kind, (make, bare_words) in kinds().items():
        addresses = [make(chance) for _ in range(WARM_UP + ASKED)]
        times = [_timed(partial(_page, client, address)) for address in addresses][WARM_UP:]
        asked = [bare_words(address) for address in addresses[:BARE]] if bare_words else []
        bare = [_timed(partial(_bare, words)) for words in asked]
        rows.append(
            {
                "kind": kind,
                "p50 ms": round(statistics.median(times), 1),
                "p95 ms": round(statistics.quantiles(times, n=20)[-1], 1),
                "bare p50 ms": round(statistics.median(bare), 1) if bare else "",
            }
        )
        print(rows[-1], file=sys.stderr, flush=True)
    print(json.dumps(rows))


def _timed(do: Callable[[], Any]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _page(client: Any, address: Address) -> None:
    response = client.get("/search/", address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")


def _bare(words: list[str]) -> list[Any]:
    """The engine's own best 20 of all matches, as its documentation puts it."""
    from django.db import connection

    from articles.search.stemming import stem

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT rowid FROM articles_search WHERE articles_search MATCH %s ORDER BY rank LIMIT 20",
                [" AND ".join(f'"{word}"' for word in words)],
            )
        else:
            query = " & ".join(f"'{stem(word)}'" for word in words)
            cursor.execute(
                "SELECT place FROM articles_search WHERE vector @@ %s::tsquery "
                "ORDER BY ts_rank(vector, %s::tsquery) DESC LIMIT 20",
                [query, query],
            )
        return list(cursor.fetchall())


if __name__ == "__main__":
    main()
