"""How long a public page may be kept by anybody between us and the reader.

A page wrapped in `public_page` is the same for everyone: it reads no cookie and prints no
name, so browsers and shared caches may keep it for `SECONDS`, and may show the old copy while
they fetch a new one or while we are ill. It is only there to be read: what would change
something (POST, PUT, DELETE) is answered with 405, which nobody keeps.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]
SECONDS = 30


def _kept(**how: Any) -> Callable[[View], View]:
    control = cache_control(public=True, **how)
    return lambda view: require_safe(control(view))


public_page = _kept(max_age=SECONDS, stale_while_revalidate=SECONDS, stale_if_error=86_400)

#: For what never changes under its address.
forever = _kept(max_age=31_536_000, immutable=True)
