"""An import meets an article that the newsroom changed since the last one."""

from __future__ import annotations

import json

import pytest

from articles.models import Article, Correction, KeyPoint, Revision, TickerSentiment
from articles.workflow import publish, record, withdraw
from tests.factories import make_article, make_author, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db
REFERENCE = {"source_name": "Wire", "source_reference": "1"}
FULL = REFERENCE | {
    "dek": "It rose.",
    "key_points": ["One.", "Two."],
    "risks": ["It may rain."],
    "corrections": [{"note": "It was zinc.", "at": "2026-02-11T09:00:00Z"}],
    "authors": ["Ann Lee"],
}


@pytest.fixture
def article(import_records, story):
    """Imported, with every part."""
    import_records(story(**FULL))
    return Article.objects.get()


@pytest.fixture
def again(import_records, story):
    """The same record with other values, and how often each outcome came."""

    def run(overwrite=False, **fields):
        report = import_records(story(**FULL | fields), overwrite=overwrite)
        return report.lines("article").__next__().removeprefix("article: "), report.skipped

    return run


def edit(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    record(article, by=make_user("Editor"))


UPDATED, SKIPPED = "0 created, 1 updated", "0 created, 0 updated, 0 unchanged, 1 skipped"


def test_an_editor_s_words_stay_where_the_input_has_others(article, again):
    edit(article, dek="It rose a lot.")
    said, reasons = again(body="<p>Other.</p>", dek="It rose, they say.")
    assert said.startswith(SKIPPED)
    assert reasons[0].endswith(
        "“Copper climbs” was changed in the newsroom since it was last imported (Dek), and stays as it is; "
        "--overwrite would take the input's."
    )
    stored = Article.objects.get()
    assert (stored.dek, stored.body) == ("It rose a lot.", "<p>Copper rose.</p>")


def test_even_where_the_input_says_still_what_it_said_before(article, again):
    edit(article, dek="It rose a lot.")
    assert again(body="<p>Other.</p>")[0].startswith(SKIPPED)
    assert Article.objects.get().dek == "It rose a lot."


def test_a_skipped_record_leaves_no_revision_and_is_met_again(article, again):
    edit(article, dek="It rose a lot.")
    again(body="<p>Other.</p>")
    assert again(body="<p>Other.</p>")[0].startswith(SKIPPED)
    assert Revision.objects.filter(article=article.pk).count() == 2


def test_asked_to_the_input_is_taken_and_the_editor_s_words_stay_in_the_history(article, again):
    edit(article, dek="It rose a lot.")
    assert again(overwrite=True, body="<p>Other.</p>")[0].startswith(UPDATED)
    assert Article.objects.get().dek == "It rose."
    kept = Revision.objects.filter(article=article.pk)
    assert json.loads(kept[1].content)["dek"] == "It rose a lot."
    assert (kept[2].action, kept[2].why) == ("imported", "Over what the newsroom had changed: Dek.")


def test_what_the_input_does_not_name_may_be_the_editor_s(import_records, story):
    import_records(story(**REFERENCE))
    article = Article.objects.get()
    edit(article, summary="By an editor.")
    import_records(story(**REFERENCE, body="<p>Other.</p>"))
    stored = Article.objects.get()
    assert (stored.summary, stored.body) == ("By an editor.", "<p>Other.</p>")


def test_status_is_no_word_of_anybody(article, again):
    publish(article, by=make_user("Editor"))
    withdraw(article, by=make_user("Editor"))
    assert again(body="<p>Other.</p>")[0].startswith(UPDATED)
    assert Article.objects.get().status == "withdrawn"


def test_an_editor_who_says_the_same_as_the_input_is_in_nobody_s_way(article, again):
    edit(article, dek="It fell.")
    assert again(dek="It fell.")[0].startswith(UPDATED)


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (lambda one: one.key_points.filter(position=2).update(text="Two, and more."), "Key points"),
        (lambda one: one.risk_statements.update(text="It will rain."), "Risks"),
        (lambda one: one.bylines.update(author=make_author()), "Authors"),
        (lambda one: Correction.objects.create(article=one, note="It was tin."), "Corrections"),
    ],
    ids=["key points", "risks", "authors", "corrections"],
)
def test_parts_are_words_too(article, again, change, label):
    change(article)
    record(article)
    said, reasons = again(body="<p>Other.</p>")
    assert said.startswith(SKIPPED)
    assert f"({label})" in reasons[0]


def test_a_ticker_that_an_editor_added_stays_beside_those_of_the_input(import_records, story):
    import_records(story(**REFERENCE))
    article = Article.objects.get()
    TickerSentiment.objects.create(article=article, ticker=make_ticker(symbol="CU"), reason="It digs.")
    record(article)
    make_ticker(symbol="AU", exchange="NYSE")
    import_records(story(**REFERENCE, body="<p>Gold (NYSE:AU) rose.</p>"))
    assert {tagged.ticker.symbol for tagged in article.ticker_sentiments.all()} == {"CU", "AU"}


def test_a_ticker_that_an_editor_judged_is_not_judged_anew(import_records, story):
    make_ticker(symbol="CU", exchange="NYSE")
    tickers = [{"ticker": "NYSE:CU", "sentiment": "positive"}]
    import_records(story(**REFERENCE, tickers=tickers))
    article = Article.objects.get()
    article.ticker_sentiments.update(sentiment="negative")
    record(article)
    (reason,) = import_records(story(**REFERENCE, tickers=tickers, body="<p>Other.</p>")).skipped
    assert "(Ticker sentiment)" in reason


def test_a_bullet_tied_to_a_tracked_risk_is_no_other_bullet(article, again):
    article.risk_statements.update(risk=make_risk())
    record(article)
    assert again(body="<p>Other.</p>")[0].startswith(UPDATED)
    assert article.risk_statements.get().risk is not None


def test_an_article_that_was_written_here_and_bears_the_reference_stays(import_records, story):
    make_article(**REFERENCE, headline="Ours")
    (reason,) = import_records(story(**REFERENCE)).skipped
    assert "“Ours” was changed in the newsroom" in reason
    assert Article.objects.get().headline == "Ours"


def test_after_an_import_over_it_the_next_one_goes_on_as_usual(article, again):
    edit(article, dek="It rose a lot.")
    again(overwrite=True, body="<p>Other.</p>")
    assert again(body="<p>Yet another.</p>")[0].startswith(UPDATED)


def test_an_import_of_what_nobody_edited_asks_for_no_contents(article, again, monkeypatch):
    from articles.exchange import edited

    monkeypatch.setattr(edited, "content_now", lambda article: pytest.fail("It was asked for."))
    KeyPoint.objects.all().delete()  # past the workflow, so nobody is told
    assert again(body="<p>Other.</p>")[0].startswith(UPDATED)
