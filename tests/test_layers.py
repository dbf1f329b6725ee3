"""The floors of the house: who may import whom. Imports inside functions count too.

A module may import what stands on its own floor or on one before it. Left out are imports for
type checking only, which do not run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PACKAGES = [{"edge", "backups"}, {"staff"}, {"articles"}, {"markets"}, {"readers"}, {"newssite"}]
#: `articles` from the ground up. Whoever adds a module says here on which floor it stands.
IN_ARTICLES = [
    {"choices", "names", "clock", "symbols", "text", "body", "differences", "due", "pictures", "fields", "paths"},
    {"querysets"},
    {"search_schema", "revision_schema", "rows", "jobs", "prepared"},
    {"models", "signals", "migrations"},
    {
        "search",
        "revisions",
        "related",
        "heartbeats",
        "coverage",
        "cards",
        "unused_pictures",
        "structured_data",
        "front_page",
        "sharing",
    },
    {"proofing"},
    {"workflow", "exchange"},
    {"filters", "paging", "chrome", "forms"},
    {
        "views",
        "feeds",
        "sitemaps",
        "admin",
        "templatetags",
        "management",
        "converters",
        "receivers",
        "checks",
        "desk",
        "touched",
    },
    {"urls", "apps"},
]


def floor_of(name: str, floors: list[set[str]]) -> int | None:
    return next((number for number, floor in enumerate(floors) if name in floor), None)


def sources(*packages: str) -> list[Path]:
    return sorted(file for package in packages for file in (ROOT / package).rglob("*.py"))


def imported(source: str, package: str) -> Iterator[str]:
    """Dotted names of everything that the source imports, relative imports made absolute."""
    tree = ast.parse(source)
    exempt = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).rpartition(".")[2] == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in exempt:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base]).rstrip(".")
            # `from articles import text` imports the module articles.text.
            yield from (f"{base}.{alias.name}" for alias in node.names)


def wrong_imports(module: str, source: str) -> list[str]:
    """A sentence for each import that goes up. `module` is dotted, such as articles.views.lists."""
    return [
        f"{module} imports {target}, which stands above it"
        for target in imported(source, module.rpartition(".")[0])
        if goes_up(module.split("."), target.split("."))
    ]


def goes_up(module: list[str], target: list[str]) -> bool:
    mine, theirs = floor_of(module[0], PACKAGES), floor_of(target[0], PACKAGES)
    if mine is None or theirs is None:
        return False
    if module[0] != "articles" or target[0] != "articles":
        return theirs > mine
    if len(module) < 2 or len(target) < 2:
        return False
    own, other = floor_of(module[1], IN_ARTICLES), floor_of(target[1], IN_ARTICLES)
    return own is not None and other is not None and other > own


def dotted(file: Path) -> str:
    """articles/models/__init__.py is articles.models.__init__: its relative imports start there."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def test_every_import_goes_down():
    assert [
        wrong
        for file in sources("edge", "backups", "staff", "articles", "markets", "readers", "newssite")
        for wrong in wrong_imports(dotted(file), file.read_text())
    ] == []


def test_every_module_of_articles_has_a_floor():
    names = {file.relative_to(ROOT / "articles").with_suffix("").parts[0] for file in sources("articles")}
    assert {name for name in names if floor_of(name, IN_ARTICLES) is None} == {"__init__"}


def test_the_lowest_floor_of_all_imports_nothing_of_ours():
    found = imported((ROOT / "articles/choices.py").read_text(), "articles")
    assert [name for name in found if floor_of(name.split(".")[0], PACKAGES) is not None] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("edge.public", "from articles.models import Article"),
        ("articles.views.lists", "import markets.models"),
        ("markets.views", "from newssite import settings"),
        ("articles.querysets", "from articles.models import Article"),
        ("articles.models.article", "from articles import search"),
        ("articles.models.article", "def save(self):\n    from articles.workflow import publish"),
        ("articles.models.article", "try:\n    import articles.search.engine\nexcept ImportError: pass"),
        ("articles.models.article", "from ..views import lists"),
        ("articles.models.__init__", "from ..search import engine"),
        ("articles.search.engine", "from articles.filters import ArticleFilter"),
        ("articles.views.lists", "from articles import urls"),
        ("articles.text", "if not TYPE_CHECKING:\n    from articles.models import Article"),
        ("articles.text", "if TYPE_CHECKING:\n    pass\nelse:\n    from articles.models import Article"),
    ],
)
def test_a_planted_wrong_import_is_noticed(module, source):
    assert len(wrong_imports(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("articles.models.article", "from articles.models.author import Author"),
        ("articles.models.article", "from .author import Author"),
        ("articles.querysets", "if TYPE_CHECKING:\n    from articles.models import Article"),
        ("articles.querysets", "if typing.TYPE_CHECKING:\n    from articles.models import Article"),
        ("articles.apps", "def ready(self):\n    from articles import receivers"),
        ("markets.models.quote", "from articles.models import Ticker"),
        ("newssite.urls", "from markets import urls"),
        ("articles.text", "import json, django.urls"),
    ],
)
def test_a_right_import_is_left_alone(module, source):
    assert wrong_imports(module, source) == []
