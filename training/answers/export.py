"""Write the trained scorer of answers as one quantised ONNX file, with its vocabulary, for the program.

    python -m training.answers.export ENCODER WEIGHTS.pt OUT --cool RELATION STANCE CODE --joint FILE

Out: OUT/model.onnx and OUT/plain.onnx (`training.exporting`), OUT/tokenizer.json. `--cool` divides the numbers of a head
by a temperature, so that the program's chances are calibrated (Guo et al. 2017); `training.answers.calibrate` finds them.
`--joint` names the weights that `training.answers.joint` found; they travel in the metadata of the model.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from answerable.confront.exchange import FEATURES
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES
from training.answers.model import Scorer, fresh
from training.exporting import export


class OneFrame(nn.Module):
    """The scorer on a single frame without padding, its numbers cooled."""

    def __init__(self, model: Scorer, temperatures: list[float]) -> None:
        super().__init__()
        self.model = model
        sizes = (len(RELATIONS), len(STANCES), len(CODES))
        scale = [1.0 / t for t, size in zip(temperatures, sizes, strict=True) for _ in range(size)]
        self.register_buffer("scale", torch.tensor(scale))

    def forward(self, pieces: Tensor, parts: Tensor, heads: Tensor, ends: Tensor, features: Tensor) -> Tensor:
        one = (pieces, torch.ones_like(pieces), parts, heads, ends, features)
        numbers = self.model(*(x.unsqueeze(0) for x in one))
        out: Tensor = numbers[0] * self.scale
        return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cool", type=float, nargs=3, required=True)
    parser.add_argument("--joint", type=Path, required=True)
    args = parser.parse_args()
    model = fresh(args.encoder)
    model.load_state_dict(torch.load(args.weights))
    pieces = torch.randint(1000, 2000, (60,))
    parts = torch.ones_like(pieces)
    parts[:20] = 0
    inputs = {
        "pieces": pieces,
        "parts": parts,
        "heads": torch.tensor([20, 40]),
        "ends": torch.tensor([40, 59]),
        "features": torch.zeros(2, FEATURES),
    }
    axes = {
        "pieces": {0: "p"},
        "parts": {0: "p"},
        "heads": {0: "s"},
        "ends": {0: "s"},
        "features": {0: "s"},
        "numbers": {0: "s"},
    }
    export(
        OneFrame(model, args.cool),
        inputs,
        ["numbers"],
        axes,
        args.out,
        {"joint": args.joint.read_text(encoding="utf-8")},
    )
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
