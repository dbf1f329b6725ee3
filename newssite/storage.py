"""Static files for production: one stylesheet, hashed names, compressed once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/site.css"
_IMPORT = re.compile(r'^@import "([^"]+)" layer\(([a-z]+)\);$', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")


def flatten(stylesheet: Path) -> str:
    """A stylesheet whose imports are written out, each in its layer, without comments or indents."""

    def written_out(found: re.Match[str]) -> str:
        text = (stylesheet.parent / found[1]).read_text(encoding="utf-8")
        return f"@layer {found[2]} {{\n{text}}}"

    whole = _IMPORT.sub(written_out, stylesheet.read_text(encoding="utf-8"))
    return _SPACE.sub("\n", _COMMENT.sub("", whole)).strip() + "\n"


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; before names are hashed, the site's stylesheet becomes one file."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if STYLESHEET in paths and not dry_run:
            stylesheet = Path(self.path(STYLESHEET))
            stylesheet.write_text(flatten(stylesheet), encoding="utf-8")
            paths = paths | {STYLESHEET: (self, STYLESHEET)}  # else the hashed copy is made from the source
        yield from super().post_process(paths, dry_run, **options)
