"""What the server runs: `granian --interface wsgi newssite.wsgi:application`."""

import gc
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

# Ctrl-C reaches every process of a terminal, and granian's main process then ends its workers
# with a signal of its own. A worker that hears both at once may never end, so workers leave
# Ctrl-C to the main process.
if "granian" in sys.modules:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
site = get_wsgi_application()
from edge.store import around  # noqa: E402 (it needs what was set up just now)

application = around(site)
# What is loaded now stays for good: now and then a page would wait while it is looked through for garbage.
gc.freeze()
