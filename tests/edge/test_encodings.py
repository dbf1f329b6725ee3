from __future__ import annotations

import pytest

from edge.encodings import chosen


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("zstd, gzip", "zstd"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000", "identity"),
        ("*", "br"),
        ("*;q=0.1, gzip;q=0.2", "gzip"),
        ("br;q=0, *", "zstd"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.1, gzip;q=0.2", "gzip"),
        ("identity;q=0", "identity"),
        ("*;q=0", "identity"),
        ("br;q=high, gzip", "gzip"),
        ("br;level=11, gzip;q=0.1", "gzip"),
        ("br ; q=0.9 , gzip ; q=0.8", "br"),
        ("deflate", "identity"),
    ],
)
def test_what_a_client_weighs_most_is_chosen_and_then_what_is_smallest(accepted, encoding):
    assert chosen(accepted) == encoding
