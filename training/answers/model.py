"""The scorer of answers: a small encoder over a point and a stretch of the reply, read at the mark of each sentence.

In:   word pieces of a frame (`answerable.confront.scorer_frames`), features of each pair (`answerable.confront.exchange`).
Out:  per sentence the numbers of relation, stance and code towards the point.
Not:  putting points against one another, or deciding: that is the program's.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from answerable.confront.exchange import FEATURES
from answerable.confront.scorer_labels import CODES, RELATIONS, STANCES

WIDTH = 256
OUT = len(RELATIONS) + len(STANCES) + len(CODES)


class Scorer(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        size = config.hidden_size
        self.drop = nn.Dropout(0.15)
        self.shown = nn.Linear(FEATURES, 64)
        self.wide = nn.Linear(4 * size + 64, WIDTH)
        self.out = nn.Linear(WIDTH, OUT)

    def forward(
        self, pieces: Tensor, mask: Tensor, parts: Tensor, heads: Tensor, ends: Tensor, features: Tensor
    ) -> Tensor:
        """`pieces`, `mask`, `parts`: [batch, pieces]; `heads`, `ends`: [batch, sentences]; `features`: [batch, sentences,
        FEATURES]. Gives [batch, sentences, relations + stances + codes]."""
        hidden = self.encoder(input_ids=pieces, attention_mask=mask, token_type_ids=parts).last_hidden_state
        marks = torch.gather(hidden, 1, heads.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        place = torch.arange(pieces.shape[1]).view(1, 1, -1)
        inside = ((place > heads.unsqueeze(-1)) & (place < ends.unsqueeze(-1))).to(hidden.dtype)
        mean = _mean(inside, hidden)
        point = _mean(((parts == 0) & (mask == 1)).unsqueeze(1).to(hidden.dtype), hidden).expand(-1, heads.shape[1], -1)
        read = self.drop(torch.cat([marks, mean, point, mean * point], -1))
        shown = torch.relu(self.shown(features))
        out: Tensor = self.out(self.drop(torch.relu(self.wide(torch.cat([read, shown], -1)))))
        return out


def _mean(inside: Tensor, hidden: Tensor) -> Tensor:
    """Mean of the states that `inside` [batch, sentences, pieces] marks."""
    return inside @ hidden / inside.sum(-1, keepdim=True).clamp(min=1.0)


def fresh(folder: Path) -> Scorer:
    """A scorer whose encoder has the weights in `folder`."""
    from safetensors.torch import load_file

    config = BertConfig.from_pretrained(folder)
    config._attn_implementation = "eager"
    config.attention_probs_dropout_prob = 0.0
    model = Scorer(config)
    missing, unexpected = model.encoder.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    if missing or [k for k in unexpected if "pooler" not in k and "position_ids" not in k]:
        raise ValueError(f"{folder} does not hold this encoder: missing {missing}, unexpected {unexpected}")
    return model
