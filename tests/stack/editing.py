"""An editor, as a program of its own: corrects one article again and again, in the environment of a site.

`python -m tests.stack.editing TIMES PAUSE` prints the article's address, waits for a line of input, and then prints a
line for each correction: its number, and when it was committed. The headline says "Version 12 of".
"""

from __future__ import annotations

import os
import random
import sys
import time


def main(times: int, pause: float) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "newssite.settings"
    import django

    django.setup()
    from articles import workflow
    from articles.models import Article

    chance = random.Random(7)
    article = Article.objects.published().order_by("-published_at")[0]
    correct(workflow, article, 0)
    print(article.get_absolute_url(), flush=True)
    sys.stdin.readline()
    for number in range(1, times + 1):
        correct(workflow, article, number)
        print(number, time.time(), flush=True)
        time.sleep(pause * chance.uniform(0.2, 1.8))  # at every moment of a second
    time.sleep(3)  # readers look a while longer, and who tells caches of the last one has not ended


def correct(workflow, article, number: int) -> None:
    from django.db import transaction

    with transaction.atomic():
        article.headline = f"Version {number} of a story that goes on"
        article.save()
        workflow.record(article)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
