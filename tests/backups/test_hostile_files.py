"""A backup that somebody else has made, with a list that is right: nothing gets out of it but what it may hold."""

from __future__ import annotations

import gzip
import hashlib
import io
import resource
import subprocess
import sys
import tarfile

import pytest

from make.temporary_site import ROOT
from tests.backups.sites import altered, is_untouched, refusal


def with_member(made, target, member, data=b""):
    """The backup with one member more before its list, which names it."""
    with tarfile.open(made) as old, tarfile.open(target, "w") as new:
        for one in old:
            stream = old.extractfile(one)
            if one.name == "SHA256SUMS":
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
                sums = stream.read() + f"{hashlib.sha256(data).hexdigest()}  {member.name}\n".encode()
                one.size, stream = len(sums), io.BytesIO(sums)
            new.addfile(one, stream)
    return target


@pytest.mark.parametrize("kind", ["SYMTYPE", "LNKTYPE", "FIFOTYPE", "CHRTYPE", "BLKTYPE", "DIRTYPE"])
def test_what_is_no_file_is_refused(made, empty, tmp_path, kind):
    member = tarfile.TarInfo("uploads/articles/link")
    member.type, member.linkname = getattr(tarfile, kind), "/etc/passwd"
    said = refusal(empty, with_member(made, tmp_path / "link.tar", member))
    assert "holds “uploads/articles/link”, which is not a file" in said


@pytest.mark.parametrize("name", ["uploads/../../evil", "/etc/evil", "tables/../x", "other/x", "uploads/a\nb/../../c"])
def test_a_name_that_leads_elsewhere_is_refused(made, empty, tmp_path, name):
    said = refusal(empty, with_member(made, tmp_path / "elsewhere.tar", tarfile.TarInfo(name), b"evil"))
    assert "Nothing was changed." in said
    assert not (tmp_path / "evil").exists()


def test_a_row_that_unpacks_to_fill_the_memory_is_refused_within_it(made, empty, tmp_path):
    """A gigabyte of nothing in one line, packed into a megabyte; the process may have 600 MB."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        for _ in range(1024):
            file.write(b" " * (1 << 20))

    def change(name, data):
        return packed.getvalue() if name.startswith("tables/articles.category/") else data

    path = altered(made, tmp_path / "bomb.tar", change)
    assert path.stat().st_size < 20_000_000
    done = subprocess.run(
        [sys.executable, "manage.py", "restore", str(path)], cwd=ROOT, env=empty, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (600_000_000, 600_000_000)),
    )  # fmt: skip
    assert "has a row longer than any. Nothing was changed." in done.stderr, done.stderr
    assert is_untouched(empty)
