from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from articles.exchange import ninjs
from articles.exchange.records import BadRecord, Skipped
from articles.exchange.run import Options, import_paths
from articles.models import Article

ITEM = {
    "uri": "urn:item:1",
    "type": "text",
    "versioncreated": "2026-02-10T09:00:00Z",
    "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "Copper climbs"}],
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "value": "Plain."},
        {"role": "xhtml", "contenttype": "text/html", "value": "<body><p>Copper <b>rose</b>.</p></body>"},
    ],
}


def read(**fields):
    return ninjs.article(ITEM | fields)


def test_the_main_headline_and_the_html_body_are_taken():
    record = read()
    assert record.headline == "Copper climbs"
    assert record.body == "<p>Copper <strong>rose</strong>.</p>"
    assert record.published == datetime(2026, 2, 10, 9, tzinfo=UTC)
    assert (record.source_name, record.source_reference) == ("ninjs", "urn:item:1")


def test_version_one_has_single_fields():
    record = ninjs.article(
        {"uri": "http://a.example/1", "type": "text", "headline": "H", "body_text": "T", "body_xhtml": "<p>X</p>"}
    )
    assert (record.headline, record.body, record.source_url) == ("H", "<p>X</p>", "http://a.example/1")


def test_version_three_is_in_camel_case():
    bodies = [{"role": "main", "contentType": "text/html", "value": "<p>X</p>"}]
    item = {key: value for key, value in ITEM.items() if key != "versioncreated"}
    record = ninjs.article(item | {"versionCreated": "2026-02-10T09:00:00Z", "bodies": bodies, "copyrightHolder": "TT"})
    assert (record.body, record.published, record.source_name) == (
        "<p>X</p>", datetime(2026, 2, 10, 9, tzinfo=UTC), "TT",
    )  # fmt: skip


def test_plain_text_without_blank_lines_has_a_paragraph_a_line():
    bodies = [{"role": "text", "contenttype": "text/plain", "value": "One.\nTwo."}]
    assert read(bodies=bodies).body == "<p>One.</p>\n<p>Two.</p>"


def test_text_without_any_paragraph_is_one():
    bodies = [{"contenttype": "text/html", "value": "Bare <a href='https://a.example'>text</a>\n  here"}]
    assert read(bodies=bodies).body == '<p>Bare <a href="https://a.example">text</a> here</p>'


def test_the_headline_on_top_of_the_body_is_left_out():
    bodies = [{"contenttype": "text/html", "value": "<h1>Copper climbs</h1><div><p>It rose.</p></div>"}]
    assert read(bodies=bodies).body == "<p>It rose.</p>"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Paulo Santalucia and Frances d'Emilio", ["Paulo Santalucia", "Frances d'Emilio"]),
        ("Von Christian Hollmann, dpa", ["Christian Hollmann"]),
        ("By Ann Lee, Bo Ek and Cy Fox", ["Ann Lee", "Bo Ek", "Cy Fox"]),
        ("Trond Husø, The Anti-Doping Database", ["Trond Husø"]),
        ("NTB", ["NTB"]),
        ("", []),
    ],
)
def test_bylines_are_split_into_people(text, names):
    assert ninjs.byline(text) == names


@pytest.mark.parametrize("kind", ["picture", "audio", "video", "event", "graphic", "planning"])
def test_an_item_that_is_no_text_is_skipped_with_the_reason(kind):
    with pytest.raises(Skipped, match=f"an? {kind} item, not a text"):
        read(type=kind)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"bodies": []}, "without a body"),
        ({"headlines": []}, "without a headline"),
        ({"pubstatus": "canceled"}, "its status is canceled"),
    ],
)
def test_a_text_that_is_no_article_is_skipped_with_the_reason(fields, reason):
    with pytest.raises(Skipped, match=reason):
        read(**fields)


def test_a_wrong_type_is_told_by_the_field():
    with pytest.raises(BadRecord, match="versioncreated is 'soon'"):
        read(versioncreated="soon")
    with pytest.raises(BadRecord, match="uri must be a text"):
        read(uri=7)


def test_a_reference_that_is_too_long_stands_as_its_digest():
    assert read(uri="urn:" + "x" * 300).source_reference.startswith("sha256:")


def test_our_own_schema_is_not_taken_for_ninjs(story):
    assert not ninjs.is_ninjs(story(type="article", uri="x"))
    assert not ninjs.is_ninjs(story())
    assert ninjs.is_ninjs(ITEM)


@pytest.mark.django_db
def test_the_category_is_that_of_a_subject_if_there_is_one_else_news(import_records):
    import_records({"type": "category", "name": "Technology"})
    subjects = [{"name": "United States"}, {"name": "Technology"}]
    import_records(ITEM | {"subjects": subjects}, ITEM | {"uri": "urn:item:2"})
    assert [article.category.name for article in Article.objects.order_by("pk")] == ["Technology", "News"]


@pytest.mark.django_db
def test_the_category_of_the_command_comes_first(import_records):
    import_records(ITEM, category="Wire")
    assert Article.objects.get().category.name == "Wire"


@pytest.mark.django_db
def test_an_older_version_is_skipped_and_a_newer_one_updates(import_records):
    import_records(ITEM)
    (skipped,) = import_records(ITEM | {"versioncreated": "2026-02-10T08:00:00Z"}).skipped
    assert "an older version than the one that is stored" in skipped
    newer = ITEM | {"versioncreated": "2026-02-10T10:00:00Z", "firstcreated": "2026-02-10T09:00:00Z"}
    assert next(import_records(newer).lines("article")).startswith("article: 0 created, 1 updated")
    assert Article.objects.get().updated_at == datetime(2026, 2, 10, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_every_real_file_is_an_article_or_skipped_with_a_reason(shared_data, tmp_path):
    folder = shared_data / "wire" / "ninjs"
    options = Options(publish=True, rejects=tmp_path / "rejects.jsonl")
    report = import_paths([folder], options)
    files = len(list(folder.rglob("*.json")))
    assert next(report.lines("article")) == "article: 8 created, 0 updated, 7 unchanged, 19 skipped, 0 failed"
    assert files == 8 + 7 + 19
    assert all(": a" in line for line in report.skipped)
    assert Article.objects.published().count() == 8
    again = import_paths([folder], options)
    assert next(again.lines("article")) == "article: 0 created, 0 updated, 15 unchanged, 19 skipped, 0 failed"


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["1.4", "2.1", "3.0"])
def test_each_version_by_itself_gives_the_same_kind_of_article(shared_data, version):
    import_paths([shared_data / "wire" / "ninjs" / version], Options(write_rejects=False))
    article = Article.objects.get(source_reference="http://ninjs.example.com/newsitems/20130709simp123")
    assert article.headline == "Captain of wrecked cruise ship on trial in Italy"
    assert article.body.startswith("<p>GROSSETO, Italy (AP)")
    assert [byline.author.name for byline in article.bylines.all()] == ["Paulo Santalucia", "Frances d'Emilio"]
    assert article.published_at == datetime(2013, 7, 9, 10, 37, tzinfo=UTC)


def test_no_headline_is_repeated_in_a_body(shared_data):
    for path in sorted((shared_data / "wire" / "ninjs").rglob("*.json")):
        try:
            record = ninjs.article(json.loads(path.read_bytes()))
        except Skipped:
            continue
        assert not record.body.startswith(f"<h2>{record.headline}")
        assert "<p>" in record.body
