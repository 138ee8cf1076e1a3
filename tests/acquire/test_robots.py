"""robots.txt as RFC 9309 reads it: the longest rule that matches decides, and allowing wins a draw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.acquire.robots import forbidding_rule

CASES = {
    "nothing said": ("", "/a", ""),
    "all forbidden": ("User-agent: *\nDisallow: /", "/a", "Disallow: /"),
    "an empty rule forbids nothing": ("User-agent: *\nDisallow:", "/a", ""),
    "another robot's rules": ("User-agent: other\nDisallow: /", "/a", ""),
    "our own rules go before everybody's": ("User-agent: *\nDisallow: /\n\nUser-agent: Answerable\nAllow: /", "/a", ""),
    "our name with a version": ("User-agent: answerable/9\nDisallow: /a", "/a", "Disallow: /a"),
    "two names over one group": ("User-agent: x\nUser-agent: *\nDisallow: /a", "/ab", "Disallow: /a"),
    "the longest rule decides": ("User-agent: *\nDisallow: /a\nAllow: /a/open", "/a/open/1", ""),
    "a draw allows": ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""),
    "a star stands for any run": ("User-agent: *\nDisallow: /*/print", "/news/7/print?x", "Disallow: /*/print"),
    "a dollar for the end": ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", ""),
    "a dollar at the end": ("User-agent: *\nDisallow: /*.pdf$", "/b/a.pdf", "Disallow: /*.pdf$"),
    "escapes are one spelling": ("User-agent: *\nDisallow: /новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", "Disallow: /новости"),
    "remarks and other fields": ("# x\nSitemap: /s\nUser-agent: * # all\nCrawl-delay: 5\nDisallow: /a # no", "/a", "Disallow: /a"),
    "old line ends": ("User-agent: *\rDisallow: /a\r", "/a", "Disallow: /a"),
    "a page of HTML in its place": ("<html><body>Disallow: /</body></html>", "/", ""),
}  # fmt: skip


@pytest.mark.parametrize(("robots", "path", "rule"), CASES.values(), ids=CASES)
def test_a_rule_is_read_as_the_standard_says(robots, path, rule):
    assert forbidding_rule(robots.encode(), path) == rule


@given(st.binary(max_size=400), st.text(max_size=60))
def test_no_bytes_make_it_raise(robots, path):
    forbidding_rule(b"User-agent: *\nDisallow: " + robots, path)


def test_many_stars_are_read_in_one_pass():
    robots = b"User-agent: *\nDisallow: /" + b"*a" * 900 + b"$"
    assert forbidding_rule(robots, "/" + "a" * 7_000 + "b") == ""
