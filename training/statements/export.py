"""Write trained weights as one quantised ONNX file, with its vocabulary, for the program.

    python -m training.statements.export ENCODER WEIGHTS.pt OUT

Out: OUT/model.onnx and OUT/plain.onnx (`training.exporting`), OUT/tokenizer.json. The scores before and after are
`evaluate`'s to compare.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from training.exporting import export
from training.statements.model import Tagger, fresh


class OneWindow(nn.Module):
    """The tagger on a single window without padding: no mask to carry."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        word, pair = self.model(
            pieces.unsqueeze(0), torch.ones_like(pieces).unsqueeze(0), features.unsqueeze(0), heads.unsqueeze(0)
        )
        return word[0], pair[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    model = fresh(args.encoder)
    model.load_state_dict(torch.load(args.weights))
    pieces = torch.randint(1000, 2000, (40,))
    inputs = {"pieces": pieces, "features": torch.zeros_like(pieces), "heads": torch.arange(1, 31)}
    axes = {
        "pieces": {0: "p"},
        "features": {0: "p"},
        "heads": {0: "w"},
        "word": {0: "w"},
        "pair": {0: "w", 1: "w"},
    }
    export(OneWindow(model), inputs, ["word", "pair"], axes, args.out)
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
