"""What the documents promise is there: every variable, every make target, every command, every link."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parent.parent
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SOURCES = ("env.", "env_database.", "env_redis.address")
CODE = re.compile(r"`([^`]+)`|^```.*?^```", re.MULTILINE | re.DOTALL)


def names(documents: list[Path]) -> list[str]:
    return [str(document.relative_to(ROOT)) for document in documents]


def variables_read() -> set[str]:
    """The first argument of every call of `newssite.env` and `env_database` in the settings."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / "newssite" / "settings.py").read_text())):
        if isinstance(node, ast.Call) and (reader := ast.unparse(node.func)).startswith(SOURCES):
            name = ast.literal_eval(node.args[0])
            found |= {name, f"{name}_FILE"} if reader in ("env.secret", "env.key") else {name}
    return found


def variables_documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def test_every_variable_is_documented_and_every_documented_variable_is_read():
    assert variables_read() == variables_documented()
    assert "PORT" in variables_read()


def test_every_target_is_listed_by_make_help():
    listed = set(re.findall(r"^([a-z][a-z-]*):.*## \S", MAKEFILE, re.MULTILINE))
    assert targets() - listed == {"venv", "venv-dev"}
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets()


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_command_that_a_document_names_is_there(document):
    code = "\n".join(match[0] for match in CODE.finditer(document.read_text()))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", code)) - targets() == set()
    assert set(re.findall(r"\bmanage\.py ([a-z_]+)", code)) - set(get_commands()) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_link_to_a_file_leads_somewhere(document):
    linked = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
    local = [link for link in linked if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_each_decision_has_a_number_of_its_own_and_says_it():
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert len(set(numbers)) == len(numbers)
    assert [int(page.read_text().split(".")[0].removeprefix("# ")) for page in pages] == numbers
