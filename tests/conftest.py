"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.plugin"]

#: Tests of servers that stand before the site, which `make test` neither needs nor installs.
collect_ignore = [] if os.environ.get("STACK") else ["stack"]

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"

#: How many odd searches are tried; a page costs more, and is asked for a quarter of them.
ODD_SEARCHES = int(os.environ.get("ODD_SEARCHES") or 400)
# The archive of such a test is made once and only read by each of its searches.
_checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
_odd = settings(deadline=None, suppress_health_check=_checks)
settings.register_profile("odd searches", _odd, max_examples=ODD_SEARCHES)
settings.register_profile("odd searches on pages", _odd, max_examples=max(1, ODD_SEARCHES // 4))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files beside the project; they are read there and never copied."""
    if not SHARED.is_dir():
        reason = f"The real files are not there: no folder {SHARED}."
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(reason)
        pytest.skip(reason)
    return SHARED


def pytest_collection_modifyitems(items):
    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker("shared_data")
