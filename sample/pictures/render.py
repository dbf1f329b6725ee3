#!/usr/bin/env python
"""Renders the SVG files in `source/` to the WebP files that the articles name.

Needs Chromium and the development requirements. The fonts of this machine end up in the pictures:
Charter or Charis SIL for titles and Liberation Sans (or Helvetica, or Arial) for labels look best.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
SIZE = {"width": 1200, "height": 675}
LIMIT = 40_000
STYLE = "html,body{margin:0;background:#fffdf8}svg{display:block;width:1200px;height:675px}"


def main() -> int:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.exit("Chromium was not found.")
    heavy = 0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport=SIZE)
        for source in sorted((HERE / "source").glob("*.svg")):
            page.set_content(f"<style>{STYLE}</style>{source.read_text(encoding='utf-8')}")
            image = Image.open(BytesIO(page.screenshot())).convert("RGB")
            target = HERE / f"{source.stem}.webp"
            image.save(target, "WEBP", quality=85, method=6)
            weight = target.stat().st_size
            heavy += weight > LIMIT
            print(f"{target.name} {weight:,} bytes{' (too heavy)' if weight > LIMIT else ''}")  # noqa: T201
        chromium.close()
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
