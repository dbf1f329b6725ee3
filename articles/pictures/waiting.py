"""A picture whose form was refused waits for the next try: on disk for a day, under a name that is signed.

A browser sends a file once. So the form that comes back carries the signed name instead.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import NamedTuple

from django.core import signing
from django.core.files.storage import default_storage
from PIL import Image

from articles.pictures import storing
from articles.pictures.preparing import Prepared

FOLDER = "waiting"
KEPT_FOR = timedelta(days=1)
_SALT = "articles.pictures.waiting"


class Waiting(NamedTuple):
    token: str
    url: str


def keep(prepared: Prepared) -> Waiting:
    """Puts the picture by; once, however often the form comes back."""
    name = f"{FOLDER}/{prepared.name}"
    prepared.seek(0)
    storing.write(name, prepared.read())
    return Waiting(signing.dumps(str(prepared.name), salt=_SALT), default_storage.url(name))


def find(token: str) -> Prepared | None:
    """The picture that was put by; None for a token that is not ours or too old."""
    try:
        name = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
        data = storing.read(f"{FOLDER}/{name}")
        with Image.open(io.BytesIO(data), formats=("WEBP",)) as image:
            return Prepared(data, name, image.width)
    except (signing.BadSignature, OSError):
        return None
