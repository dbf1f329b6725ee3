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
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import django

django.setup()

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse

from articles.exchange.run import Options, import_paths
from articles.models import Article, Category, Revision
from articles.revisions.proof import prove
from tests.articles.storms.forms import fields_of

ARTICLES, EDITORS = 6, 4
TEXTS = ("headline", "dek", "summary", "body", "disclosure", "picture_credit")
#: What a verb changes.
BY_VERB = {"status", "published_at", "first_published_at", "withdrawal"}
LIST = "/admin/articles/article/"


class Save(NamedTuple):
    """A form that was accepted: what was typed into which field, over which version."""

    article: int
    opened: int
    field: str
    value: str
    button: str


class Storm:
    def __init__(self, seed: int, seconds: float, folder: Path) -> None:
        self.seed, self.folder = seed, folder
        self.until, self.at_most = (time.monotonic() + seconds * factor for factor in (1, 30))
        self.saves: dict[str, Save] = {}
        self.refused: list[str] = []
        self.imported: set[str] = set()
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
        self.keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
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
            (6, lambda: self.save(client, chance)), (2, lambda: self.act(client, chance)),
            (1, lambda: self.revert(client, chance)),
        ])  # fmt: skip

    def wire(self) -> None:
        chance = random.Random(f"{self.seed}-wire")
        self.work(chance, [(1, lambda: self.deliver(chance))])

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

    def save(self, client: Client, chance: random.Random) -> None:
        key, mark = chance.choice(self.keys), self.mark()
        address = reverse("admin:articles_article_change", args=[key])
        sent = fields_of(client.get(address).content.decode())
        field = chance.choice(TEXTS)
        value = f"<p>{mark}</p>" if field == "body" else mark
        time.sleep(chance.random() * 0.3)
        button = chance.choice(["_save", "_save", "_publish", "_submit"])
        answer = self.sent(client.post(address, sent | {field: value, "why": mark, button: "x"}))
        if answer.status_code == 302:
            self.saves[mark] = Save(key, int(sent["version"]), field, value, button)
            self.did["saved"] += 1
        else:
            self.refused.append(mark)
            page = " ".join(answer.content.decode().split())
            self.did[f"refused: {page.split('errornote', 1)[-1][2:90] if 'errornote' in page else 'collided'}"] += 1

    def sent(self, answer: Any) -> Any:
        if answer.status_code not in {200, 302}:
            self.wrong.append(f"an answer: {answer.status_code} from {answer.request['PATH_INFO']}")
        return answer

    def act(self, client: Client, chance: random.Random) -> None:
        action = chance.choice(["publish_selected", "withdraw_selected"])
        self.sent(client.post(LIST, {"action": action, "_selected_action": chance.sample(self.keys, 2)}))
        self.did[action] += 1

    def revert(self, client: Client, chance: random.Random) -> None:
        key = chance.choice(self.keys)
        version = Article.objects.values_list("version", flat=True).get(pk=key)
        address = reverse("admin:articles_article_revert", args=[key, chance.randint(1, version)])
        self.sent(client.post(address, {"version": version, "why": self.mark()}))
        self.did["asked to bring back"] += 1

    def deliver(self, chance: random.Random) -> None:
        mark = self.mark()
        names = chance.sample(range(ARTICLES), 2)
        options = {"overwrite": chance.random() < 0.5, "publish": chance.random() < 0.3}
        report = self.feed({f"r{name}": f"<p>{mark}</p>" for name in names}, **options)
        self.imported.add(mark)
        self.did["imported"] += sum(report.counts.values())
        time.sleep(chance.random())

    def run(self) -> None:
        Category.objects.get_or_create(name="Storms", slug="storms")
        self.begin()
        threads = [threading.Thread(target=self.person, args=[number]) for number in range(EDITORS)]
        threads.append(threading.Thread(target=self.wire))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    # Judgement ------------------------------------------------------------------------------

    def faults(self) -> Iterator[str]:
        yield from self.wrong
        for proved in prove():
            yield from map(str, proved.faults)
        reasons: Counter[str] = Counter()
        for key in self.keys:
            kept = list(Revision.objects.filter(article=key).order_by("number"))
            contents = [json.loads(one.content) for one in kept]
            for at in range(1, len(kept)):
                yield from self.unasked(kept[at], contents[at - 1], contents[at], contents)
                reasons.update(word for word in kept[at].why.split() if word in self.saves or word in self.refused)
        yield from (f"lost: {save} has {reasons[mark]} revisions" for mark, save in self.saves.items()
                    if reasons[mark] != 1)  # fmt: skip
        yield from (f"refused, and saved: {mark}" for mark in self.refused if reasons[mark])

    def unasked(self, one: Revision, before: dict, after: dict, contents: list[dict]) -> Iterator[str]:
        """What this revision changed and its maker did not mean to."""
        changed = {name for name in after if before.get(name) != after[name]}
        save = next((self.saves[word] for word in one.why.split() if word in self.saves), None)
        if one.action == "reverted":
            wanted = contents[int(one.why.split("revision ")[1].split(".")[0]) - 1]
            meant = {name for name in changed if after[name] == wanted[name]}
        elif save:
            meant = {save.field} | (BY_VERB if save.button != "_save" else set())
            if after[save.field] != save.value or one.number != save.opened + 1:
                yield f"lost: {save} is {after[save.field]!r} in revision {one.number}"
        elif one.action == "imported":
            meant = {"headline", "body", "published_at"} | BY_VERB
        else:
            meant = BY_VERB
        if changed - meant:
            yield f"unasked: article {one.article_id}, revision {one.number} ({one.action}) changed {changed - meant}"


def main() -> int:
    storm = Storm(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]))
    storm.run()
    faults = list(storm.faults())
    print("\n".join(faults))
    print(f"{Revision.objects.count()} revisions; {dict(storm.did)}")
    return 1 if faults or not storm.did["saved"] or not storm.did["imported"] else 0


if __name__ == "__main__":
    sys.exit(main())
