"""What is found when the site is looked over, in plain sentences."""

from __future__ import annotations

from typing import NamedTuple

#: A problem is felt by readers or editors, or will be; a warning is not yet, or only by few.
PROBLEM, WARNING, FINE = "problem", "warning", "fine"


class Finding(NamedTuple):
    """`about` is the part that was looked at, `said` a sentence, `remedy` what to do."""

    weight: str
    about: str
    said: str = ""
    remedy: str = ""


def problem(about: str, said: str, remedy: str) -> Finding:
    return Finding(PROBLEM, about, said, remedy)


def warning(about: str, said: str, remedy: str) -> Finding:
    return Finding(WARNING, about, said, remedy)


def fine(about: str, said: str = "") -> Finding:
    return Finding(FINE, about, said)
