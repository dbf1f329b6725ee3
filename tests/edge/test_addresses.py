from __future__ import annotations

import pytest

from edge.addresses import canonical

READS = ("q", "page", "sort")


@pytest.mark.parametrize(
    ("query", "canonical_query"),
    [
        ("", ""),
        ("q=tariff", "q=tariff"),
        ("utm_source=mail&fbclid=1&gclid=2", ""),
        ("sort=date&q=a", "q=a&sort=date"),
        ("q=a&q=b", "q=b"),
        ("q=a%20b", "q=a+b"),
        ("q=", "q="),
        ("q", "q="),
        ("q=%C3%A9", "q=%C3%A9"),
        ("Q=a&q%20=b&q[]=c", ""),
        ("%71=encoded", "q=encoded"),
        ("q=a;page=2", "q=a%3Bpage%3D2"),
        ("&&&q=a&&", "q=a"),
    ],
)
def test_what_a_page_does_not_read_makes_no_other_address(query, canonical_query):
    assert canonical(query, READS) == canonical_query


@pytest.mark.parametrize("query", ["q=" + "a" * 2000, "&".join("q=a" for _ in range(51)), "q=%ff", "q=\xff"])
def test_what_is_too_long_or_no_text_is_not_looked_at(query):
    assert canonical(query, READS) is None
