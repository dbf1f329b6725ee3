"""What is not brought back: each time a sentence, and a site that is as it was."""

from __future__ import annotations

import json
import tarfile

import pytest

from tests.backups.sites import altered, manage, new_site, python, refusal, restore


def header(**changed):
    def change(name, data):
        return json.dumps(json.loads(data) | changed).encode() if name == "backup.json" else data

    return change


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.6, 0.95, 0.999])
def test_a_file_that_is_cut_off(made, empty, tmp_path, share):
    short = tmp_path / "short.tar"
    data = made.read_bytes()
    # A tar ends with blocks of nothing, which may be missing: what counts ends with the list.
    with tarfile.open(made) as tar:
        last = tar.getmembers()[-1]
    short.write_bytes(data[: int((last.offset_data + last.size - 1) * share)])
    assert "Nothing was changed." in refusal(empty, short)


@pytest.mark.parametrize("member", ["tables/articles.article/000001.jsonl.gz", "uploads/articles/0a/picture.webp"])
def test_a_file_with_one_bit_that_turned_is_refused_with_the_place(made, empty, tmp_path, member):
    data = bytearray(made.read_bytes())
    with tarfile.open(made) as tar:
        data[tar.getmember(member).offset_data + 30] ^= 1
    (tmp_path / "turned.tar").write_bytes(data)
    said = refusal(empty, tmp_path / "turned.tar")
    assert said == f"The file is damaged: “{member}” is not as it was written. Nothing was changed."


def test_a_file_that_lacks_a_member_that_its_list_names(made, empty, tmp_path):
    with tarfile.open(made) as old, tarfile.open(tmp_path / "lacks.tar", "w") as new:
        for member in old:
            if not member.name.startswith("uploads/"):
                new.addfile(member, old.extractfile(member))
    assert "damaged" in refusal(empty, tmp_path / "lacks.tar")


@pytest.mark.parametrize("content", [b"", b"PK\3\4 something else", b"\0" * 20_000, b"SQLite format 3\0" * 100])
def test_a_file_that_is_something_else(empty, tmp_path, content):
    (tmp_path / "else").write_bytes(content)
    assert "Nothing was changed." in refusal(empty, tmp_path / "else")


def test_a_tar_of_something_else(empty, tmp_path):
    (tmp_path / "README").write_text("Hello.")
    with tarfile.open(tmp_path / "else.tar", "w") as tar:
        tar.add(tmp_path / "README", "README")
    assert refusal(empty, tmp_path / "else.tar") == "The file is no backup of such a site. Nothing was changed."


def test_a_file_that_is_not_there(empty, tmp_path):
    assert refusal(empty, tmp_path / "none").endswith("cannot be read (No such file or directory).")


def test_another_format(made, empty, tmp_path):
    said = refusal(empty, altered(made, tmp_path / "x.tar", header(version=2)))
    assert said == "The file has format 2, and this version of the site reads 1. Nothing was changed."


def test_a_newer_schema_and_an_older_one(made, empty, tmp_path):
    with tarfile.open(made) as tar:
        ours = json.loads(tar.extractfile("backup.json").read())["migrations"]
    newer = refusal(empty, altered(made, tmp_path / "newer.tar", header(migrations=[*ours, "articles.9999_later"])))
    assert "newer version of the site: it has articles.9999_later" in newer
    older = refusal(empty, altered(made, tmp_path / "older.tar", header(migrations=ours[:-1])))
    assert f"older version of the site: it lacks {ours[-1]}" in older


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "articles/../../../evil", "articles//x"])
def test_a_name_that_leads_out_of_the_uploads(made, empty, tmp_path, name):
    renamed = tmp_path / "renamed.tar"
    with tarfile.open(made) as old, tarfile.open(renamed, "w") as new:
        for member in old:
            stream = old.extractfile(member)
            if member.name.startswith("uploads/"):
                member.name = f"uploads/{name}"
            new.addfile(member, stream)
    assert "is not of it" in refusal(empty, renamed)


def test_rows_fewer_than_were_counted(made, empty, tmp_path):
    def change(name, data):
        return None if name.startswith("tables/articles.category/") else data

    said = refusal(empty, altered(made, tmp_path / "fewer.tar", change))
    assert said == "Of 1 rows of articles.category there are 0. Nothing was changed."


def test_a_site_that_holds_something_keeps_it(made, tmp_path):
    site = new_site(tmp_path / "var")
    restore(site, made)
    done = manage(site, "restore", str(made))
    assert done.returncode == 1
    assert "this one has articles" in done.stderr
    counted = "from articles.models import Article; print(Article.objects.published().count())"
    assert python(site, counted) == "3\n"
