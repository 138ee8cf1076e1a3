"""A trained network as one quantised ONNX file.

In:   a network on one example without padding, the names of its inputs and outputs, which of their axes vary, and what
      is to be said in the model's metadata.
Out:  FOLDER/model.onnx, 8-bit weights of the matrix products and embeddings; FOLDER/plain.onnx, as trained.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

Axes = dict[str, dict[int, str]]


def export(
    network: nn.Module,
    inputs: dict[str, Tensor],
    outputs: list[str],
    axes: Axes,
    folder: Path,
    said: dict[str, str] | None = None,
) -> None:
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        plain = Path(temporary) / "plain.onnx"
        torch.onnx.export(
            network,
            tuple(inputs.values()),
            str(plain),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        (folder / "plain.onnx").write_bytes(plain.read_bytes())
        quantize_dynamic(
            plain,
            folder / "model.onnx",
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    made = onnx.load(folder / "model.onnx")
    onnx.helper.set_model_props(made, said or {})
    onnx.checker.check_model(made)
    onnx.save(made, folder / "model.onnx")
