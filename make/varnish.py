"""The shipped Varnish, before a site of one's own: on a private port, from a temporary folder, gone afterwards."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from make.listening import end, wait_until_listening
from make.ports import free_port
from make.temporary_site import ROOT


class NoVarnish(Exception):
    """There is no Varnish on this machine; the text says what to do."""


@dataclass(frozen=True)
class Varnish:
    port: int
    process: subprocess.Popen[bytes]


@contextlib.contextmanager
def temporary_varnish(folder: Path, site_port: int, host: str, port: int | None = None) -> Iterator[Varnish]:
    """Keeps pages of the site at `site_port`, which answers to the name `host`; stops when the block ends."""
    program = shutil.which("varnishd", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        raise NoVarnish("No Varnish was found. Install it (on Debian: sudo apt-get install varnish varnish-modules).")
    folder.mkdir(parents=True)
    shipped = (ROOT / "deploy/varnish/opening-print.vcl").read_text()
    for given, here in {'"8000"': f'"{site_port}"', "news.example.com": host}.items():
        if given not in shipped:
            raise RuntimeError(f"deploy/varnish/opening-print.vcl names {given} no more.")
        shipped = shipped.replace(given, here)
    vcl, log = folder / "opening-print.vcl", folder / "varnish.log"
    vcl.write_text(shipped)
    port = port or free_port()
    # Without a jail: it runs as whoever tests. Without a port for its own command line.
    command = [program, "-F", "-j", "none", "-a", f"127.0.0.1:{port}", "-T", "none", "-f", vcl, "-n", folder / "work"]
    with log.open("wb") as output:
        process = subprocess.Popen([*map(str, command), "-s", "malloc,64m"], stdout=output, stderr=output)
    try:
        wait_until_listening(port, process, log.read_text)
        yield Varnish(port, process)
    finally:
        end(process)
