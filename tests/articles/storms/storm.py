"""A storm: several people and an import at work on the same few articles, by the real pages and commands.

`python -m tests.articles.storms.storm SEED SECONDS FOLDER` runs it against the database of the settings,
and prints, a line each, whatever was lost, changed unasked or left broken; and in the end what was done.
It is a process of its own, for its threads need a real database and real transactions.
"""

# ruff: noqa: E402, T201 (a program of its own)

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import due
from articles.exchange.run import Options, import_paths
from articles.models import Article, Category, KeptText, Revision
from tests.articles.admin.newsroom import act
from tests.articles.storms.forms import fields_of
from tests.articles.storms.verdict import Save, Told, faults_of

ARTICLES, EDITORS = 6, 4
TEXTS = ("headline", "dek", "summary", "body", "disclosure", "picture_credit")
#: The pages of verbs that ask first.
PAGES = ("ask_for_changes", "unschedule", "correct", "withdraw")


class Storm:
    def __init__(self, seed: int, seconds: float, folder: Path) -> None:
        self.seed, self.folder = seed, folder
        self.until, self.at_most = (time.monotonic() + seconds * factor for factor in (1, 30))
        self.saves: dict[str, Save] = {}
        self.told: dict[str, Told] = {}
        #: Marks of what was not to be saved, and of those what met an article that was deleted.
        self.refused: list[str] = []
        self.gone: list[str] = []
        self.did: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.marks = iter(range(10**9))

    def is_over(self) -> bool:
        """Its time is up and enough was done, or a slow machine had every patience."""
        now, enough = time.monotonic(), self.did["saved"] >= 10 and self.did["imported"] >= 6
        return now > self.at_most or (now > self.until and enough)

    def mark(self) -> str:
        return f"m{next(self.marks)}x"

    # Work -----------------------------------------------------------------------------------

    def begin(self) -> None:
        self.feed({f"r{number}": f"<p>Begun {number}.</p>" for number in range(ARTICLES)})
        for number in range(EDITORS):
            user = get_user_model().objects.create_user(f"storm-{self.seed}-{number}", is_staff=True)
            user.groups.set(Group.objects.filter(name="Chief editor"))

    def feed(self, bodies: dict[str, str], **options: bool) -> Any:
        lines = self.folder / f"{self.mark()}.jsonl"
        record = {"category": "Storms", "source_name": "Storm"}
        lines.write_text("".join(
            json.dumps(record | {"headline": f"Storm {name}", "body": body, "source_reference": name}) + "\n"
            for name, body in bodies.items()
        ))  # fmt: skip
        return import_paths([lines], Options(**options))

    def person(self, number: int) -> None:
        # Django's own way of raising what a page raised would raise it in every thread at once.
        client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        client.force_login(get_user_model().objects.get(username=f"storm-{self.seed}-{number}"))
        chance = random.Random(f"{self.seed}-{number}")
        self.work(chance, [
            (8, lambda: self.save(client, chance)), (2, lambda: self.act(client, chance)),
            (1, lambda: self.revert(client, chance)), (3, lambda: self.decide(client, chance)),
            (1, lambda: self.delete(client, chance)),
        ])  # fmt: skip

    def wire(self) -> None:
        chance = random.Random(f"{self.seed}-wire")
        self.work(chance, [(2, lambda: self.deliver(chance)), (1, self.tick)])

    def work(self, chance: random.Random, deeds: list[tuple[int, Any]]) -> None:
        try:
            while not self.is_over():
                deed = chance.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])[0]
                try:
                    deed()
                except OperationalError as error:
                    # SQLite has one writer, and patience for ten seconds.
                    self.did["too busy"] += 1
                    if "locked" not in str(error):
                        raise
        except BaseException as error:
            self.wrong.append(f"an error: {error!r}")
            raise
        finally:
            connections.close_all()

    def pick(self, chance: random.Random, count: int = 1) -> list[int]:
        """Some of the articles that are there now; by the time they are used, they may be gone."""
        there = list(Article.objects.order_by("pk").values_list("pk", flat=True))
        return chance.sample(there, min(count, len(there)))

    def save(self, client: Client, chance: random.Random) -> None:
        for key in self.pick(chance):
            address, mark = reverse("admin:articles_article_change", args=[key]), self.mark()
            opened = self.sent(client.get(address))
            if opened.status_code == 302:
                return
            sent = fields_of(opened.content.decode())
            field = chance.choice(TEXTS)
            value = f"<p>{mark}</p>" if field == "body" else mark
            time.sleep(chance.random() * 0.3)
            button = chance.choice(["_save", "_save", "_publish", "_publish", "_submit"])
            if button == "_publish" and chance.random() < 0.5:
                soon = timezone.localtime() + timedelta(seconds=chance.randint(1, 600))
                sent |= {"published_at_0": f"{soon:%Y-%m-%d}", "published_at_1": f"{soon:%H:%M:%S}"}
            answer = self.sent(client.post(address, sent | {field: value, "why": mark, button: "x"}))
            if answer.status_code != 302:
                self.refused.append(mark)
                page = " ".join(answer.content.decode().split())
                self.did[f"refused: {page.split('errornote', 1)[-1][2:90] if 'errornote' in page else 'collided'}"] += 1
            elif answer["Location"] == reverse("admin:articles_article_add"):
                self.gone.append(mark)
                self.did["was deleted meanwhile"] += 1
            else:
                self.saves[mark] = Save(key, int(sent["version"]), field, value, button)
                self.did["saved"] += 1

    def sent(self, answer: Any, *others: int) -> Any:
        if answer.status_code not in {200, 302, *others}:
            self.wrong.append(f"an answer: {answer.status_code} from {answer.request['PATH_INFO']}")
        return answer

    def act(self, client: Client, chance: random.Random) -> None:
        action = chance.choice(["publish_selected", "withdraw_selected"])
        self.sent(act(client, action, *self.pick(chance, 2)))
        self.did[action] += 1

    def decide(self, client: Client, chance: random.Random) -> None:
        page, mark = chance.choice(PAGES), self.mark()
        for key in self.pick(chance):
            said = {"text": mark, "why": mark, "tell": "", "kind": "correction"}
            answer = self.sent(client.post(reverse(f"admin:articles_article_{page}", args=[key]), said), 404)
            if answer.status_code == 302:
                self.told[mark] = Told(key, page)
                self.did[page] += 1
            else:
                self.refused.append(mark)

    def revert(self, client: Client, chance: random.Random) -> None:
        for key, version in Article.objects.filter(pk__in=self.pick(chance)).values_list("pk", "version"):
            address = reverse("admin:articles_article_revert", args=[key, chance.randint(1, version)])
            self.sent(client.post(address, {"version": version, "why": self.mark()}), 404)
            self.did["asked to bring back"] += 1

    def delete(self, client: Client, chance: random.Random) -> None:
        for key in self.pick(chance):
            self.sent(client.post(reverse("admin:articles_article_delete", args=[key]), {"post": "yes"}), 403)
            self.did["deleted"] += not Article.objects.filter(pk=key).exists()

    def deliver(self, chance: random.Random) -> None:
        names = chance.sample(range(ARTICLES), 2)
        options = {"overwrite": chance.random() < 0.5, "publish": chance.random() < 0.3}
        report = self.feed({f"r{name}": f"<p>{self.mark()}</p>" for name in names}, **options)
        self.did["imported"] += sum(report.counts.values())
        time.sleep(chance.random())

    def tick(self) -> None:
        for outcome in due.run():
            if outcome.error and "locked" not in str(outcome.error):
                self.wrong.append(f"a tick: {outcome.error!r}")
            self.did["ticked"] += 1

    def run(self) -> None:
        Category.objects.get_or_create(name="Storms", slug="storms")
        self.begin()
        threads = [threading.Thread(target=self.person, args=[number]) for number in range(EDITORS)]
        threads.append(threading.Thread(target=self.wire))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def main() -> int:
    storm = Storm(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]))
    storm.run()
    typed = [" ".join(map(str, kept.fields.values())) for kept in KeptText.objects.filter(article=None)]
    lost = [
        f"lost: {mark}, typed into what was deleted" for mark in storm.gone if not any(mark in one for one in typed)
    ]
    faults = [*storm.wrong, *lost, *faults_of(storm.saves, storm.told, storm.refused + storm.gone)]
    print("\n".join(faults))
    print(f"{Revision.objects.count()} revisions; {dict(storm.did)}")
    return 1 if faults or not storm.did["saved"] or not storm.did["imported"] else 0


if __name__ == "__main__":
    sys.exit(main())
