"""Static files are collected when they changed, and at no other time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from newssite import static_files


@pytest.fixture
def site(settings, tmp_path):
    source = tmp_path / "source"
    (source / "css").mkdir(parents=True)
    (source / "css" / "site.css").write_text('@layer base;\n@import "base.css" layer(base);\n')
    (source / "css" / "base.css").write_text("body { margin: 0 }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "newssite.storage.SiteStaticFilesStorage"}}
    return tmp_path


def collected(site) -> set[str]:
    return {file.name for file in (site / "static").rglob("*") if file.is_file()}


def stylesheet(site) -> str:
    """The one that pages name now."""
    return (site / "static" / static_files.collected_names()["css/site.css"]).read_text()


def test_the_second_time_there_is_nothing_to_do(site):
    assert static_files.collect_if_changed(site / "static.json") is True
    assert "staticfiles.json" in collected(site)
    assert static_files.collect_if_changed(site / "static.json") is False


@pytest.mark.parametrize("change", ["written", "touched", "added", "removed"])
def test_a_change_is_noticed(site, change):
    static_files.collect_if_changed(site / "static.json")
    sheet = site / "source" / "css" / "base.css"
    match change:
        case "written":
            sheet.write_text("body { margin: 1px }")
        case "touched":
            os.utime(sheet, (1, 1))
        case "added":
            (site / "source" / "css" / "more.css").write_text("p { margin: 0 }")
        case "removed":
            sheet.unlink()
            (site / "source" / "css" / "site.css").write_text("@layer base;")
    assert static_files.collect_if_changed(site / "static.json") is True


def test_a_change_in_one_part_reaches_the_stylesheet_that_pages_name(site):
    static_files.collect_if_changed(site / "static.json")
    assert "margin: 0" in stylesheet(site)
    (site / "source" / "css" / "base.css").write_text("body { margin: 3px }")
    os.utime(site / "source" / "css" / "base.css", (1, 1))  # as from an older edition
    static_files.collect_if_changed(site / "static.json")
    assert "margin: 3px" in stylesheet(site)


def test_lost_results_are_made_again(site):
    static_files.collect_if_changed(site / "static.json")
    (site / "static" / "staticfiles.json").unlink()
    assert static_files.collect_if_changed(site / "static.json") is True


def test_what_no_page_names_any_more_goes_after_a_while(site):
    static_files.collect_if_changed(site / "static.json")
    before = collected(site)
    (site / "source" / "css" / "base.css").write_text("body { margin: 2px }")
    static_files.collect_if_changed(site / "static.json")
    assert before < collected(site)  # a page in somebody's cache still finds its stylesheet

    static_files.remove_stale(time.time() + 60)
    current = {Path(name).name for name in static_files.collected_names().values()}
    assert {name.removesuffix(".gz").removesuffix(".br") for name in collected(site)} == current | {"staticfiles.json"}
