"""The command that makes accounts for the newsroom."""

from __future__ import annotations

import io
import sys

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from tests.factories import make_user

pytestmark = pytest.mark.django_db
STRONG = "correct horse battery 9"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def typed(monkeypatch):
    """A terminal at which these names and passwords are typed, one after the other."""

    def answer(names, passwords):
        names, passwords = iter(names), iter(passwords)
        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr("builtins.input", lambda prompt: next(names))
        monkeypatch.setattr("getpass.getpass", lambda prompt: next(passwords))

    return answer


def run(monkeypatch=None, password=None, **options):
    out, err = io.StringIO(), io.StringIO()
    if monkeypatch:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    call_command("create_editor", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_name_and_password_are_asked_for(typed):
    typed(["elena"], [STRONG, STRONG])
    out, _ = run()
    assert out == "elena can sign in at /admin/ now, as editor.\n"
    user = get_user_model().objects.get(username="elena")
    assert user.is_staff
    assert not user.is_superuser
    assert user.check_password(STRONG)
    assert [group.name for group in user.groups.all()] == ["Editor"]


def test_it_asks_again_until_both_will_do(typed):
    make_user(username="taken")
    typed(["", "taken", "a b", "new"], ["12345678", STRONG, "another word", STRONG, STRONG])
    _, err = run()
    assert err.splitlines() == [
        "This field cannot be blank.",
        "There is an account named “taken” already.",
        "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
        "This password is too common. This password is entirely numeric.",
        "The two are not the same.",
    ]
    assert get_user_model().objects.filter(username="new").exists()


def test_for_scripts_the_password_comes_on_standard_input(monkeypatch):
    run(monkeypatch, STRONG, username="chief", password_stdin=True, group="chief editor")
    assert get_user_model().objects.get().groups.get().name == "Chief editor"


@pytest.mark.parametrize(
    ("password", "options", "sentence"),
    [
        ("elena", {"username": "elena"}, "The password is too similar to the username."),
        (STRONG, {"username": "taken"}, "There is an account named “TAKEN” already."),
        (STRONG, {}, "--password-stdin needs --username as well."),
        (
            STRONG,
            {"username": "x", "group": "Boss"},
            "There is no group “Boss”. There is: Reporter, Editor, Chief editor.",
        ),
    ],
)
def test_what_will_not_do_is_refused_with_a_sentence(monkeypatch, password, options, sentence):
    make_user(username="TAKEN")
    with pytest.raises(CommandError) as refused:
        run(monkeypatch, password, password_stdin=True, **options)
    assert sentence.lower() in str(refused.value).lower()
    assert get_user_model().objects.count() == 1


def test_without_a_terminal_it_says_what_to_give(monkeypatch):
    with pytest.raises(CommandError, match="There is no terminal to ask on"):
        run(monkeypatch, "")


def test_stopping_makes_no_account(typed, monkeypatch):
    typed([], [])

    def stop(prompt):
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", stop)
    with pytest.raises(CommandError, match="Stopped; no account was made"):
        run()
