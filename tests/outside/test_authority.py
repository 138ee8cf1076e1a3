"""Asking a time-stamp authority: what comes back comes back whole, and whatever else happens is said in time."""

from __future__ import annotations

import shutil
import socket

import pytest
from tests.outside.stamping_authority import Root, serving

from answerable.outside.authority import HttpAuthority
from answerable.outside.filter_proxy import FilterProxy
from answerable.outside.leaving import Straight, way_out
from answerable.outside.tokens import Rfc3161Judge
from answerable.preserve.stamp_query import new_query
from answerable.preserve.stamps import NotYetStampedError

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the authority is made with openssl")


@pytest.fixture(scope="module")
def root() -> Root:
    return Root("Coast root")


@pytest.fixture
def served(root, tmp_path):
    with serving(root.signer(tmp_path / "authority")) as one:
        yield one


def authority(url: str, **how) -> HttpAuthority:
    port = int(url.rsplit(":", 1)[1].strip("/"))
    inside = frozenset({("127.0.0.1", port)})
    return HttpAuthority(Straight(inside), inside, **how)


def test_the_reply_comes_back_as_it_was_sent(root, served):
    query = new_query(bytes(32))
    reply = authority(served.url).ask(served.url, query.der)
    assert served.asked == [query.der]
    assert Rfc3161Judge().judge(reply, query, root.pem).time


def test_an_authority_within_this_machine_is_not_contacted_unless_the_operator_named_it(served):
    port = int(served.url.rsplit(":", 1)[1].strip("/"))
    careful = HttpAuthority(Straight(), frozenset({("127.0.0.1", port)}))
    with pytest.raises(NotYetStampedError, match="this machine"):
        careful.ask(served.url, new_query(bytes(32)).der)
    assert served.asked == []


def test_nobody_at_the_address(served):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    with pytest.raises(NotYetStampedError, match="not yet stamped"):
        authority(url).ask(url, new_query(bytes(32)).der)


@pytest.mark.parametrize("status", [301, 403, 500])
def test_any_status_but_200_is_no_reply_and_nothing_is_followed(served, status):
    served.status = status
    with pytest.raises(NotYetStampedError, match=f"status {status}"):
        authority(served.url).ask(served.url, new_query(bytes(32)).der)
    assert len(served.asked) == 1


def test_an_authority_that_drips_is_left_at_the_deadline(served):
    served.drips, served.body = True, b"x" * 1000
    with pytest.raises(NotYetStampedError):
        authority(served.url, seconds=1.0).ask(served.url, new_query(bytes(32)).der)


def test_an_endless_answer_is_cut_off(served):
    served.body = b"x" * (3 << 20)
    with pytest.raises(NotYetStampedError, match="more than"):
        authority(served.url).ask(served.url, new_query(bytes(32)).der)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "coast",
        "ftp://coast.example/",
        "http://",
        "http://a b/",
        "http://a:b@coast.example/",
        "http://coast.example:25/",
    ],
)
def test_what_is_no_address_is_said(url):
    anyone = HttpAuthority(Straight())
    with pytest.raises(NotYetStampedError):
        anyone.ask(url, new_query(bytes(32)).der)


def test_through_a_proxy_the_authority_is_asked_by_the_proxy_and_never_straight(root, served, tmp_path):
    port = int(served.url.rsplit(":", 1)[1].strip("/"))
    inside = frozenset({("127.0.0.1", port)})
    with FilterProxy(Straight(inside), inside) as proxy:
        query, address = new_query(bytes(32)), proxy.address
        reply = HttpAuthority(way_out(address, inside), inside).ask(served.url, query.der)
        assert Rfc3161Judge().judge(reply, query, root.pem).time
    assert len(served.asked) == 1
    with pytest.raises(NotYetStampedError, match="does not answer"):  # the proxy is gone
        HttpAuthority(way_out(address, inside), inside).ask(served.url, query.der)
    assert len(served.asked) == 1
