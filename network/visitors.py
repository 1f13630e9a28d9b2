"""Tells visitors apart by where they ask from, without keeping it."""

from ipaddress import IPv6Address, ip_address

# A home or a phone has a whole network of this many bits, and may change its address in it.
NETWORK_BITS = 64


def network_of(address: str) -> bytes:
    """What is the same in all requests of one visitor: the address, or the beginning of a long one.

    What is no address stands for itself.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address.encode()
    whole = isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped
    return parsed.packed[: NETWORK_BITS // 8] if whole else parsed.packed
