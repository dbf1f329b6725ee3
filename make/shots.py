"""`make shots`: a picture of every kind of page, at every width, in light and dark, in var/shots.

PAGES=article,front and WIDTHS=390,1440 and SCHEMES=dark take fewer.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from make.chromium import launch_options
from make.pages import all_kinds
from make.temporary_site import ROOT, temporary_site

WIDTHS = ["320", "390", "820", "1440", "2560"]
HEIGHTS = {"320": 640, "390": 844, "820": 1180, "1440": 900, "2560": 1440}
SCHEMES = ["light", "dark"]
SHOTS = ROOT / "var" / "shots"


def chosen(name: str, possible: list[str]) -> list[str]:
    """What a variable names of what there is; all of it where the variable is not set."""
    wanted = [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]
    if unknown := [word for word in wanted if word not in possible]:
        sys.exit(f"{name} names {', '.join(unknown)}; there is {', '.join(possible)}.")
    return wanted or possible


def photograph(browser: Browser, url: str, pages: dict[str, str], width: str, scheme: str) -> int:
    context = browser.new_context(
        base_url=url,
        viewport={"width": int(width), "height": HEIGHTS[width]},
        color_scheme=scheme,
        is_mobile=int(width) < 500,
        has_touch=int(width) < 500,
        reduced_motion="reduce",
    )
    page = context.new_page()
    for kind, path in pages.items():
        page.goto(path, wait_until="load")
        # A picture further down is fetched only when it comes near.
        page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=SHOTS / f"{kind}-{width}-{scheme}.png", full_page=True)
    context.close()
    return len(pages)


def main() -> None:
    widths, schemes = chosen("WIDTHS", WIDTHS), chosen("SCHEMES", SCHEMES)
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, temporary_site(Path(folder)) as site, sync_playwright() as playwright:
        pages = all_kinds(site)
        pages = {kind: pages[kind] for kind in chosen("PAGES", list(pages))}
        browser = playwright.chromium.launch(**launch_options())
        taken = sum(photograph(browser, site.url, pages, width, scheme) for width in widths for scheme in schemes)
        browser.close()
    print(f"{taken} pictures are in {SHOTS.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
