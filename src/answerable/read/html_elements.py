"""The elements of HTML as reading sees them: skipped, parting text into blocks, giving a block its role."""

from __future__ import annotations

SKIPPED = frozenset((
    "script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "embed", "audio", "video",
    "canvas", "map", "select", "datalist", "progress", "meter", "frameset", "noframes",
))  # fmt: skip
BLOCKS = frozenset((
    "html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "caption",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "button", "option", "textarea",
))  # fmt: skip
ROLES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list-item"),
    **dict.fromkeys(("td", "th"), "table-cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("button", "option", "textarea", "nav", "legend"), "other"),
    "blockquote": "quotation",
    "header": "header",
    "footer": "footer",
}
