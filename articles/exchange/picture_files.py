"""Pictures that a record names: found inside the import's folder, checked, stored once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError

from articles.exchange.records import BadRecord, PictureFile
from articles.exchange.values import within
from articles.models import Article
from articles.pictures import MAX_BYTES, prepare


@dataclass(frozen=True)
class LoadedPicture:
    """The file's bytes with its words; without bytes the article is to have no picture."""

    stated: PictureFile
    data: bytes = b""
    name: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest() if self.data else ""


def load(stated: PictureFile, root: Path) -> LoadedPicture:
    """Raises `BadRecord` for a path that leads out of the root, or to no readable file."""
    if not stated.file:
        return LoadedPicture(stated)
    within(Article, "picture_alt", stated.alt, "picture.alt")
    within(Article, "picture_credit", stated.credit, "picture.credit")
    try:
        root = root.resolve()
        path = (root / stated.file.replace("\\", "/")).resolve()
        if not path.is_relative_to(root) or Path(stated.file).is_absolute():
            raise BadRecord(f"picture.file {stated.file[:100]!r} is outside the folder of the import.")
        if not path.is_file():
            raise BadRecord(f"picture.file {stated.file[:100]!r} does not exist.")
        if path.stat().st_size > MAX_BYTES:
            raise BadRecord(f"picture.file {stated.file[:100]!r} has more than {MAX_BYTES:,} bytes.")
        return LoadedPicture(stated, path.read_bytes(), path.name)
    except (OSError, ValueError, RuntimeError):
        raise BadRecord(f"picture.file {stated.file[:100]!r} cannot be read.") from None


def put(article: Article, picture: LoadedPicture, dry_run: bool) -> None:
    """Give the article the picture. In a dry run it is only checked.

    What the article holds already is not stored again. Where the record fails later, the file stays
    behind for `articles.unused_pictures`: another article may have got it meanwhile.
    """
    if not picture.data:
        article.picture = article.picture_alt = article.picture_credit = ""
        return
    article.picture_alt, article.picture_credit = picture.stated.alt, picture.stated.credit
    try:
        prepared = prepare(picture.data, picture.name)
    except ValidationError as error:
        raise BadRecord(" ".join(error.messages)) from None
    if not dry_run and PurePath(str(article.picture.name or "")).name != prepared.name:
        article.picture_focus_x = article.picture_focus_y = 50
        article.picture.save(picture.name, prepared, save=False)
