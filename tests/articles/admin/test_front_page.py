from __future__ import annotations

import pytest

from articles.models import FrontPageSlot
from tests.articles.admin.newsroom import errors, send, sign_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/frontpageslot/add/"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


def test_an_editor_chooses_the_lead(editor):
    article = make_article()
    send(editor, ADD, position=1, article=article.pk)
    assert str(FrontPageSlot.objects.get()) == f"Lead: {article}"


def test_only_published_articles_stand_there(editor):
    response = send(editor, ADD, position=1, article=make_article(published=False).pk)
    assert errors(response) == {"article": ["Only published articles can stand on the front page."]}


def test_a_place_and_an_article_are_given_once(editor):
    first, second = make_article(), make_article()
    send(editor, ADD, position=1, article=first.pk)
    assert list(errors(send(editor, ADD, position=1, article=second.pk))) == ["position"]
    assert list(errors(send(editor, ADD, position=2, article=first.pk))) == ["article"]
