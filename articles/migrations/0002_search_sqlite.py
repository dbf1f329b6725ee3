"""SQLite's search table: FTS5 over the documents, kept by triggers. Other databases skip it."""

from django.db import migrations

COLUMNS = "headline, dek, summary, key_points, body, risks, tickers"
NEW = ", ".join(f"new.{name}" for name in COLUMNS.split(", "))
OLD = ", ".join(f"old.{name}" for name in COLUMNS.split(", "))
REMOVE = f"INSERT INTO articles_search(articles_search, rowid, {COLUMNS}) VALUES ('delete', old.article_id, {OLD});"
ADD = f"INSERT INTO articles_search(rowid, {COLUMNS}) VALUES (new.article_id, {NEW});"

FORWARDS = [
    f"""CREATE VIRTUAL TABLE articles_search USING fts5(
        {COLUMNS}, content='articles_searchdocument', content_rowid='article_id',
        tokenize="porter unicode61 remove_diacritics 2")""",
    f"CREATE TRIGGER articles_search_add AFTER INSERT ON articles_searchdocument BEGIN {ADD} END",
    f"CREATE TRIGGER articles_search_remove AFTER DELETE ON articles_searchdocument BEGIN {REMOVE} END",
    f"CREATE TRIGGER articles_search_change AFTER UPDATE ON articles_searchdocument BEGIN {REMOVE} {ADD} END",
]
BACKWARDS = [
    "DROP TRIGGER articles_search_change",
    "DROP TRIGGER articles_search_remove",
    "DROP TRIGGER articles_search_add",
    "DROP TABLE articles_search",
]


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in FORWARDS:
            schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in BACKWARDS:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
