"""An older revision is brought back: what comes, what stays, what refuses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.redirects.models import Redirect
from django.utils import timezone
from PIL import Image

from articles.choices import Status
from articles.models import (
    Article,
    Byline,
    Correction,
    KeyPoint,
    PinnedRelated,
    Revision,
    RiskStatement,
    TickerSentiment,
)
from articles.search import find
from articles.workflow import Refused, delete, publish, record, revert, submit, withdraw
from tests.factories import make_article, make_author, make_category, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("Editor")


def rewritten(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    record(article)
    return article


def test_every_part_comes_back():
    article, author, ticker, risk, other = (
        make_article(published=False), make_author(), make_ticker(), make_risk(), make_article()
    )  # fmt: skip
    Byline.objects.create(article=article, author=author, position=1)
    for position, text in enumerate(["First.", "Second."], 1):
        KeyPoint.objects.create(article=article, text=text, position=position)
    RiskStatement.objects.create(article=article, text="Rain.", risk=risk, position=1)
    TickerSentiment.objects.create(article=article, ticker=ticker, sentiment="negative", role="mention", reason="Why")
    PinnedRelated.objects.create(article=article, related=other, position=1)
    record(article)
    before = Revision.objects.get(article=article.pk).content
    for part in (article.bylines, article.key_points, article.risk_statements, article.ticker_sentiments):
        part.all().delete()
    article.pinned.all().delete()
    KeyPoint.objects.create(article=article, text="Other.", position=1)
    rewritten(article, headline="Other", dek="Other", summary="Other", body="<p>Other.</p>", category=make_category())
    assert revert(article, 1)
    last = Revision.objects.filter(article=article.pk).last()
    assert (last.number, last.action, last.why) == (3, "reverted", "Brought back from revision 1.")
    assert last.content == before


def test_the_reason_and_the_person_are_kept(editor):
    article = rewritten(make_article(headline="Right"), headline="Wrong")
    revert(article, 1, by=editor, why="The name was right.")
    last = Revision.objects.filter(article=article.pk).last()
    assert (last.account, last.why) == (editor.pk, "Brought back from revision 1. The name was right.")
    assert find("right", 9) == [article.pk]


def test_links_keep_the_date_of_their_article():
    article, ticker = make_article(), make_ticker()
    TickerSentiment.objects.create(article=article, ticker=ticker)
    record(article)
    article.ticker_sentiments.all().delete()
    record(article)
    revert(article, 2)
    assert article.ticker_sentiments.get().listed_at == article.published_at


def test_status_dates_and_source_stay():
    article = make_article(published=False, source_name="Wire", source_reference="1")
    record(article)
    publish(article)
    rewritten(article, source_reference="2", headline="Later")
    published_at = article.published_at
    revert(article, 1)
    article.refresh_from_db()
    assert (article.status, article.published_at, article.source_reference) == (Status.PUBLISHED, published_at, "2")
    assert article.headline != "Later"


def test_the_address_of_an_article_that_was_public_stays_and_no_redirect_is_made():
    article = make_article(slug="first")
    rewritten(article, slug="second", headline="Later")
    withdraw(article)
    revert(article, 1)
    article.refresh_from_db()
    assert article.slug == "second"
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(("taken", "slug"), [(False, "first"), (True, "second")])
def test_a_draft_takes_its_old_slug_where_it_is_free(taken, slug):
    article = make_article(published=False, slug="first")
    record(article)
    rewritten(article, slug="second", headline="Later")
    if taken:
        make_article(slug="first")
    revert(article, 1)
    assert Article.objects.get(pk=article.pk).slug == slug


def test_corrections_stay():
    article = make_article()
    Correction.objects.create(article=article, note="It was zinc.")
    rewritten(article, headline="Corrected")
    revert(article, 1)
    assert article.corrections.get().note == "It was zinc."


def test_bringing_back_what_is_there_changes_nothing():
    article = make_article()
    record(article)
    before = Article.objects.values().get(pk=article.pk)
    assert not revert(article, 1)
    assert Article.objects.values().get(pk=article.pk) == before
    assert article.version == 2


def test_without_what_is_gone_a_sentence_says_so():
    category = make_category(name="Metals")
    article = make_article(category=category, headline="Copper")
    author = make_author(name="Ann")
    Byline.objects.create(article=article, author=author, position=1)
    record(article)
    article.bylines.all().delete()
    rewritten(article, category=make_category())
    category.delete()
    author.delete()
    with pytest.raises(Refused) as refusal:
        revert(article, 2)
    assert str(refusal.value) == (
        "Revision 2 cannot be brought back, for it has the category “Metals” and the author “Ann”, which are gone. "
        "Copy what you need of it by hand."
    )


def pictured(name):
    """An article that had this picture in its first revision, and has none now."""
    article = make_article(published=False)
    for picture in (name, ""):
        Article.objects.filter(pk=article.pk).update(picture=picture)
        record(article)
    return article


def test_a_picture_comes_back_with_its_measures(settings):
    folder = Path(settings.MEDIA_ROOT) / "articles"
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (16, 9)).save(folder / "there.webp")
    article = pictured("articles/there.webp")
    revert(article, 1)
    stored = Article.objects.get(pk=article.pk)
    assert (stored.picture.name, stored.picture_width, stored.picture_height) == ("articles/there.webp", 16, 9)


def test_a_picture_that_is_gone_refuses():
    with pytest.raises(Refused, match=r"the picture articles/gone.webp, which is gone"):
        revert(pictured("articles/gone.webp"), 1)


def test_a_tracked_risk_and_a_related_article_that_are_gone_are_left_out_and_named():
    article, other, risk = make_article(), make_article(published=False, headline="Tin"), make_risk(title="Rain")
    RiskStatement.objects.create(article=article, text="It may rain.", risk=risk, position=1)
    PinnedRelated.objects.create(article=article, related=other, position=1)
    record(article)
    rewritten(article, headline="Later")
    delete(other)
    risk.delete()
    revert(article, 2)
    assert article.risk_statements.get().text == "It may rain."
    assert article.pinned.count() == 0
    assert Revision.objects.filter(article=article.pk).last().why == (
        "Brought back from revision 2. Without the tracked risk “Rain”, which is gone. "
        "Without the related article “Tin”, which is gone."
    )


def test_a_published_article_keeps_a_body():
    article = make_article(published=False, body="")
    record(article)
    rewritten(article, body="<p>Now.</p>")
    publish(article)
    with pytest.raises(Refused, match="Revision 1 has no body"):
        revert(article, 1)


def test_a_revision_that_is_not_there_is_refused():
    with pytest.raises(Refused, match="has no revision 9"):
        revert(make_article(), 9)


def test_over_a_newer_version_than_was_looked_at_it_is_refused():
    article = rewritten(make_article(), headline="Second")
    record(Article.objects.get(pk=article.pk))
    with pytest.raises(Refused, match="Somebody saved “Second” meanwhile"):
        revert(article, 1, version=2)


#: Whom each state lets bring back what was.
TABLE = {
    "Reporter, own": ("draft", "review"),
    "Reporter, of others": (),
    "Editor": ("draft", "review", "scheduled", "published", "withdrawn"),
    "Chief editor": ("draft", "review", "scheduled", "published", "withdrawn"),
    "nobody's": (),
}


@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "published", "withdrawn"])
@pytest.mark.parametrize("role", TABLE)
def test_who_brings_back_in_which_state(role, state):
    group = role.split(",")[0]
    by = make_user(*([] if group == "nobody's" else [group]))
    article = make_article(published=False, created_by=by if "own" in role else None, headline="First")
    record(article)
    rewritten(article, headline="Second")
    if state == "review":
        submit(article)
    elif state != "draft":
        publish(article, at=timezone.now() + timedelta(days=1 if state == "scheduled" else -1))
    if state == "withdrawn":
        withdraw(article)
    if state in TABLE[role]:
        assert revert(article, 1, by=by)
    else:
        with pytest.raises(Refused):
            revert(article, 1, by=by)
    assert Article.objects.get(pk=article.pk).headline == ("First" if state in TABLE[role] else "Second")
