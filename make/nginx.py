"""The shipped nginx, before a site of one's own: on private ports, from a temporary folder, gone afterwards.

It runs deploy/nginx as it is, but for what is marked CHANGE there: addresses, folders and certificate.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from make.listening import end, wait_until_listening
from make.ports import free_port
from make.temporary_site import ROOT

NAME = "news.example.com"
#: What surrounds the shipped file on a machine, here with nothing outside the folder.
AROUND = """
user root; worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/opening-print.conf;
}}
"""


class NoNginx(Exception):
    """There is no nginx on this machine; the text says what to do."""


@dataclass(frozen=True)
class Nginx:
    port: int
    plain_port: int
    folder: Path
    process: subprocess.Popen[bytes]

    def errors(self) -> str:
        return (self.folder / "error.log").read_text()


@contextlib.contextmanager
def temporary_nginx(folder: Path, site_port: int, var: Path, *others: int, pages_a_second: int = 50) -> Iterator[Nginx]:
    """Serves the site at `site_port` over TLS, its static files and uploads from `var`; ends with the block.

    `others` are ports of further machines; `pages_a_second` is what one address may ask for.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        raise NoNginx("No nginx was found. Install it (on Debian: sudo apt-get install nginx-light).")
    folder.mkdir(parents=True)
    port, plain_port = free_port(), free_port()
    certify(folder)
    changed = {
        "/var/cache/nginx/opening-print": f"{folder}/cache",
        "127.0.0.1:8000": f"127.0.0.1:{site_port}",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "listen 80": f"listen 127.0.0.1:{plain_port}",
        "listen [::]:443 ssl http2;": "",
        "listen [::]:80;": "",
        f"/etc/letsencrypt/live/{NAME}": str(folder),
        "/srv/opening-print/var": str(var),
        "rate=50r/s": f"rate={pages_a_second}r/s",
        "opening-print-pages.inc": f"{ROOT}/deploy/nginx/opening-print-pages.inc",
    }
    shipped = (ROOT / "deploy/nginx/opening-print.conf").read_text()
    for given, here in changed.items():
        if given not in shipped:
            raise RuntimeError(f"deploy/nginx/opening-print.conf names {given} no more.")
        shipped = shipped.replace(given, here)
    machine = f"    server 127.0.0.1:{site_port} "
    for other in others:
        shipped = re.sub(f"(?m)^{machine}.*$", rf"\g<0>\n    server 127.0.0.1:{other} fail_timeout=2s;", shipped)
    (folder / "opening-print.conf").write_text(shipped)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    process = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"])
    nginx = Nginx(port, plain_port, folder, process)
    try:
        wait_until_listening(port, process, nginx.errors)
        yield nginx
    finally:
        end(process)


def certify(folder: Path) -> None:
    """A certificate for a day that nobody trusts, and its key."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "1", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
