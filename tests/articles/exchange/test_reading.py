from __future__ import annotations

import pytest

from articles.exchange.json_lines import Turn
from articles.exchange.reading import BadPath, decoded, files_of, read
from articles.exchange.records import BadRecord


def test_a_folder_is_walked_in_the_order_of_names(tmp_path):
    for name in ("b.json", "a/z.txt", "00.jsonl", "c.ndjson"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in files_of(tmp_path)]
    assert found == ["00.jsonl", "a/z.txt", "b.json", "c.ndjson"]


def test_other_files_hidden_ones_and_rejects_are_passed_over(tmp_path):
    for name in ("a.json", "b.csv", "c.webp", ".d.json", ".git/e.json", "a.json.rejects.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert files_of(tmp_path) == [tmp_path / "a.json"]


def test_a_link_to_a_folder_is_not_followed(tmp_path):
    (tmp_path / "a.json").touch()
    (tmp_path / "again").symlink_to(tmp_path)
    assert files_of(tmp_path) == [tmp_path / "a.json"]


@pytest.mark.parametrize("name", ["none", "a.csv", "a.rejects.jsonl", "empty"])
def test_a_path_that_cannot_be_imported_is_told_in_one_sentence(tmp_path, name):
    (tmp_path / "a.csv").touch()
    (tmp_path / "a.rejects.jsonl").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadPath) as told:
        files_of(tmp_path / name)
    assert str(told.value).endswith((".", "is not."))
    assert "\n" not in str(told.value)


def test_a_file_that_is_gone_is_an_entry(tmp_path):
    (entry,) = read(tmp_path / "gone.json", Turn.ARTICLES)
    assert isinstance(entry.found, BadRecord)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_in_any_usual_encoding_is_read(encoding):
    assert decoded("Zölle \u201chier\u201d".encode(encoding)) == "Zölle \u201chier\u201d"
