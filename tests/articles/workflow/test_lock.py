"""Whoever changes an article locks it, and lets those by who only write beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from articles.admin.collision import keep
from articles.models import KeptText
from articles.workflow.rules import lock
from tests.factories import make_article, make_user


@pytest.mark.only_on("postgresql", reason="SQLite has one writer, and nobody who waits for another")
@pytest.mark.django_db(transaction=True)
def test_text_is_kept_while_a_colleague_saves_its_article():
    article, elena = make_article(), make_user("Editor", username="elena")

    def keep_by_another_connection():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        keep(elena, "form-of-test", article, {"headline": "Kept"})
        connection.close()

    with ThreadPoolExecutor(1) as other, transaction.atomic():
        lock(article)
        other.submit(keep_by_another_connection).result()
    assert KeptText.objects.get().headline == "Kept"
