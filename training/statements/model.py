"""The tagger: a small encoder, an anchor for every attribution, and the role of every word towards an anchor.

In:   word pieces with features.
Out:  per word whether an attribution is anchored there, of what kind it is at all, and which act; per pair of words the
      role of the second in an attribution anchored at the first (deep biaffine attention: Dozat and Manning 2017).
Not:  decoding, which is the program's (`answerable.extract.tagger`).
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from answerable.extract.tagger_words import FEATURES
from training.statements.examples import ACTS, ROLES

REACH = 96  # words: farther pairs share one weight
WIDTH = 128


class Tagger(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        size = config.hidden_size
        self.features = nn.Embedding(FEATURES, size)
        nn.init.zeros_(self.features.weight)
        self.drop = nn.Dropout(0.2)
        self.word = nn.Linear(size, 1 + 3 + len(ACTS))
        self.here = nn.Linear(size, WIDTH)
        self.there = nn.Linear(size, WIDTH)
        self.pair = nn.Parameter(torch.zeros(len(ROLES), WIDTH + 1, WIDTH + 1))
        nn.init.normal_(self.pair, std=0.05)
        self.distance = nn.Embedding(2 * REACH + 1, len(ROLES))
        nn.init.zeros_(self.distance.weight)
        with torch.no_grad():
            self.distance.weight[:, 0] = 3.0  # most words have no role

    def forward(self, pieces: Tensor, mask: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """`pieces`, `mask`, `features`: [batch, pieces]; `heads`: [batch, words]. Gives per word [batch, words, 1 + 3 +
        acts] and per pair [batch, words, words, roles]."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.features(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        words = torch.gather(hidden, 1, heads.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        words = self.drop(words)
        here = self.drop(torch.relu(self.here(words)))
        there = self.drop(torch.relu(self.there(words)))
        one = torch.ones_like(here[..., :1])
        here, there = torch.cat([here, one], -1), torch.cat([there, one], -1)
        left = torch.einsum("bwi,rij->bwrj", here, self.pair)
        scores = torch.einsum("bwrj,bvj->bwvr", left, there)
        place = torch.arange(words.shape[1])
        apart = (place.unsqueeze(0) - place.unsqueeze(1)).clamp(-REACH, REACH) + REACH
        return self.word(words), scores + self.distance(apart)


def fresh(folder: Path) -> Tagger:
    """A tagger whose encoder has the weights in `folder`."""
    from safetensors.torch import load_file

    config = BertConfig.from_pretrained(folder)
    config._attn_implementation = "eager"
    config.attention_probs_dropout_prob = 0.0  # a third of the time on a processor, and no better
    model = Tagger(config)
    weights = load_file(folder / "model.safetensors")
    missing, unexpected = model.encoder.load_state_dict(weights, strict=False)
    if missing or [k for k in unexpected if "pooler" not in k and "position_ids" not in k]:
        raise ValueError(f"{folder} does not hold this encoder: missing {missing}, unexpected {unexpected}")
    return model
