"""How a page is set: the templates, the words they may use, the style, the script and the policy that admits them.

In:   the name of a template and the values it shows.
Out:  a whole page of HTML.
Not:  what is on it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from answerable.publish.dates import clock, machine, written
from answerable.publish.scripts import direction, language_for
from answerable.publish.showing import plain, shortened, shown
from answerable.publish.words import HOW, ROLES, STATES, count, listed

TEMPLATES = "templates/report"


def typeset(template: str, **values: Any) -> str:
    """The page that `template` makes of `values`, with this program's own style and script in it."""
    style, script = _asset("report.css"), _asset("report.js")
    made = _templates().get_template(template)
    return made.render(policy=_policy(style, script), style=Markup(style), script=Markup(script), **values)


@cache
def _templates() -> Environment:
    """Every value is escaped, and its hidden characters made visible, wherever it is put out."""
    environment = Environment(
        loader=PackageLoader("answerable.publish", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_made_safe,
    )
    environment.filters.update(
        written=written, clock=clock, machine=machine, shortened=shortened, plain=plain, count=count, listed=listed
    )
    environment.globals.update(
        direction=direction, language_for=language_for, states=STATES, roles=ROLES, how=HOW, same_words=_same_words
    )
    return environment


def _made_safe(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _same_words(here: str, there: str) -> bool:
    """Whether two texts differ in nothing but white space at their ends and a final stop."""
    return " ".join(here.split()).rstrip(".") == " ".join(there.split()).rstrip(".")


@cache
def _asset(name: str) -> str:
    return (files(__package__) / TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A content security policy that admits this page's own style and script by digest, and nothing else at all."""
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    style_digest, script_digest = digests
    return (
        f"default-src 'none'; style-src 'sha256-{style_digest}'; script-src 'sha256-{script_digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
