"""What holds for the whole suite: folders of its own, and no skipping where changes are judged."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase, override_settings

from articles import revision_schema
from make.temporary_site import temporary_site
from staff import audit_schema

#: Tables that the database keeps from changes.
GUARDED = [revision_schema.GUARD, audit_schema.GUARD]

#: What migrations put into the database, kept when it is made.
AS_MIGRATED: list[str] = []

#: Folders and files whose tests start browsers, servers and processes that are killed: each takes seconds.
LONG = ("tests/browser/", "tests/articles/storms/", "tests/newssite/", "tests/articles/exchange/test_two_processes.py")

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory):
    """No test reads or writes `var/`; static files keep their plain names, with nothing to collect."""
    folder = tmp_path_factory.mktemp("var")
    (folder / "static").mkdir()
    (folder / "uploads").mkdir()
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # A job is done where it is asked for; tests of the worker itself run one.
    tasks = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    folders = {"STATIC_ROOT": folder / "static", "MEDIA_ROOT": folder / "uploads"}
    with override_settings(**folders, STORAGES=storages, TASKS=tasks):
        yield folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        AS_MIGRATED.append(connection.creation.serialize_db_to_string())


def empty(self):
    """A test of transactions empties every table in the end; what keeps some of them steps aside for that alone.

    The search table, which Django does not know of, goes with the documents (`allow_cascade`). What migrations
    put into the database, such as groups, is put back: another file's tests come next. Numbers go on counting,
    as PostgreSQL would give those of what is put back a second time.
    """
    for guard in GUARDED:
        guard.drop(connection)
    try:
        options = {"allow_cascade": True, "inhibit_post_migrate": True, "reset_sequences": False}
        call_command("flush", verbosity=0, interactive=False, **options)
        connection.creation.deserialize_db_from_string(AS_MIGRATED[0])
        # Of the groups that were just put back, and of the pages that they touched.
        apps.get_model("staff", "AuditEntry").objects.all().delete()
        apps.get_model("edge", "Purge").objects.all().delete()
    finally:
        for guard in GUARDED:
            guard.create(connection)


TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="session")
def edition(tmp_path_factory) -> Path:
    """The folder of a site after its first start, sample edition and all. To be copied, never served.

    That start takes seconds, so the first worker to ask makes it for all of them.
    """
    everybodys = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        everybodys = everybodys.parent
    made = everybodys / "edition.made"
    with (everybodys / "edition.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with temporary_site(everybodys / "edition") as site:
                # The sizes of its pictures too, so that no copy's worker is busy with them.
                site.manage("db_worker", "--batch", "--verbosity", "0")
                made.touch()
    return everybodys / "edition"


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI a skipped test is a failed one: nobody would see that it did not run."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped in CI, but this was. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Tests of one database are left out on the other, and it is said how many. Long ones come first, so that
    two workers end at about the same time.
    """
    vendor = connection.vendor
    kept, left = [], []
    for item in items:
        marker = item.get_closest_marker("only_on")
        (left if marker and marker.args[0] != vendor else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
