"""Write trained weights as one quantised ONNX file, with its vocabulary, for the program.

    python -m training.statements.export ENCODER WEIGHTS.pt OUT

Out: OUT/model.onnx (8-bit weights of the matrix products, the embeddings 8-bit as well), OUT/tokenizer.json. The scores
before and after are `evaluate`'s to compare.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

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


def export(model: Tagger, out: Path) -> None:
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    pieces = torch.randint(1000, 2000, (40,))
    heads = torch.arange(1, 31)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            OneWindow(model),
            (pieces, torch.zeros_like(pieces), heads),
            str(plain),
            input_names=["pieces", "features", "heads"],
            output_names=["word", "pair"],
            dynamic_axes={
                "pieces": {0: "p"},
                "features": {0: "p"},
                "heads": {0: "w"},
                "word": {0: "w"},
                "pair": {0: "w", 1: "w"},
            },
            opset_version=17,
            dynamo=False,
        )
        shutil.copy(plain, out / "plain.onnx")
        quantize_dynamic(
            plain,
            out / "model.onnx",
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    onnx.checker.check_model(onnx.load(out / "model.onnx"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    model = fresh(args.encoder)
    model.load_state_dict(torch.load(args.weights))
    export(model, args.out)
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
