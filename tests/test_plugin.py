"""In CI a skipped test fails, wherever the skip was said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SKIPS = {
    "in the test": "import pytest\ndef test_it(): pytest.skip('no reason')",
    "by a mark": "import pytest\n@pytest.mark.skip(reason='no reason')\ndef test_it(): pass",
    "in a fixture": "import pytest\n@pytest.fixture\ndef it(): pytest.skip('no reason')\ndef test_it(it): pass",
    "for a whole file": "import pytest\npytest.skip('no reason', allow_module_level=True)",
    "for want of a module": "import pytest\npytest.importorskip('no_such_module', reason='no reason')",
}
EXPECTED = "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it(): assert False"


def run(folder: Path, source: str, **variables: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_skips.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-p", "tests.plugin", "--ds", "newssite.settings", "-q", str(folder)]
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | variables
    return subprocess.run(
        [*command, "--rootdir", str(folder)], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize("source", SKIPS.values(), ids=SKIPS)
def test_a_skip_fails_in_ci_with_its_reason(tmp_path, source):
    done = run(tmp_path, source, CI="true")
    assert done.returncode not in {0, 5}, done.stdout
    assert "Nothing may be skipped in CI, but this was" in done.stdout
    assert "no reason" in done.stdout


def test_elsewhere_a_skip_is_a_skip(tmp_path):
    done = run(tmp_path, SKIPS["in the test"])
    assert done.returncode == 0
    assert "1 skipped" in done.stdout


def test_a_failure_that_is_expected_is_none(tmp_path):
    done = run(tmp_path, EXPECTED, CI="true")
    assert done.returncode == 0, done.stdout
