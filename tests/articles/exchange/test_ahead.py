"""An iterator in a second process gives what it would give here, and ends when either does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from articles.exchange.ahead import ReaderLost, ahead

ROOT = Path(__file__).resolve().parents[3]
# A test may leave threads that wait for nothing; the second process has no use for what they hold.
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a second process is a copy of the first on Linux only"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]


def until(condition, seconds=20):
    for _ in range(seconds * 50):
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_the_items_come_in_their_order_from_another_process():
    found = list(ahead((number, os.getpid()) for number in range(100)))
    assert [number for number, _ in found] == list(range(100))
    assert os.getpid() not in {pid for _, pid in found}
    assert not multiprocessing.active_children()


def test_no_more_than_a_few_are_made_before_they_are_wanted():
    made = multiprocessing.get_context("fork").Value("i", 0)

    def large():
        for _ in range(50):
            made.value += 1
            yield b"x" * 1_000_000

    with closing(ahead(large())) as items:
        next(items)
        assert until(lambda: made.value == 2)
        time.sleep(0.2)
        assert made.value == 2


def test_what_goes_wrong_there_is_raised_here_after_what_went_well():
    def failing():
        yield "one"
        raise ZeroDivisionError("two")

    items = ahead(failing())
    assert next(items) == "one"
    with pytest.raises(ZeroDivisionError, match="two") as told:
        next(items)
    assert "in failing" in told.value.__notes__[0]


def test_what_cannot_be_sent_is_told():
    with pytest.raises(Exception, match="pickle"):
        list(ahead([lambda: None]))


def test_a_second_process_that_is_killed_is_told():
    def killed():
        yield "one"
        os.kill(os.getpid(), signal.SIGKILL)
        yield "two"

    items = ahead(killed())
    assert next(items) == "one"
    with pytest.raises(ReaderLost, match=r"ended from outside .*-9.*import the same again"):
        next(items)


def test_who_wants_no_more_ends_the_second_process():
    with closing(ahead(iter(lambda: "again", None))) as items:
        assert next(items) == "again"
    assert not multiprocessing.active_children()


def test_it_ends_when_the_first_is_killed(tmp_path):
    script = "import os\nfrom articles.exchange.ahead import ahead\n"
    script += "for pid in ahead(iter(os.getpid, None)):\n    print(pid, flush=True)\n"
    first = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    second = int(first.stdout.readline())
    first.kill()
    first.wait()
    first.stdout.close()
    assert until(lambda: not is_running(second))


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
