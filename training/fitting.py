"""What training any of our encoders has in common.

In:   a seed; a folder with a vocabulary; a network whose encoder is named `encoder`, a rate, numbers of steps.
Out:  seeded generators, a tokenizer that cuts nothing off, an optimiser with its schedule.
Not:  a loss.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR


def seeded(seed: int) -> random.Random:
    """A generator; numpy's, PyTorch's and Python's own are seeded with it."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    return random.Random(seed)


def tokenizer_of(encoder: Path) -> Tokenizer:
    """The vocabulary in the folder of the pretrained encoder, without cutting or filling."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def optimiser_of(model: nn.Module, rate: float, steps: int, warm: int) -> tuple[AdamW, LambdaLR]:
    """AdamW with five times the rate for heads; the rate rises over `warm` steps and falls as a cosine to 0 at `steps`."""
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": 5 * rate}]
    optimiser = AdamW(groups, weight_decay=0.01)
    schedule = LambdaLR(optimiser, lambda s: min((s + 1) / warm, 0.5 * (1 + math.cos(math.pi * min(1.0, s / steps)))))
    return optimiser, schedule
