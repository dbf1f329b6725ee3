"""Makes the sizes of pictures that are missing, and says how far it is."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article, Author
from articles.pictures import renditions


class Command(BaseCommand):
    help = "Makes what is missing of the sizes in which readers get pictures; run it again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        names: list[str] = []
        for model in (Article, Author):
            stored = model._default_manager.exclude(picture="").order_by("-pk")
            names += stored.values_list("picture", flat=True)
        names = list(dict.fromkeys(names))
        made = unreadable = 0
        for number, name in enumerate(names, start=1):
            try:
                made += renditions.make(name)
            except OSError as error:
                unreadable += 1
                self.stderr.write(f"{name} cannot be read: {error}")
            if number % 10 == 0 or number == len(names):
                self.stdout.write(f"{number} of {len(names)} pictures looked at, {made} sizes made.")
                self.stdout.flush()
        if not names:
            self.stdout.write("There is no picture yet.")
        if unreadable:
            raise SystemExit(1)
