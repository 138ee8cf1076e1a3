"""Which internet addresses may be contacted: those that are public, after every wrapping is taken off.

In:   an IP address as text.
Out:  why it may not be contacted, empty when it may.
Not:  names; whoever resolves a name asks about every address it got.

Rules: docs/methods/acquire.md, step 6. The registries of RFC 6890 and RFC 4291, NAT64 (RFC 6052), 6to4 (RFC 3056),
Teredo (RFC 4380). The standard library alone calls several wrapped private addresses global.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_SITE_LOCAL = IPv6Network("fec0::/10")
_COMPATIBLE = IPv6Network("::/96")
_SHARED = ip_network("100.64.0.0/10")


def unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address that a mapped, translated or tunnelled one stands for."""
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address.teredo is not None:
        inner = address.teredo[1]
    if inner is None and (address in _NAT64 or (address in _COMPATIBLE and int(address) > 1)):
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
    return address if inner is None else inner


def forbidden(text: str) -> str:
    """Why `text` may not be contacted; empty when it may. Raises ValueError when it is no address."""
    address = unwrapped(ip_address(text.partition("%")[0]))
    if isinstance(address, IPv4Address):
        if address in _SHARED:
            return "a shared address of a provider's inside"
    elif address in _SITE_LOCAL or address in _NAT64_LOCAL:
        return "an address of an inside network"
    if address.is_loopback:
        return "this machine itself"
    if address.is_multicast:
        return "a group of machines, not one"
    if not address.is_global or address.is_reserved or address.is_unspecified or address.is_link_local:
        return "an address of an inside network"
    return ""
