"""Train the scorer of answers and write its weights. Seeded; scored on cases set apart after every epoch.

    python -m training.answers.train ENCODER OUT --train FOLDER [--dev FOLDER | --apart N] [--epochs 8]

ENCODER is the folder of the pretrained encoder (training/README.md says where it comes from). FOLDER holds coded cases.
`--apart N` sets every N-th file apart to score on; without it and `--dev` nothing is scored.
The weights written are the mean over the last steps (exponential, `KEPT` a step: Polyak and Juditsky 1992).
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from answerable.confront.exchange import FEATURES
from answerable.confront.scorer_frames import ROOM, Frame, Marks, frame, marks_of, stretches
from answerable.confront.scorer_labels import RELATIONS, STANCES
from training.answers.apart import set_apart
from training.answers.cases import read_cases
from training.answers.examples import APART, Lesson, lesson
from training.answers.model import Scorer, fresh
from training.answers.scoring import headline
from training.fitting import optimiser_of, seeded, tokenizer_of

R, S = len(RELATIONS), len(STANCES)
KEPT = 0.995
RIVALS = 0.5  # weight of telling the points of a letter apart
Shown = tuple[Frame, np.ndarray[Any, Any]]  # a frame and the features of its sentences


def collate(rows: Sequence[Shown]) -> tuple[Tensor, ...]:
    frames = [frame for frame, _ in rows]
    longest, most = max(len(f.pieces) for f in frames), max(len(f.heads) for f in frames)
    pieces, mask, parts = (torch.zeros(len(frames), longest, dtype=torch.long) for _ in range(3))
    heads, ends = (torch.zeros(len(frames), most, dtype=torch.long) for _ in range(2))
    for i, f in enumerate(frames):
        n, k = len(f.pieces), len(f.heads)
        pieces[i, :n], mask[i, :n], parts[i, :n] = torch.from_numpy(f.pieces), 1, torch.from_numpy(f.parts)
        heads[i, :k], ends[i, :k] = torch.from_numpy(f.heads), torch.from_numpy(f.ends)
    features = torch.zeros(len(frames), most, FEATURES)
    for i, (_, shown) in enumerate(rows):
        features[i, : len(shown)] = torch.from_numpy(shown)
    return pieces, mask, parts, heads, ends, features


def frames_of(one: Lesson, marks: Marks) -> list[tuple[int, int, int, list[Shown]]]:
    """Per stretch: first sentence of the frame, the first read in it, the end, and a frame per point."""
    out = []
    for s in stretches([len(pieces) for pieces in one.sentences]):
        within = one.sentences[s.first : s.end]
        rows = [
            (frame(point, within, marks), shown[s.first : s.end])
            for point, shown in zip(one.points, one.features, strict=True)
        ]
        out.append((s.first, s.own, s.end, rows))
    return out


def loss_of(model: Scorer, batch: Sequence[Lesson], marks: Marks) -> Tensor:
    frames: list[Shown] = []
    spread: list[tuple[Lesson, int, int, int, int]] = []  # lesson, first, own, end, place of its first frame
    for one in batch:
        for first, own, end, several in frames_of(one, marks):
            spread.append((one, first, own, end, len(frames)))
            frames += several
    scores = model(*collate(frames)).float()
    total = scores.new_zeros(())
    count = 0
    for one, first, own, end, at in spread:
        n = len(one.points)
        own_scores = scores[at : at + n, own - first : end - first]
        gold = [torch.from_numpy(g[:, own:end]) for g in (one.relation, one.stance, one.code)]
        relation = own_scores[..., :R]
        total = total + F.cross_entropy(relation.reshape(-1, R), gold[0].reshape(-1), reduction="sum") / math.sqrt(n)
        whole = torch.from_numpy(one.whole[own:end])
        weight = torch.where(whole, 1.0 / n, 1.0).expand(n, -1)
        for part, target in ((own_scores[..., R : R + S], gold[1]), (own_scores[..., R + S :], gold[2])):
            each = F.cross_entropy(
                part.reshape(-1, part.shape[-1]), target.reshape(-1), ignore_index=-1, reduction="none"
            )
            total = total + (each.reshape(n, -1) * weight).sum()
        total = total + RIVALS * _rivals(relation, gold[0])
        count += end - own
    return total / count


def _rivals(relation: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy of which points a sentence relates to, no point being one of the choices."""
    near = about(relation)
    choices = torch.cat([near, torch.zeros_like(near[:1])])
    related = (gold != APART).float()
    target = torch.cat([related, (related.sum(0, keepdim=True) == 0).float()])
    target = target / target.sum(0, keepdim=True)
    return -(target * torch.log_softmax(choices, 0)).sum()


def about(relation: Tensor) -> Tensor:
    """How much more a sentence relates to the point than not: log-odds."""
    return torch.logsumexp(relation[..., 1:], -1) - relation[..., 0]


@torch.no_grad()
def scores_of(model: Scorer, one: Lesson, marks: Marks) -> np.ndarray[Any, Any]:
    """Numbers of every point and sentence: [points, sentences, relations + stances + codes]."""
    model.eval()
    parts = []
    for first, own, end, frames in frames_of(one, marks):
        parts.append(model(*collate(frames))[:, own - first : end - first].float().numpy())
    return np.concatenate(parts, axis=1)


def batches(lessons: Sequence[Lesson], budget: int, rng: random.Random) -> list[list[Lesson]]:
    """Letters with replies of about the same length together, at most `budget` pieces a batch, in random order."""
    rows: list[list[Lesson]] = []
    row: list[Lesson] = []
    frames = 0
    for one in sorted(lessons, key=lambda e: _length(e) * rng.uniform(0.8, 1.25)):
        if row and (frames + len(one.points)) * max(map(_length, [*row, one])) > budget:
            rows.append(row)
            row, frames = [], 0
        row.append(one)
        frames += len(one.points)
    rows.append(row)
    rng.shuffle(rows)
    return rows


def _length(one: Lesson) -> int:
    return min(ROOM, sum(len(s) + 1 for s in one.sentences)) + max(map(len, one.points))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--apart", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=3600, help="word pieces a step")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--without", nargs="*", default=[], help="batches of cases that are not to be seen")
    parser.add_argument(
        "--often", nargs="*", default=[], help="batches of cases (p, q …) to be seen three times an epoch"
    )
    args = parser.parse_args()
    rng = seeded(args.seed)
    tokenizer = tokenizer_of(args.encoder)
    marks = marks_of(tokenizer)
    cases, dev = set_apart(list(read_cases(args.train)), args.apart)
    if args.dev:
        dev = list(read_cases(args.dev))
    cases = [c for c in cases if c["id"].partition("-")[0] not in args.without]
    train = [lesson(c, tokenizer) for c in cases for _ in range(3 if c["id"].partition("-")[0] in args.often else 1)]
    tested = [lesson(c, tokenizer) for c in dev]
    model = fresh(args.encoder)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    per_epoch = len(batches(train, args.batch, random.Random(0)))
    optimiser, schedule = optimiser_of(model, args.rate, per_epoch * args.epochs, max(1, per_epoch // 2))
    mean = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(KEPT))
    args.out.mkdir(parents=True, exist_ok=True)
    print(f"{len(train)} cases to learn from, {len(tested)} to score on", flush=True)
    for epoch in range(args.epochs):
        model.train()
        began, lost, count = time.monotonic(), 0.0, 0
        for batch in batches(train, args.batch, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch, marks)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            mean.update_parameters(model)
            lost, count = lost + loss.item(), count + 1
            if count % 40 == 0:
                print(
                    f"  step {count}/{per_epoch} loss {lost / count:.3f} {time.monotonic() - began:.0f} s", flush=True
                )
        torch.save(mean.module.state_dict(), args.out / "weights.pt")
        print(f"epoch {epoch + 1}: loss {lost / count:.3f}, {time.monotonic() - began:.0f} s", flush=True)
        if tested:
            scored = [scores_of(mean.module, one, marks) for one in tested]
            np.savez(args.out / "dev.npz", **{one.id: s for one, s in zip(tested, scored, strict=True)})
            print("  " + headline(dev, scored), flush=True)


if __name__ == "__main__":
    main()
