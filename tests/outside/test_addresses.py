"""Which addresses may be contacted, wrapped and unwrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.outside.addresses import forbidden

PUBLIC = ["8.8.8.8", "1.1.1.1", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]
INSIDE = """
127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 192.88.99.1 198.18.0.1 203.0.113.7
224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:100.64.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1::
2002:a00:1:: 2001:0:7f00:1:: fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12::1 ff02::1 2001:db8::1 3fff::1 64:ff9b:1::1 ::7f00:1
2606:4700::5efe:7f00:1 not-an-address
""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_contacted(address):
    assert forbidden(address) == ""


@pytest.mark.parametrize("address", INSIDE)
def test_inside_addresses_may_not_however_they_are_wrapped(address):
    assert forbidden(address)


@given(st.ip_addresses(v=4).filter(lambda a: a.is_private or a.is_loopback))
def test_a_private_address_stays_private_when_it_is_mapped(address):
    assert forbidden(str(address))
    assert forbidden(f"::ffff:{address}")
