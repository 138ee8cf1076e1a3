"""Whether an IP address belongs to the public internet.

In:   an address as text, as a resolver returned it.
Out:  why it is not public, or an empty string.
Not:  names. Addresses that carry another (IPv4-mapped, NAT64, 6to4, Teredo, ISATAP) are judged by what they carry.

The networks are listed here because what the standard library calls global changes with its patch level: that of
3.11.7 lets 64:ff9b::7f00:1, 2002:7f00:1:: and ::ffff:100.64.0.1 through. Source: IANA's special-purpose registries.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_NOT_PUBLIC_4 = {
    IPv4Network("0.0.0.0/8"): "this network",
    IPv4Network("10.0.0.0/8"): "a private network",
    IPv4Network("100.64.0.0/10"): "a provider's own network",
    IPv4Network("127.0.0.0/8"): "this machine",
    IPv4Network("169.254.0.0/16"): "the local link",
    IPv4Network("172.16.0.0/12"): "a private network",
    IPv4Network("192.0.0.0/24"): "reserved",
    IPv4Network("192.0.2.0/24"): "for documentation",
    IPv4Network("192.31.196.0/24"): "reserved",
    IPv4Network("192.52.193.0/24"): "reserved",
    IPv4Network("192.88.99.0/24"): "reserved",
    IPv4Network("192.168.0.0/16"): "a private network",
    IPv4Network("192.175.48.0/24"): "reserved",
    IPv4Network("198.18.0.0/15"): "for measurements",
    IPv4Network("198.51.100.0/24"): "for documentation",
    IPv4Network("203.0.113.0/24"): "for documentation",
    IPv4Network("224.0.0.0/4"): "multicast",
    IPv4Network("240.0.0.0/4"): "reserved",
}
_NOT_PUBLIC_6 = {
    IPv6Network("2001::/23"): "reserved",  # Teredo, which is unwrapped first, lies in it
    IPv6Network("2001:db8::/32"): "for documentation",
    IPv6Network("2620:4f:8000::/48"): "reserved",
    IPv6Network("3fff::/20"): "for documentation",
}
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def forbidden(text: str) -> str:
    """Why `text` is not a public address, or an empty string when it is one."""
    try:
        address = ip_address(text)
    except ValueError:
        return f"{text} is not an IP address"
    for inner in _carried(address):
        reason = _why(inner)
        if reason:
            return f"{text} is {reason}" if inner == address else f"{text} leads to {inner}, which is {reason}"
    return ""


def _carried(address: Address) -> Iterator[Address]:
    """The addresses to judge in place of `address`."""
    if isinstance(address, IPv4Address):
        yield address
        return
    low = IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    elif address in _NAT64:
        yield low
    elif address.sixtofour is not None:
        yield address.sixtofour
    elif address.teredo is not None:
        yield from address.teredo
    else:
        yield address
        if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
            yield low


def _why(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return next((why for network, why in _NOT_PUBLIC_4.items() if address in network), "")
    if address.scope_id is not None:
        return "tied to one network card"
    if address not in _GLOBAL_UNICAST:
        return "outside the public range"
    return next((why for network, why in _NOT_PUBLIC_6.items() if address in network), "")
