from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.watching.guard import PRIVATE, Guard

CLOSED_4 = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
    "240.0.0.0/4",
)  # fmt: skip
CLOSED_6 = (
    "::/128", "::1/128", "::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32",
    "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)  # fmt: skip


def within(networks: tuple[str, ...]) -> st.SearchStrategy[str]:
    one = st.sampled_from(networks)
    return one.flatmap(lambda network: st.ip_addresses(network=network)).map(str)


@given(within(CLOSED_4))
def test_no_ipv4_address_that_is_not_public_is_asked(address: str) -> None:
    assert Guard().refusal(address)


@given(within(CLOSED_6))
def test_no_ipv6_address_that_is_not_public_is_asked(address: str) -> None:
    assert Guard().refusal(address)


@given(
    within(CLOSED_4).map(IPv4Address),
    st.sampled_from(["::ffff:0:0", "64:ff9b::"]),
)
def test_no_private_address_is_reached_inside_another(inner: IPv4Address, carrier: str) -> None:
    assert Guard().refusal(str(IPv6Address(int(IPv6Address(carrier)) | int(inner))))


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**80 - 1))
def test_what_tunnels_to_an_ipv4_address_is_never_asked(inner: int, rest: int) -> None:
    six_to_four = IPv6Address((0x2002 << 112) | (inner << 80) | rest)
    teredo = IPv6Address((0x20010000 << 96) | (rest << 16 & ~0xFFFFFFFF) | (inner ^ 0xFFFFFFFF))
    assert Guard(PRIVATE).refusal(str(six_to_four))
    assert Guard(PRIVATE).refusal(str(teredo))


@given(st.ip_addresses())
def test_what_is_asked_is_public_by_the_standard_library_too(address: IPv4Address | IPv6Address) -> None:
    inner = IPv6Address(address).ipv4_mapped if address.version == 6 else None
    in_nat64 = address.version == 6 and address in IPv6Network("64:ff9b::/96")
    judged = inner or (IPv4Address(int(address) & 0xFFFFFFFF) if in_nat64 else address)
    if Guard().refusal(str(address)) is None:
        assert judged.is_global
        assert not judged.is_multicast


@given(
    st.ip_addresses(v=4).filter(
        lambda address: (
            address.is_global
            and not address.is_multicast
            and address not in IPv4Network("192.0.0.0/8")
            and address != IPv4Address("168.63.129.16")
        )
    )
)
def test_public_addresses_are_asked(address: IPv4Address) -> None:
    assert Guard().refusal(str(address)) is None
    assert Guard().refusal(f"::ffff:{address}") is None
    assert Guard().refusal(f"64:ff9b::{address}") is None


@given(st.ip_addresses(network="2a00::/12"))
def test_public_ipv6_addresses_are_asked(address: IPv6Address) -> None:
    assert Guard().refusal(str(address)) is None


@given(within(tuple(map(str, PRIVATE))))
def test_private_addresses_are_asked_where_they_are_allowed(address: str) -> None:
    keys = {"100.100.100.200", "fd00:ec2::254", "fd20:ce::254"}
    assert (Guard(PRIVATE).refusal(address) is None) == (str(ip_address(address)) not in keys)


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fe80::1%eth0", "fd00:ec2::254", "100.100.100.200",
     "168.63.129.16", "224.0.0.1", "ff02::1", "255.255.255.255", "0.0.0.1", "::"],
)  # fmt: skip
def test_keys_of_clouds_and_everybody_at_once_are_never_asked(address: str) -> None:
    assert Guard(PRIVATE).refusal(address)


@given(st.text(max_size=20))
def test_what_is_no_address_is_refused(text: str) -> None:
    try:
        ip_address(text)
    except ValueError:
        assert Guard(PRIVATE).refusal(text)


@given(st.ip_addresses(network="127.0.0.0/8"), st.sampled_from(["decimal", "hex", "octal", "short"]))
def test_other_ways_to_write_an_ipv4_address_are_refused_as_what_the_system_makes_of_them(
    address: IPv4Address, way: str
) -> None:
    number = int(address)
    parts = [number >> shift & 255 for shift in (24, 16, 8, 0)]
    written = {
        "decimal": str(number), "hex": hex(number), "octal": ".".join(f"0{part:o}" for part in parts),
        "short": f"{parts[0]}.{number & 0xFFFFFF}",
    }[way]  # fmt: skip
    found = {each[4][0] for each in socket.getaddrinfo(written, 80, type=socket.SOCK_STREAM)}
    assert found == {str(address)}
    assert all(Guard().refusal(str(each)) for each in found)
