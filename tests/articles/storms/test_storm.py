"""Nothing is lost where several editors, the list's actions, reverts and imports meet on the same articles.

Two storms of a few seconds, longer where the machine is slow; `STORMS=50 STORM_SECONDS=20` raises more and longer ones.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from make.temporary_site import ROOT, environment_for, manage

STORMS = int(os.environ.get("STORMS") or 2)
SECONDS = os.environ.get("STORM_SECONDS") or "5"


@pytest.mark.parametrize("seed", range(STORMS))
def test_a_storm_loses_no_text_and_leaves_every_chain_whole(seed, tmp_path):
    # DEBUG: static files by their plain names, with nothing to collect.
    environment = environment_for(tmp_path / "site") | {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "newssite.settings"}
    (tmp_path / "site").mkdir(exist_ok=True)
    manage(environment, "migrate", "--verbosity", "0")
    command = [sys.executable, "-m", "tests.articles.storms.storm", str(seed), SECONDS, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
