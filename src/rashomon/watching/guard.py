"""Which machines may be connected to: those of the public internet, and those of one's own network where allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network


def _networks(*written: str) -> tuple[Network, ...]:
    return tuple(map(ip_network, written))


# From IANA's registries of special-purpose addresses, IPv4 and IPv6. One's own machine and network, which a user may
# allow …
PRIVATE = _networks(
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7",
)  # fmt: skip
# … where clouds hand out the keys of the machine that asks, which nobody may …
_METADATA = _networks(
    "169.254.0.0/16", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "fd00:ec2::254/128",
    "fd20:ce::254/128", "fe80::/10",
)  # fmt: skip
# … and what is no single machine of the internet: this network, protocols, documentation, benchmarks, relays of 6to4,
# multicast, what is reserved.
_OTHER = _networks(
    "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)  # fmt: skip
# All that is given out for the internet in IPv6.
_GLOBAL = IPv6Network("2000::/3")
# IPv4 inside IPv6 that reaches that same IPv4 machine: mapped by the system, translated by the network (NAT64).
_CARRIERS = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))


@dataclass(frozen=True, slots=True)
class Guard:
    """Tells which addresses are refused. `allowed` are networks that may be reached though they are private.

    Addresses where clouds keep their keys (link-local), multicast and reserved ones are refused whatever is allowed.
    """

    allowed: tuple[Network, ...] = ()

    def refusal(self, written: str) -> str | None:
        """Return why no connection may be made to an IP address, None where one may.

        >>> Guard().refusal("8.8.8.8"), Guard().refusal("::ffff:127.0.0.1")
        (None, 'a private address, which is not asked unless allowed')
        >>> Guard(PRIVATE).refusal("127.0.0.1"), Guard(PRIVATE).refusal("169.254.169.254")
        (None, 'an address at which clouds keep their keys')
        """
        try:
            address = _carried(ip_address(written))
        except ValueError:
            return "no address of a machine"
        if _within(address, _METADATA):
            return "an address at which clouds keep their keys"
        if _within(address, self.allowed):
            return None
        if _within(address, PRIVATE):
            return "a private address, which is not asked unless allowed"
        if _within(address, _OTHER) or not _is_given_out(address):
            return "a reserved address, which is no machine of the internet"
        return None


def _carried(address: Address) -> Address:
    """Return the IPv4 address inside an IPv6 one that carries it."""
    if isinstance(address, IPv6Address) and _within(address, _CARRIERS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def _is_given_out(address: Address) -> bool:
    return isinstance(address, IPv4Address) or address in _GLOBAL
