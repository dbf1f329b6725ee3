"""A correction is with every reader two seconds after its commit, whatever stands before the site, under load.

Versions follow each other faster than that: of each it is known when the next was committed, and when it was last asked
for and seen. CHANGES=200 makes more of them.
"""

from __future__ import annotations

import contextlib
import os
from typing import Any

from make.nginx import NAME, temporary_nginx
from make.ports import free_port
from make.temporary_site import copy_of
from make.varnish import temporary_varnish
from tests.stack.conftest import served_at_its_name
from tests.stack.doors import plain, secure
from tests.stack.running import program, readers

CHANGES = int(os.environ.get("CHANGES") or 40)
#: Seconds between two changes, give or take.
PAUSE = 0.25
WITHIN = 2.0


def watched(environment: dict[str, str], doors: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Readers of every door while an editor corrects: what each door showed too long, and what it failed to."""
    with program("tests.stack.editing", str(CHANGES), str(PAUSE), environment=environment) as editor:
        article = editor.stdout.readline().strip()
        # Others read other pages, so that the site has to do.
        elsewhere = ["/", "/articles/", "/tickers/", "/markets/", "/about/", "/search/?q=memory"]
        with readers(doors, [article], each=6, every=0.05) as those, readers(doors, elsewhere, each=2, every=0.05):
            editor.stdin.write("\n")
            editor.stdin.flush()
            committed = {int(number): float(at) for number, at in (line.split() for line in editor.stdout)}
    assert len(committed) == CHANGES
    assert not those.failed()
    late = {}
    for name, seen in those.doors.items():
        versions = {int(mark.rpartition(" ")[2]): last for mark, last in seen["last"].items()}
        assert max(versions) == CHANGES, f"{name} never showed the last version"
        ages = {number: last - committed[number + 1] for number, last in versions.items() if number < CHANGES}
        print(f"{name}: {seen['statuses']}, {len(versions)} versions, the old one {max(ages.values()):.2f} s long")
        late[name] = [f"version {number} {age:.2f} s after the next" for number, age in ages.items() if age >= WITHIN]
    return late


def test_behind_varnish_that_is_told(edition, database, tmp_path):
    port = free_port()
    told = {"PURGED_CACHES": "varnish", "VARNISH_URLS": f"http://127.0.0.1:{port}"}
    with contextlib.ExitStack() as stack:
        folder = copy_of(edition, tmp_path / "site")
        site = stack.enter_context(served_at_its_name(folder, DATABASE_URL=database, WEB_WORKERS="2", **told))
        own = int(site.environment["PORT"])
        varnish = stack.enter_context(temporary_varnish(tmp_path / "varnish", own, NAME, port))
        nginx = stack.enter_context(temporary_nginx(tmp_path / "nginx", varnish.port, site.folder))
        doors = [plain("site", own), plain("varnish", varnish.port), secure("nginx before varnish", nginx)]
        late = watched(site.environment, doors)
    assert late == {door["name"]: [] for door in doors}


def test_behind_nginx_that_cannot_be_told(edition, database, tmp_path):
    with contextlib.ExitStack() as stack:
        folder = copy_of(edition, tmp_path / "site")
        site = stack.enter_context(served_at_its_name(folder, DATABASE_URL=database, WEB_WORKERS="2"))
        own = int(site.environment["PORT"])
        nginx = stack.enter_context(temporary_nginx(tmp_path / "nginx", own, site.folder))
        doors = [plain("site", own), secure("nginx", nginx)]
        late = watched(site.environment, doors)
    assert late == {door["name"]: [] for door in doors}
