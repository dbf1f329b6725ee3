"""What the server costs by itself: an application that gives the answer in the file BENCH_SAMPLE, and does nothing."""

import json
import os
from pathlib import Path

_sample = json.loads(Path(os.environ["BENCH_SAMPLE"]).read_text())
HEADERS = [(name, value) for name, value in _sample["headers"]]
BODY = [_sample["body"].encode("latin-1")]


def application(environ, respond):
    respond("200 OK", HEADERS)
    return BODY
