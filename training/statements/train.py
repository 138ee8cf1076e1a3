"""Train the tagger and write its weights. Seeded; scored on the development articles after every epoch.

    python -m training.statements.train ENCODER OUT --train FILE[:WEIGHT]... --dev FILE --score FILE [--epochs 6]

ENCODER is the folder of the pretrained encoder (training/README.md says where it comes from and its digest). FILE
holds articles as JSON lines; WEIGHT repeats a file so many times an epoch.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from answerable.extract.tagger_decoding import Tagged, Window, decode
from answerable.extract.tagger_pieces import Marks, marks_of
from training.fitting import optimiser_of, seeded, tokenizer_of
from training.statements.examples import Article, Example, cut, read_article, read_rows
from training.statements.model import Tagger, fresh
from training.statements.scoring import headline


def batches(examples: list[Example], budget: int, rng: random.Random | None) -> list[list[Example]]:
    """Examples of like length together, at most `budget` pieces a batch; in random order if `rng`."""
    out: list[list[Example]] = []
    row: list[Example] = []
    for example in sorted(examples, key=lambda e: len(e.pieces)):
        if row and (len(row) + 1) * len(example.pieces) > budget:
            out.append(row)
            row = []
        row.append(example)
    if row:
        out.append(row)
    if rng is not None:
        rng.shuffle(out)
    return out


def collate(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(e.pieces) for e in batch)
    most = max(len(e.heads) for e in batch)
    pieces, mask, features = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
    heads = torch.zeros(len(batch), most, dtype=torch.long)
    for i, e in enumerate(batch):
        n = len(e.pieces)
        pieces[i, :n] = torch.from_numpy(e.pieces)
        mask[i, :n] = 1
        features[i, :n] = torch.from_numpy(e.features)
        heads[i, : len(e.heads)] = torch.from_numpy(e.heads)
    return pieces, mask, features, heads


def loss_of(model: Tagger, batch: list[Example]) -> Tensor:
    word, pair = model(*collate(batch))
    word, pair = word.float(), pair.float()
    anchors, kinds, seen, rows, targets, acts, act_targets = [], [], [], [], [], [], []
    for i, e in enumerate(batch):
        n = len(e.heads)
        seen.append(word[i, :n, :4])
        anchors += e.anchor
        kinds += e.kinds
        for at, roles, act in e.targets:
            rows.append(pair[i, at, :n])
            targets += roles
            if act >= 0:
                acts.append(word[i, at, 4:])
                act_targets.append(act)
    unary = torch.cat(seen)
    gold = torch.tensor([[a, k & 1, k >> 1 & 1, k >> 2 & 1] for a, k in zip(anchors, kinds, strict=True)]).float()
    each = F.binary_cross_entropy_with_logits(unary, gold, reduction="none").sum(0)
    count = max(1, len(rows))
    total = (each[0] + 0.1 * each[1:].sum()) / count
    if rows:  # summed over words: a mean would drown the source in a long window
        total = total + F.cross_entropy(torch.cat(rows), torch.tensor(targets), reduction="sum") / count
    if acts:
        total = total + F.cross_entropy(torch.stack(acts), torch.tensor(act_targets), reduction="sum") / count
    return total


@torch.no_grad()
def predict(model: Tagger, articles: list[Article], marks: Marks) -> list[dict[str, Any]]:
    model.eval()
    out = []
    for article in articles:
        parts = []
        for first, end, example in cut(article, marks):
            word, pair = model(*collate([example]))
            parts.append(Window(first, end, word[0].float().numpy(), pair[0].float().numpy()))
        out.append({"id": article.id, "attributions": [spelled(article, t) for t in decode(parts)]})
    return out


def spelled(article: Article, tagged: Tagged) -> dict[str, Any]:
    """As the scorers read it."""
    starts, ends = article.words.starts, article.words.ends
    place = lambda ranges: [[starts[a], ends[b - 1]] for a, b in ranges]  # noqa: E731
    return {"source": place(tagged.source), "cue": place([tagged.cue]), "content": place(tagged.content)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", action="append", required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument(
        "--stop-after", type=int, help="epochs after which to stop all the same; the schedule stays that of all"
    )
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=2600, help="word pieces a step")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--score", type=Path, required=True, help="the public scorer of attributions")
    parser.add_argument("--limit", type=int, help="articles of each file, to try things out")
    args = parser.parse_args()
    rng = seeded(args.seed)
    tokenizer = tokenizer_of(args.encoder)
    marks = marks_of(tokenizer)
    train: list[tuple[Article, int]] = []
    for named in args.train:
        path, _, weight = named.partition(":")
        rows = list(read_rows(Path(path)))[: args.limit]
        train += [(read_article(row, tokenizer), int(weight or 1)) for row in rows]
    dev = [read_article(row, tokenizer) for row in list(read_rows(args.dev))[: args.limit]]
    model = fresh(args.encoder)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    per_epoch = len(batches(_windows(train, marks, rng), args.batch, None))
    optimiser, schedule = optimiser_of(model, args.rate, per_epoch * args.epochs, max(1, per_epoch // 2))
    args.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(args.stop_after or args.epochs):
        model.train()
        began, lost, count = time.monotonic(), 0.0, 0
        for batch in batches(_windows(train, marks, rng), args.batch, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
            optimiser.step()
            schedule.step()
            lost, count = lost + loss.item(), count + 1
            if count % 50 == 0:
                print(
                    f"  step {count}/{per_epoch} loss {lost / count:.2f} {time.monotonic() - began:.0f} s", flush=True
                )
        torch.save(model.state_dict(), args.out / "weights.pt")
        print(f"epoch {epoch + 1}: loss {lost / count:.2f}, {time.monotonic() - began:.0f} s", flush=True)
        predicted = predict(model, dev, marks)
        print("  " + headline(args.score, list(read_rows(args.dev))[: args.limit], predicted), flush=True)


def _windows(train: list[tuple[Article, int]], marks: Marks, rng: random.Random) -> list[Example]:
    return [example for article, weight in train for _ in range(weight) for _, _, example in cut(article, marks, rng)]


if __name__ == "__main__":
    main()
