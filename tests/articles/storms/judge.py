"""Says, a line each, what is half done or broken in the database of the settings; nothing where all is whole.

It judges once for each line that it is given, and says a line with a dot when it is done: to start it takes longer.
"""

# ruff: noqa: E402, T201 (a program of its own)

from __future__ import annotations

import sys

import django

django.setup()

from django.core.checks import run_checks

from articles.choices import Status
from articles.models import Byline, RiskStatement, TickerSentiment
from articles.revisions.proof import prove


def judge() -> None:
    for proved in prove():
        for fault in proved.faults:
            print(fault)
    for message in run_checks(databases=["default"]):
        if (message.id or "").startswith("articles."):
            print(message.msg)
    for model in (Byline, RiskStatement, TickerSentiment):
        dates = model.objects.values_list("listed_at", "article__published_at", "article__status")
        number = sum(
            listed != (published if status == Status.PUBLISHED else None) for listed, published, status in dates
        )
        if number:
            print(f"{number} of {model.__name__} have another date than their article.")


for _ in sys.stdin:
    judge()
    print(".", flush=True)
