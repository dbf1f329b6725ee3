"""Where readers ask: a port of this machine, under the site's name."""

from __future__ import annotations

from typing import Any

from make.nginx import NAME, Nginx


def plain(name: str, port: int) -> dict[str, Any]:
    return {"name": name, "host": NAME, "port": port}


def secure(name: str, nginx: Nginx) -> dict[str, Any]:
    return {"name": name, "host": NAME, "port": nginx.port, "trusting": str(nginx.folder / "fullchain.pem")}
