"""What the settings make of the environment, read in a process of its own each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-that-is-long-enough-as-it-has-some-fifty-characters"
DEPLOYED = {"SITE_URL": "https://news.example.com", "SECRET_KEY": SECRET}
READ_BACK = """
import json
from newssite import settings
print(json.dumps({name: value for name, value in vars(settings).items()
                  if name.isupper()}, default=str))
"""


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = kept | {"VAR_DIR": str(folder)} | variables
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture
def settings_under(tmp_path):
    def read(**variables: str) -> dict[str, object]:
        done = run(tmp_path, "-c", READ_BACK, **variables)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return read


def test_without_any_variable_it_is_a_production_site_on_this_machine(settings_under):
    found = settings_under()
    assert found["SITE_URL"] == "http://127.0.0.1:8000"
    assert found["DEBUG"] is False
    assert len(found["SECRET_KEY"]) >= 50
    assert set(found["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "::1", "[::1]"}
    # Signing in works over plain http here.
    assert found["SESSION_COOKIE_SECURE"] is False
    assert found["CSRF_COOKIE_SECURE"] is False
    assert found["SECURE_SSL_REDIRECT"] is False
    assert found["SECURE_HSTS_SECONDS"] == 0


def test_https_is_strict(settings_under):
    found = settings_under(**DEPLOYED)
    assert found["ALLOWED_HOSTS"] == ["news.example.com"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://news.example.com"]
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SECRET_KEY"] == SECRET
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_a_proxy_is_believed_only_where_that_is_said(settings_under):
    found = settings_under(**DEPLOYED, BEHIND_PROXY="1")
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_extra_hosts_are_allowed_too(settings_under):
    found = settings_under(**DEPLOYED, EXTRA_HOSTS="www.example.com, 10.0.0.7")
    assert found["ALLOWED_HOSTS"] == ["10.0.0.7", "news.example.com", "www.example.com"]


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"HOST": "0.0.0.0", "PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"HOST": "::1", "PORT": "8123"}, "http://[::1]:8123"),
    ],
)
def test_the_address_follows_host_and_port(settings_under, variables, address):
    assert settings_under(**variables)["SITE_URL"] == address


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"PORT": "eighty"}, "PORT is 'eighty', but must be a whole number from 1 to 65535."),
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe', but must be one of 1, true, yes, on, 0, false, no, off."),
        ({"WEB_WORKERS": "0"}, "WEB_WORKERS is '0', but must be a whole number from 1 to 64."),
        ({"NEWSROOM_TIME_ZONE": "Mars"}, "NEWSROOM_TIME_ZONE is 'Mars', but must be a time zone"),
        ({"SITE_URL": "news.example.com"}, "SITE_URL is 'news.example.com', but must be an address"),
        ({"PORT": "9" * 5000}, "PORT is '999"),
        ({"BEHIND_PROXY": "1", "TRUSTED_PROXIES": "proxy"}, "TRUSTED_PROXIES is 'proxy', but must be addresses or"),
        ({"SESSION_IDLE_MINUTES": "4"}, "SESSION_IDLE_MINUTES is '4', but must be a whole number from 5 to 20160."),
        ({"EXTRA_HOSTS": "*"}, "EXTRA_HOSTS is '*', but must be host names"),
        ({"SITE_URL": "https://news.example.com"}, "SECRET_KEY is not set, and a site at https://news.example.com"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "check"])
def test_a_wrong_value_stops_the_start_with_one_sentence(tmp_path, command, variables, said):
    done = run(tmp_path, "manage.py", command, **variables)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_relative_places_are_the_same_from_every_folder(tmp_path):
    places = {"VAR_DIR": "var/other", "DATABASE_URL": "sqlite:///var/other/news.db", "SECRET_KEY": SECRET}
    read = "from newssite import settings as s; print(s.VAR, s.DATABASES['default']['NAME'])"
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", read], cwd=tmp_path, env=kept | places, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(ROOT / "var/other"), str(ROOT / "var/other/news.db")]
    assert list(tmp_path.iterdir()) == []


def test_machines_that_ask_over_plain_http_are_not_sent_away(settings_under):
    assert settings_under(**DEPLOYED)["SECURE_REDIRECT_EXEMPT"] == ["^healthz$", "^readyz$"]


def test_the_deployment_check_is_silent(tmp_path):
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize(
    ("variables", "required"),
    [(DEPLOYED, True), (DEPLOYED | {"DEBUG": "1"}, False), ({}, False), ({"SITE_URL": "http://localhost:8000"}, False)],
)
def test_a_public_site_asks_a_second_factor_of_every_account(settings_under, variables, required):
    assert settings_under(**variables)["SECOND_FACTOR_REQUIRED"] is required


@pytest.mark.parametrize(
    ("variables", "trusted"),
    [
        (DEPLOYED, []),
        (DEPLOYED | {"TRUSTED_PROXIES": "10.0.0.7"}, []),
        (DEPLOYED | {"BEHIND_PROXY": "1"}, ["127.0.0.0/8", "::1/128"]),
        (DEPLOYED | {"BEHIND_PROXY": "1", "TRUSTED_PROXIES": "10.0.0.7, 10.1.0.0/16"}, ["10.0.0.7/32", "10.1.0.0/16"]),
    ],
)
def test_whose_word_is_taken_for_the_clients_address(settings_under, variables, trusted):
    assert settings_under(**variables)["TRUSTED_PROXIES"] == trusted
