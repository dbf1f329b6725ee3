"""Asks the site's own search, in the process of a site: `python -m bench.judged.ask`.

Reads `{"queries": ["..."], "limit": 10}` on its input, and writes as JSON, for each query, the source
references of the articles found, best first. Which engine answers is a matter of the environment.
"""

from __future__ import annotations

import json
import os
import sys

import django


def answers(queries: list[str], limit: int) -> list[list[str]]:
    from articles.models import Article
    from articles.search import find

    found = [find(query, limit) for query in queries]
    pks = {pk for some in found for pk in some}
    references = dict(Article.objects.filter(pk__in=pks).values_list("pk", "source_reference"))
    return [[references[pk] for pk in some] for some in found]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
    django.setup()
    asked = json.load(sys.stdin)
    json.dump(answers(asked["queries"], asked["limit"]), sys.stdout)


if __name__ == "__main__":
    main()
