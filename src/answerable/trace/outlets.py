"""Names of outlets: known ones, ones that look like one, and when two ways of writing a name are the same.

In:   words from a mark, a publisher's name, an address.
Out:  whether it names an outlet; a key by which names are compared.
Not:  a register of the press. An unknown outlet is known by its nouns ("… Press", "… Tribune") or not at all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

from answerable.resources import languages, lexicon
from answerable.trace.words import words_of

_ARTICLES = frozenset({"the", "la", "le", "les", "el", "los", "il", "lo", "der", "die", "das", "o", "a", "de", "het"})
_GENERIC = frozenset(
    {"www", "m", "amp", "news", "en", "fr", "es", "de", "it", "ru", "co", "com", "org", "net", "gov", "ac", "edu"}
)
_DOMAIN = re.compile(r"[\w-]{1,60}(?:\.[\w-]{2,60}){1,4}\Z")


@cache
def _listed(what: str) -> frozenset[str]:
    return frozenset(name for lang in languages("agencies") for name in lexicon(lang, "agencies").get(what, ()))


@cache
def _keys(what: str) -> frozenset[str]:
    """Keys of the listed names; signs of up to four letters only as they are written."""
    return frozenset(name_key(name) for name in _listed(what) if len(name) > 4)


def is_agency(name: str) -> bool:
    """Whether `name` is a news agency's, as the lexicons have it."""
    name = name.strip()
    return name in _listed("agencies") or (len(name) > 4 and name_key(name) in _keys("agencies"))


def is_outlet(name: str) -> bool:
    """Whether `name` is a known outlet's or agency's, or ends in or begins with an outlet's noun, or is a domain."""
    name = name.strip()
    if is_agency(name) or name in _listed("outlets") or (len(name) > 4 and name_key(name) in _keys("outlets")):
        return True
    if name.casefold().endswith(tuple(_listed("endings"))) and len(name) <= 40:
        return True
    parts = name.split()
    if len(parts) > 1:
        nouns = _listed("nouns")
        return parts[-1] in nouns or parts[0] in nouns or (parts[0].casefold() in _ARTICLES and parts[1] in nouns)
    return bool(_DOMAIN.match(name)) and any(c.isalpha() for c in name.rsplit(".", 1)[-1])


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """`name` for comparison: words levelled, without a leading article and the domain's ending."""
    host = host_of(name)
    if host is not None:
        return host_key(host)
    norms = list(words_of(name).norms)
    while len(norms) > 1 and norms[0] in _ARTICLES:
        norms.pop(0)
    return "".join(norms)


def bare_key(name: str) -> str:
    """`name` with its article, as hosts write it: "The Sounding" → `thesounding`."""
    return "".join(words_of(name).norms)


def host_of(address: str) -> str | None:
    """The host of a web address or bare domain, without `www.`; None when it is neither."""
    words = address.strip().rstrip("/")
    if "://" in words:
        try:
            host = urlsplit(words).hostname or ""
        except ValueError:  # an address no parser accepts, e.g. an open bracket
            return None
    elif _DOMAIN.match(words) and words.rsplit(".", 1)[-1].isalpha() and words == words.lower():
        host = words
    else:
        return None
    return host.removeprefix("www.").lower() or None


def host_key(host: str) -> str:
    """The telling label of a host: `news.continental-press.co.uk` → `continentalpress`."""
    labels = [label for label in host.split(".") if label]
    telling = [label for label in labels[:-1] if label not in _GENERIC] or labels[:1]
    return "".join(words_of(telling[-1]).norms) if telling else ""
