"""Answerable: of everything that was alleged, what does each allegation rest on, and was it ever answered?

The rooms stand in the order data flows: acquire, preserve, read, trace, extract, confront, assess, publish.
`flow` composes them, `cli` is how people call them; `docs/` tells why each is as it is.
"""

__version__ = "0.1.0.dev0"
