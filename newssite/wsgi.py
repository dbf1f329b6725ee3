"""What the server runs: `granian --interface wsgi newssite.wsgi:application`."""

import gc
import multiprocessing
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

from newssite import companions

# Ctrl-C reaches every process of a terminal, and granian's main process then ends its workers
# with a signal of its own. A worker that hears both at once may never end, so workers leave
# Ctrl-C to the main process. Where that is killed outright, they end too, and leave the port.
if "granian" in sys.modules:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # Not asked: while it starts, a worker has the main process's ears, and would not hear.
    companions.end_with_parent(signal.SIGKILL)
    main = multiprocessing.parent_process()
    if main and os.getppid() != main.pid:  # it was killed a moment ago
        sys.exit(1)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
site = get_wsgi_application()
from edge import store  # noqa: E402 (it needs what was set up just now)
from newssite import figures, health, limits, observing  # noqa: E402

kept = store.around(site)
health.shelf = getattr(kept, "shelf", None)
application = observing.around(limits.around(kept), figures.started(health.shelf))
# What is loaded now stays for good: now and then a page would wait while it is looked through for garbage.
gc.freeze()
