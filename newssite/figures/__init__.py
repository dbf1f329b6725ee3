"""Figures for Prometheus, on a port of their own (METRICS_PORT); docs/operations.md has a table of them.

Each worker counts in files of a folder that all workers of one server share, as prometheus_client does it where
PROMETHEUS_MULTIPROC_DIR names one, and each answers on the port with what is in all of them. So nothing is counted
twice, nothing is lost with a worker, and it does not matter who answers.
"""

from __future__ import annotations

import logging
import os
import tempfile

from django.conf import settings

from edge.shelf import Shelf
from newssite import companions
from newssite.observing import Count

log = logging.getLogger("newssite.figures")


def make_folder() -> None:
    """Before the server starts: an empty folder for its workers, of which all that it starts will know."""
    if settings.METRICS_PORT:
        os.environ[companions.FIGURES_FOLDER] = tempfile.mkdtemp(prefix=companions.FIGURES)


def started(shelf: Shelf | None) -> Count | None:
    """In a worker: answers on the port from now on, and returns what counts a request; None where none is wanted."""
    if not settings.METRICS_PORT:
        return None
    if companions.FIGURES_FOLDER not in os.environ:
        log.error(
            "There are no figures: METRICS_PORT is set, and %s is not. `manage.py serve` sets it; under another "
            "server, set it to an empty folder that its workers share.", companions.FIGURES_FOLDER,
        )  # fmt: skip
        return None
    # The library looks for the folder as it is imported, and is not needed elsewhere.
    from newssite.figures import counted, serving

    serving.start(settings.METRICS_HOST, settings.METRICS_PORT, shelf)
    return counted.count
