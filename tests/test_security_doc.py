"""What docs/security.md says is met names files and tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text()
#: In code: a file or a folder of the project, and perhaps a test in it.
NAMED = re.findall(r"`([\w.-]+(?:/[\w.-]+)*(?:\.\w+|/))(?:::(\w+))?`", TEXT)
CHAPTERS = 17


def test_every_file_that_it_names_is_there():
    assert len(NAMED) > 80
    assert [name for name, _ in NAMED if not (ROOT / name).exists()] == []


def test_every_test_that_it_names_is_there():
    named = [(file, test) for file, test in NAMED if test]
    assert len(named) > 8
    assert [test for file, test in named if f"def {test}(" not in (ROOT / file).read_text()] == []


def test_every_chapter_has_its_line_with_a_test():
    rows = re.findall(r"^\| \*\*V(\d+) [^*]+\*\* \|([^|]+)\|([^|]*)\|$", TEXT, re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, CHAPTERS + 1))
    for _, how, shown in rows:
        assert "`tests/" in shown or how.strip() == "There is none."


def test_every_dependency_has_its_reason():
    wanted = {
        re.split(r"[~=\[;\s]", line)[0]
        for line in (ROOT / "requirements.in").read_text().splitlines()
        if line and not line.startswith("#")
    }
    told = set(re.findall(r"\*\*([\w.-]+)\*\*", TEXT.partition("## What we depend on")[2]))
    assert told == wanted
