"""Each reader of the environment: what it takes, and the sentence with which it refuses."""

from __future__ import annotations

import stat

import pytest

from newssite import env
from newssite.env import EnvironmentValueError

HERE = env.urlsplit("http://127.0.0.1:8000")
ELSEWHERE = env.urlsplit("https://news.example.com")
LONG = "a-secret-that-is-long-enough-as-it-has-some-fifty-characters"


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("X", "X_FILE"):
        monkeypatch.delenv(name, raising=False)


def refusal(reader, *args, **kwargs) -> str:
    with pytest.raises(EnvironmentValueError) as caught:
        reader(*args, **kwargs)
    return str(caught.value)


@pytest.mark.parametrize(("held", "read"), [("a", "a"), ("  a b ", "a b"), ("", "otherwise"), ("  ", "otherwise")])
def test_text_is_stripped_and_empty_counts_as_unset(monkeypatch, held, read):
    monkeypatch.setenv("X", held)
    assert env.text("X", "otherwise") == read


def test_unset_gives_the_default():
    assert env.text("X", "otherwise") == "otherwise"
    assert env.boolean("X", True) is True
    assert env.integer("X", 5, 1, 9) == 5
    assert env.words("X", ("a", "b")) == ["a", "b"]
    assert env.time_zone("X", "Europe/London") == "Europe/London"
    assert env.site_url("X", "http://localhost:1").port == 1


@pytest.mark.parametrize(
    ("held", "read"),
    [(word, True) for word in ("1", "true", "Yes", "ON")] + [(word, False) for word in ("0", "False", "no", "off")],
)
def test_boolean(monkeypatch, held, read):
    monkeypatch.setenv("X", held)
    assert env.boolean("X", not read) is read


def test_choice_is_one_of_a_few_words(monkeypatch):
    assert env.choice("X", "red", ["red", "green"]) == "red"
    monkeypatch.setenv("X", "Green")
    assert env.choice("X", "red", ["red", "green"]) == "green"


def test_choice_refuses_with_the_words_or_with_what_they_are(monkeypatch):
    monkeypatch.setenv("X", "blue")
    assert refusal(env.choice, "X", "red", ["red", "green"]) == "X is 'blue', but must be one of red, green."
    assert refusal(env.choice, "X", "red", ["red", "green"], "a colour") == "X is 'blue', but must be a colour."


@pytest.mark.parametrize("held", ["2", "y", "ja", "-", "None"])
def test_boolean_refuses(monkeypatch, held):
    monkeypatch.setenv("X", held)
    assert refusal(env.boolean, "X", False) == (
        f"X is '{held}', but must be one of 1, true, yes, on, 0, false, no, off."
    )


@pytest.mark.parametrize(("held", "read"), [("1", 1), ("65535", 65535), (" 80 ", 80), ("0080", 80)])
def test_integer(monkeypatch, held, read):
    monkeypatch.setenv("X", held)
    assert env.integer("X", 7, 1, 65535) == read


@pytest.mark.parametrize(
    "held", ["0", "65536", "-1", "+1", "1.0", "1e3", "0x10", "\uff18\uff10", "²", "eighty", "1_000"]
)
def test_integer_refuses(monkeypatch, held):
    monkeypatch.setenv("X", held)
    assert refusal(env.integer, "X", 7, 1, 65535) == f"X is '{held}', but must be a whole number from 1 to 65535."


def test_a_number_of_thousands_of_digits_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("X", "1" * 5000)
    said = refusal(env.integer, "X", 7, 1, 65535)
    assert said.endswith("1...', but must be a whole number from 1 to 65535.")
    assert len(said) < 300


def test_hosts(monkeypatch):
    monkeypatch.setenv("X", "www.example.com, 10.0.0.7")
    assert env.hosts("X") == ["www.example.com", "10.0.0.7"]


@pytest.mark.parametrize("held", ["*", "www.example.com,*", "*.example.com", "https://www.example.com", "a b"])
def test_hosts_refuses(monkeypatch, held):
    monkeypatch.setenv("X", held)
    assert refusal(env.hosts, "X") == (
        f"X is '{held}', but must be host names such as www.example.com, with commas between them, each in full."
    )


def test_relative_paths_start_from_the_sites_own_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("X", "data")
    assert env.folder("X", "var") == env.ROOT / "data"
    monkeypatch.setenv("X", str(tmp_path))
    assert env.folder("X", "var") == tmp_path


def test_words(monkeypatch):
    monkeypatch.setenv("X", " a.example, b.example ,,")
    assert env.words("X") == ["a.example", "b.example"]


@pytest.mark.parametrize("held", ["Mars/Base", "New York", "../etc/passwd", "/etc/localtime", "America"])
def test_time_zone_refuses(monkeypatch, held):
    monkeypatch.setenv("X", held)
    assert "must be a time zone such as America/New_York" in refusal(env.time_zone, "X", "UTC")


@pytest.mark.parametrize(
    ("held", "read"),
    [
        ("https://news.example.com", "https://news.example.com"),
        ("https://news.example.com/", "https://news.example.com"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_site_url(monkeypatch, held, read):
    monkeypatch.setenv("X", held)
    assert env.site_url("X", "http://localhost").geturl() == read


@pytest.mark.parametrize(
    "held",
    [
        "news.example.com",
        "ftp://news.example.com",
        "https://",
        "https://news.example.com/paper",
        "https://news.example.com?x=1",
        "https://news.example.com#x",
        "https://me:pw@news.example.com",
        "https://news.example.com:0",
        "https://news.example.com:99999",
        "https://news.example.com:http",
        "https://[::1",
    ],
)
def test_site_url_refuses(monkeypatch, held):
    monkeypatch.setenv("X", held)
    assert "must be an address such as https://news.example.com" in refusal(env.site_url, "X", "http://localhost")


def test_secret_from_the_variable(monkeypatch, tmp_path):
    monkeypatch.setenv("X", LONG)
    assert env.secret("X", site=ELSEWHERE, made_in=tmp_path / "key") == LONG
    assert not (tmp_path / "key").exists()


def test_secret_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "held").write_text(f"{LONG}\n")
    monkeypatch.setenv("X_FILE", str(tmp_path / "held"))
    assert env.secret("X", site=ELSEWHERE, made_in=tmp_path / "key") == LONG


def test_secret_from_a_file_that_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("X_FILE", str(tmp_path / "nowhere"))
    said = refusal(env.secret, "X", site=ELSEWHERE, made_in=tmp_path / "key")
    assert said.startswith("X_FILE is ")
    assert "No such file" in said


@pytest.mark.parametrize("held", [b"\xff\xfe" * 40, b"\x80abc"])
def test_a_file_that_is_no_text_is_refused_in_a_sentence(monkeypatch, tmp_path, held):
    (tmp_path / "held").write_bytes(held)
    monkeypatch.setenv("X_FILE", str(tmp_path / "held"))
    said = refusal(env.secret, "X", site=ELSEWHERE, made_in=tmp_path / "key")
    assert said == f"X_FILE is '{tmp_path / 'held'}', but must be a file of plain text."


def test_a_short_secret_is_refused_and_not_repeated(monkeypatch, tmp_path):
    monkeypatch.setenv("X", "hunter2")
    said = refusal(env.secret, "X", site=HERE, made_in=tmp_path / "key")
    assert said == "X must be at least 50 characters long."


def test_a_site_that_others_can_reach_needs_a_secret(tmp_path):
    said = refusal(env.secret, "X", site=ELSEWHERE, made_in=tmp_path / "key")
    assert said.startswith("X is not set, and a site at https://news.example.com needs one")
    assert not (tmp_path / "key").exists()


def test_a_site_on_loopback_makes_its_secret_once(tmp_path):
    key = tmp_path / "var" / "key"
    made = env.secret("X", site=HERE, made_in=key)
    assert len(made) >= env.SECRET_LENGTH
    assert env.secret("X", site=HERE, made_in=key) == made
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("left", ["", " \n"])
def test_a_secret_that_was_lost_is_made_anew(tmp_path, left):
    key = tmp_path / "key"
    key.write_text(left)
    made = env.secret("X", site=HERE, made_in=key)
    assert len(made) >= env.SECRET_LENGTH
    assert env.secret("X", site=HERE, made_in=key) == made


@pytest.mark.parametrize(("left", "why"), [(b"short", "is too short"), (b"\xff" * 60, "cannot be read")])
def test_a_made_secret_that_was_damaged_is_said(tmp_path, left, why):
    key = tmp_path / "key"
    key.write_bytes(left)
    said = refusal(env.secret, "X", site=HERE, made_in=key)
    assert said == f"The secret key in {key} {why}: remove it, and one is made."


def test_pairs_are_names_with_values(monkeypatch):
    monkeypatch.setenv("X", "a=http://x/?y=1, b=2")
    assert env.pairs("X") == {"a": "http://x/?y=1", "b": "2"}
    monkeypatch.delenv("X")
    assert env.pairs("X") == {}


@pytest.mark.parametrize(
    ("reader", "value"), [("pairs", "a"), ("pairs", "=1"), ("numbers", "a=b"), ("numbers", "a=-1")]
)
def test_pairs_that_are_none_are_told(monkeypatch, reader, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(EnvironmentValueError, match=r"X is .* must be names and .* such as finnhub=100,tiingo=50"):
        getattr(env, reader)("X")


def test_numbers_by_name_are_whole(monkeypatch):
    monkeypatch.setenv("X", "finnhub=100")
    assert env.numbers("X") == {"finnhub": 100}


def test_a_key_comes_from_the_variable_or_from_a_file(monkeypatch, tmp_path):
    assert env.key("X_KEY") == ""
    monkeypatch.setenv("X_KEY", "abc")
    assert env.key("X_KEY") == "abc"
    (tmp_path / "key").write_text("def\n")
    monkeypatch.setenv("X_KEY_FILE", str(tmp_path / "key"))
    assert env.key("X_KEY") == "def"


def test_a_key_that_cannot_be_one_is_refused_without_saying_it(monkeypatch):
    monkeypatch.setenv("X_KEY", "S3CRET two")
    with pytest.raises(EnvironmentValueError, match="X_KEY must be a key") as error:
        env.key("X_KEY")
    assert "S3CRET" not in str(error.value)


def test_a_file_of_a_key_that_is_not_there_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("X_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(EnvironmentValueError, match=r"X_KEY_FILE is .*nowhere"):
        env.key("X_KEY")
