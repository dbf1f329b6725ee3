"""Jobs for the tests of the worker."""

from __future__ import annotations

from django_tasks import task


@task
def say(word: str) -> str:
    return word


@task
def fail(word: str) -> None:
    raise ValueError(word)
