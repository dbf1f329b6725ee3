"""A whole site with two workers: a change in a third process reaches both."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit

import pytest

from make.pages import kinds
from make.temporary_site import copy_of, temporary_site

#: A correction, as an editor's save makes it; the moment of its commit is the last thing that is said.
CORRECT = """
import time
from articles import workflow
from articles.models import Article
article = Article.objects.get(slug={slug!r})
article.headline = {headline!r}
article.save()
workflow.record(article)
print(time.time())
"""


@pytest.fixture(scope="module")
def site(edition, tmp_path_factory):
    folder = copy_of(edition, tmp_path_factory.mktemp("workers") / "site")
    with temporary_site(folder, WEB_WORKERS="2") as running:
        yield running


def read(site, path):
    """Over a connection of its own, so that either worker may answer."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def test_a_change_in_another_process_is_seen_by_both_workers_within_a_second(site):
    path = kinds(site.url)["article"]
    for _ in range(30):
        read(site, path)
    correct = CORRECT.format(slug=path.strip("/").rpartition("/")[2], headline="Corrected within a second")
    committed = float(site.manage("shell", "--no-imports", "-c", correct).split()[-1])
    time.sleep(max(0.0, committed + 1.05 - time.time()))
    assert all("Corrected within a second" in read(site, path)[1] for _ in range(40))
