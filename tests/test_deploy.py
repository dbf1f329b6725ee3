"""What deploy/ says is so: variables are read, commands run, units and files hold together."""

from __future__ import annotations

import json
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from make.ports import free_port
from make.temporary_site import copy_of, environment_for
from tests.test_docs import variables_read

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
CONTAINERFILE = (DEPLOY / "container" / "Containerfile").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())
RULES = yaml.safe_load((DEPLOY / "prometheus" / "opening-print.rules.yml").read_text())
#: Read by others than the site: Python, a shell, compose itself.
OTHERS = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
OURS = ("web", "worker", "tick")


def environment_of_units() -> dict[str, str]:
    """As systemd reads an EnvironmentFile."""
    lines = (DEPLOY / "systemd" / "environment").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def environment_of_image() -> dict[str, str]:
    said = re.search(r"^ENV (.*?[^\\])$", CONTAINERFILE, re.MULTILINE | re.DOTALL)
    assert said is not None
    return dict(pair.split("=", 1) for pair in said[1].replace("\\\n", " ").split())


def exec_of(unit: Path) -> list[str]:
    return shlex.split(re.search(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)[1])


def commands() -> dict[str, list[str]]:
    """What each file starts, by who starts it: the arguments of manage.py."""
    found = {unit.name: exec_of(unit)[1:] for unit in UNITS}
    found |= {f"compose {name}": COMPOSE["services"][name]["command"][1:] for name in OURS}
    found["image"] = json.loads(re.search(r"^CMD (.*)$", CONTAINERFILE, re.MULTILINE)[1])[1:]
    return found


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("units", set(environment_of_units())),
        ("image", set(environment_of_image())),
        *((f"compose {name}", set(COMPOSE["services"][name]["environment"])) for name in OURS),
    ],
)
def test_every_variable_is_one_that_the_settings_read(where, names):
    assert names - variables_read() - OTHERS == set()


@pytest.mark.parametrize("who", commands())
def test_every_command_is_there_with_its_options(who):
    script, command, *options = commands()[who]
    assert script == "manage.py"
    assert command in get_commands()
    said = subprocess.run(
        [sys.executable, "manage.py", command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [option for option in options if option.startswith("--") and option not in said] == []


def test_units_and_containers_start_the_same():
    for name in OURS:
        assert commands()[f"opening-print-{name}.service"] == commands()[f"compose {name}"]
    assert commands()["image"] == commands()["compose web"]


def test_the_settings_of_the_units_can_be_used(tmp_path):
    key = tmp_path / "secret_key"
    key.write_text(secrets.token_urlsafe(48))
    named = environment_of_units() | {"SECRET_KEY_FILE": str(key), "VAR_DIR": str(tmp_path)}
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | named
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_the_units_start_is_a_whole_site_and_ends_when_it_is_told_to(edition, tmp_path):
    port, figures = free_port(), free_port()
    environment = environment_for(copy_of(edition, tmp_path / "var"), port)
    # As the units say, but for what only a public machine has.
    said = {"WEB_WORKERS", "WEB_THREADS", "PAGE_STORE_MB", "LOG_FORMAT", "LOG_REQUESTS"}
    environment |= {name: value for name, value in environment_of_units().items() if name in said}
    environment |= {"METRICS_PORT": str(figures), "TMPDIR": str(tmp_path)}
    running = {}
    with (tmp_path / "log").open("w") as log:
        for unit in reversed(UNITS):  # web, which migrates, first
            running[unit.name] = subprocess.Popen(
                [sys.executable, *exec_of(unit)[1:]], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        try:
            ready = wait_until_ready(port)
            assert (ready["status"], ready["worker"], ready["tick"]) == ("ok", "ok", "ok")
            with urllib.request.urlopen(f"http://127.0.0.1:{figures}/metrics", timeout=20) as answer:
                assert b"opening_print_database_up 1.0" in answer.read()
        finally:
            for process in running.values():
                process.send_signal(signal.SIGTERM)
            ended = {name: process.wait(60) for name, process in running.items()}
    assert set(ended.values()) <= {0, -signal.SIGTERM}
    assert all(json.loads(line) for line in (tmp_path / "log").read_text().splitlines())


def wait_until_ready(port: int) -> dict[str, str]:
    said: dict[str, str] = {}
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as answer:
                said = json.load(answer)
            if said["status"] == "ok":
                break
        except OSError:
            pass
        time.sleep(0.1)
    return said


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_each_unit_and_finds_it_hardened(unit, tmp_path):
    here = tmp_path / unit.name
    here.write_text(unit.read_text().replace("/srv/opening-print/.venv/bin/python", sys.executable))
    said = subprocess.run(["systemd-analyze", "verify", str(here)], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(here)]
    assert subprocess.run(command, capture_output=True).returncode == 0  # 2.0 of 10, where 10 is wide open


def test_every_line_that_limits_something_in_a_unit_says_why():
    for unit in UNITS:
        lines = unit.read_text().splitlines()
        for number, line in enumerate(lines):
            if re.search(r"=\d", line):
                above = lines[number - 1]
                assert above.startswith("#") or "=" in above, f"{unit.name}: {line}"


def test_the_image_takes_all_that_the_site_is_made_of():
    """What is copied is what git has of it, and what the context lets through."""
    copied = set(re.findall(r"^COPY (?!--)([a-z]\S*)(?: ([a-z]\S*))? /srv", CONTAINERFILE, re.MULTILINE))
    names = {name for pair in copied for name in pair if name}
    ignored = (DEPLOY / "container" / "Containerfile.dockerignore").read_text()
    assert names == set(re.findall(r"^!(\S+)$", ignored, re.MULTILINE))
    assert all((ROOT / name).exists() for name in names)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "make", "bench"}
    assert packages | {"templates", "static", "manage.py"} <= names
    assert "USER 10001" in CONTAINERFILE


def test_what_compose_names_is_there():
    services = COMPOSE["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"]), name
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"]), name
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            if source.startswith(("./", "../")):
                assert source == "./tls" or (DEPLOY / "container" / source).exists(), source
            else:
                assert source in COMPOSE["volumes"], source
    assert [name for name, service in services.items() if service.get("ports")] == ["nginx"]
    assert all(services[name]["read_only"] and services[name]["cap_drop"] == ["ALL"] for name in OURS)


def test_compose_changes_what_is_to_be_changed_in_nginx(tmp_path):
    """Its shell command, run here up to the server's start."""
    script = COMPOSE["services"]["nginx"]["command"][2].replace("$$", "$").partition("> /etc")[0]
    script = script.replace("/shipped/", f"{DEPLOY}/nginx/")
    environment = {"PATH": os.environ["PATH"], "SITE_HOST": "paper.test"}
    changed = subprocess.run(["sh", "-c", script], env=environment, capture_output=True, text=True, check=True).stdout
    in_force = "\n".join(line.partition("#")[0] for line in changed.splitlines())
    assert in_force.count("server web:8000 ") == 2  # for readers, for the newsroom
    assert "/etc/nginx/tls/fullchain.pem" in in_force
    assert "alias /var/lib/opening-print/static/;" in in_force
    for left in ("example.com", "127.0.0.1", "/srv/", "letsencrypt"):
        assert left not in in_force


def test_alerts_ask_for_figures_that_there_are_and_say_why():
    figures = set(re.findall(r"`(opening_print_[a-z_]+)`", (ROOT / "docs" / "operations.md").read_text()))
    text = (DEPLOY / "prometheus" / "opening-print.rules.yml").read_text()
    for rule in RULES["groups"][0]["rules"]:
        asked = {re.sub("_bucket$", "", name) for name in re.findall(r"opening_print_[a-z_]+", rule["expr"])}
        assert asked <= figures, rule["alert"]
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"].endswith(".")
    assert text.count("# ") >= len(RULES["groups"][0]["rules"])
