"""What `DATABASE_URL` may hold, and that a refusal never shows a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from newssite import env
from newssite.env_database import database

DEFAULT = Path("a.db")


def test_without_it_the_default_file_of_sqlite(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    assert database("X", DEFAULT)["ENGINE"] == "django.db.backends.sqlite3"
    assert database("X", DEFAULT)["NAME"] == DEFAULT


@pytest.mark.parametrize(
    ("held", "path"),
    [
        ("sqlite:////srv/news/db.sqlite3", Path("/srv/news/db.sqlite3")),
        ("sqlite:///data/news.db", env.ROOT / "data" / "news.db"),
    ],
)
def test_a_file_of_sqlite(monkeypatch, held, path):
    monkeypatch.setenv("X", held)
    assert database("X", DEFAULT)["NAME"] == path


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_with_all_its_parts(monkeypatch, scheme):
    monkeypatch.setenv("X", f"{scheme}://me:p%40ss%2F@db.example:6432/the%20news?sslmode=verify-full")
    found = database("X", DEFAULT)
    parts = {name: found[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert parts == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "the news",
        "USER": "me",
        "PASSWORD": "p@ss/",
        "HOST": "db.example",
        "PORT": "6432",
    }
    assert found["OPTIONS"]["sslmode"] == "verify-full"


def test_postgresql_over_a_socket(monkeypatch):
    monkeypatch.setenv("X", "postgres:///news?host=/run/postgresql")
    found = database("X", DEFAULT)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/postgresql", "", "news")


@pytest.mark.parametrize(
    "held",
    [
        "sqlite:///",
        "sqlite://x",
        "/srv/news/db.sqlite3",
        "mysql://me:hush@db/news",
        "postgres://me:hush@db",
        "postgres://me:hush@db/",
        "postgres://me:hush@db/a/b",
        "postgres://me:hush@db:port/news",
        "postgres://me:hush@db/news?options=-cfsync=off",
        "postgres://me:hush@db/news?sslmode",
        "postgres://me:hush@[::1/news",
    ],
)
def test_anything_else_is_refused_without_repeating_a_password(monkeypatch, held):
    monkeypatch.setenv("X", held)
    with pytest.raises(env.EnvironmentValueError) as refused:
        database("X", DEFAULT)
    said = str(refused.value)
    assert said.startswith("X ")
    assert "hush" not in said
