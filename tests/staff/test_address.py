"""From which address a request comes, and what of it is kept."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from staff.address import COUNTED_BITS, client_address, network_of


def address(rf, settings, peer, header=None, trusted=("10.0.0.0/8", "::1")):
    settings.TRUSTED_PROXIES = [ip_network(network) for network in trusted]
    headers = {"HTTP_X_FORWARDED_FOR": header} if header is not None else {}
    return client_address(rf.get("/", REMOTE_ADDR=peer, **headers))


@pytest.mark.parametrize(
    ("peer", "header", "found"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        # Whoever is no proxy of ours may write what they like.
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        # What the client wrote itself stands in front of what our proxy added.
        ("10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.9, 10.0.0.2", "10.0.0.9"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_clients_address(rf, settings, peer, header, found):
    assert address(rf, settings, peer, header) == found


def test_without_a_proxy_no_header_is_believed(rf, settings):
    assert address(rf, settings, "127.0.0.1", "198.51.100.1", trusted=()) == "127.0.0.1"


@pytest.mark.parametrize(
    ("whole", "kept", "counted"),
    [
        ("203.0.113.77", "203.0.113.0/24", "203.0.113.77/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("", "", ""),
    ],
)
def test_the_log_keeps_a_network_and_attempts_are_counted_by_a_smaller_one(whole, kept, counted):
    assert network_of(whole) == kept
    assert network_of(whole, COUNTED_BITS) == counted
