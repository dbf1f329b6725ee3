"""What the server runs: `granian --interface wsgi newssite.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
application = get_wsgi_application()
