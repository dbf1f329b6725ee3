"""A small backup, and an empty site that it is not brought back to."""

from __future__ import annotations

import pytest

from tests.backups.sites import backup, manage, new_site, python

FILL = """
from articles import workflow
from articles.models import Article, Category
for n in range(3):
    article = Article.objects.create(headline=f"Copper {n}", slug=f"copper-{n}", body="<p>It rose.</p>",
                                     category=Category.objects.get_or_create(name="Metals", slug="metals")[0])
    workflow.publish(article)
"""


@pytest.fixture(scope="package")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    site = new_site(folder / "var")
    picture = folder / "var" / "uploads" / "articles" / "0a" / "picture.webp"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"not really a picture" * 1000)
    manage(site, "migrate", "--verbosity", "0")
    python(site, FILL)
    return backup(site, folder / "site.tar")


@pytest.fixture(scope="package")
def empty(tmp_path_factory):
    site = new_site(tmp_path_factory.mktemp("empty") / "var")
    manage(site, "migrate", "--verbosity", "0")
    return site
