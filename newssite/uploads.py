"""Serves uploaded pictures where no nginx stands in front. WhiteNoise serves static files only."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

from edge.public import forever

KINDS = {".webp": "image/webp", ".avif": "image/avif"}


@forever
def upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored picture. Names are never reused, so a copy may be kept for good.

    Only what `articles.pictures` writes is served: anything else in the folder answers 404.
    """
    kind = KINDS.get(PurePath(path).suffix)
    if kind is None:
        raise Http404("There is no such picture.")
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError):  # a name too long, or with a zero byte: no file can be called that
        raise Http404("There is no such picture.") from None
    if response.status_code == 200:
        response.headers["Content-Type"] = kind  # not every machine's list of types knows it
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Programs that read feeds show the newsroom's pictures on pages of their own.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
