"""What `make lint` finds wrong with a lock file, and that ours are right."""

from __future__ import annotations

import pytest

from make import check_lock

HASH = " \\\n    --hash=sha256:00\n"
RIGHT = f"django==5.2.19{HASH}whitenoise[brotli]==6.12.0{HASH}"


def test_ours_are_right():
    assert check_lock.main() == 0


def test_a_right_one_is_left_alone():
    assert check_lock.problems("requirements", "django~=5.2.0  # the LTS\nwhitenoise[brotli]\n", RIGHT) == []


@pytest.mark.parametrize(
    ("source", "lock", "said"),
    [
        ("django\npillow", RIGHT, "requirements.in asks for pillow, which requirements.txt does not pin"),
        ("django~=6.0", RIGHT, "requirements.in asks for django~=6.0, but requirements.txt pins 5.2.19"),
        ("django", f"{RIGHT}six==1.0\n", "requirements.txt pins a package without a hash"),
        ("django", f"--index-url simple\n{RIGHT}", "requirements.txt names an address to install from"),
        ("django", f"{RIGHT}--extra-index-url simple\n", "requirements.txt names an address to install from"),
        ("django", f"# from http://packages.example.com\n{RIGHT}", "requirements.txt names an address"),
    ],
)
def test_a_wrong_one_is_said(source, lock, said):
    found = check_lock.problems("requirements", source, lock)
    assert len(found) == 1
    assert found[0].startswith(said)


def test_what_is_tested_is_what_runs():
    other = RIGHT.replace("5.2.19", "5.2.18")
    assert check_lock.differences(RIGHT, RIGHT) == []
    assert check_lock.differences(RIGHT, other) == [
        "requirements.txt pins django 5.2.19, requirements-dev.txt 5.2.18: run `make lock`."
    ]
