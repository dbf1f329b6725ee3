"""How long a public page may be kept by anybody between us and the reader.

A page wrapped in `public_page` is the same for everyone: it reads no cookie and prints no
name, so browsers and shared caches may keep it for `SECONDS`, and may show the old copy while
they fetch a new one or while we are ill.
"""

from django.views.decorators.cache import cache_control

SECONDS = 30

public_page = cache_control(public=True, max_age=SECONDS, stale_while_revalidate=SECONDS, stale_if_error=86_400)

#: For what never changes under its address.
forever = cache_control(public=True, max_age=31_536_000, immutable=True)
