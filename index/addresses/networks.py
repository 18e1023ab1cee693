"""Which addresses of the internet are public. Pure."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Behind a DNS64, where hosts of the older internet are (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether a numeric address is one that anybody may reach.

    No such are this machine's, those of private networks, of a link, of several hosts at once, and
    those that are kept for other uses, also where an IPv6 address holds one of these.

    Raises:
        ValueError: It is no numeric address.
    """
    found = ip_address(address.partition("%")[0])  # without the interface of a link
    if isinstance(found, IPv6Address):
        if found in _TRANSLATED:
            return _is_public(IPv4Address(int(found) & 0xFFFFFFFF))
        inner = found.ipv4_mapped or found.sixtofour
        if inner and not _is_public(inner):
            return False
        if found.is_site_local:
            return False
    return _is_public(found)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved)
