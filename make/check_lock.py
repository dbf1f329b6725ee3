"""The lock files say what the .in files ask for, with hashes, and nothing about where from.

It needs no network, so that `make lint` can ask it every time.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
PINNED_WITH_HASH = re.compile(r"^[A-Za-z0-9._-]+(?:\[[^]]*\])?==[^\n]*\\\n    --hash=sha256:", re.MULTILINE)
INDEX = re.compile(r"^\s*(--index-url|--extra-index-url|--find-links|-i)\b|https?://", re.MULTILINE)


def asked(source: str) -> list[Requirement]:
    lines = (line.partition(" #")[0].partition("#")[0].strip() for line in source.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def pins(lock: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PIN.findall(lock)}


def problems(name: str, source: str, lock: str) -> list[str]:
    found = []
    held = pins(lock)
    for requirement in asked(source):
        version = held.get(canonicalize_name(requirement.name))
        if version is None:
            found.append(f"{name}.in asks for {requirement.name}, which {name}.txt does not pin: run `make lock`.")
        elif not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{name}.in asks for {requirement}, but {name}.txt pins {version}: run `make lock`.")
    if len(PINNED_WITH_HASH.findall(lock)) != len(PIN.findall(lock)):
        found.append(f"{name}.txt pins a package without a hash: run `make lock`.")
    if INDEX.search(lock):
        found.append(f"{name}.txt names an address to install from; it must leave that to each machine.")
    return found


def differences(runtime: str, development: str) -> list[str]:
    """What is tested has to be what runs."""
    tested = pins(development)
    return [
        f"requirements.txt pins {name} {version}, requirements-dev.txt {tested.get(name)}: run `make lock`."
        for name, version in pins(runtime).items()
        if tested.get(name) != version
    ]


def main() -> int:
    texts = {file.name: file.read_text(encoding="utf-8") for file in ROOT.glob("requirements*")}
    found = [
        problem
        for name in ("requirements", "requirements-dev")
        for problem in problems(name, texts[f"{name}.in"], texts[f"{name}.txt"])
    ]
    found += differences(texts["requirements.txt"], texts["requirements-dev.txt"])
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
