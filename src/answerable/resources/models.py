"""The small encoders that ship with the program, and their loader.

In:   a folder of `models/`, or of the same name under ANSWERABLE_MODELS: `model.toml` with name, version, languages and
      digests; the ONNX file and the vocabulary that it names.
Out:  `Model`: a tokenizer and a session, digests compared first.
Not:  downloading. A model that is not there is an error that says what to do.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.errors import WrongUseError

ENVIRONMENT = "ANSWERABLE_MODELS"
_SHIPPED = Path(__file__).parent / "models"


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `model.toml` says of a model. `files` are names and SHA-256 digests."""

    name: str
    version: int
    languages: tuple[str, ...]
    files: dict[str, Digest]

    @property
    def method(self) -> str:
        """The name by which results of this model are known: "statements-1"."""
        return f"{self.name}-{self.version}"


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model. `run` takes arrays by input name and gives the outputs in order; threads may call it at once."""

    card: Card
    tokenizer: Any
    session: Any

    def run(self, **arrays: NDArray[np.int64] | NDArray[np.float32]) -> list[NDArray[np.float32]]:
        outputs: list[NDArray[np.float32]] = self.session.run(None, arrays)
        return outputs

    def said(self, key: str) -> str:
        """What the metadata of the model say under `key`. Raises ModelDamagedError when they say nothing."""
        value = self.session.get_modelmeta().custom_metadata_map.get(key)
        if value is None:
            raise ModelDamagedError(f"the model {self.card.name} says nothing of {key!r}")
        return str(value)


class ModelDamagedError(WrongUseError):
    """The files of a model are not those its card names."""

    next_step = "Install the program again, or put back the folder that ANSWERABLE_MODELS names."


def model_folder(name: str) -> Path:
    """Where the model `name` lies: under ANSWERABLE_MODELS if that is set and has it, else beside this module."""
    chosen = os.environ.get(ENVIRONMENT)
    if chosen and (Path(chosen) / name).is_dir():
        return Path(chosen) / name
    return _SHIPPED / name


def card_of(name: str) -> Card | None:
    """The card of the model `name`; None when there is no such model. Raises ModelDamagedError for a bad card."""
    path = model_folder(name) / "model.toml"
    if not path.is_file():
        return None
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Card)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ModelDamagedError(f"{path} is not the card of a model: {error}") from error


@cache
def load_model(name: str) -> Model:
    """The model `name`, once a process. Raises ModelDamagedError when it is not there or not what its card says."""
    folder, card = model_folder(name), card_of(name)
    if card is None:
        raise ModelDamagedError(f"there is no model {name} in {folder.parent}")
    for file, digest in card.files.items():
        if not (folder / file).is_file():
            raise ModelDamagedError(f"{folder / file} is missing")
        found = digest_bytes((folder / file).read_bytes())
        if found != digest:
            raise ModelDamagedError(f"{folder / file} should have the digest {digest}, but has {found}")
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before it is loaded (decision 0018)
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # documents are spread over processes instead
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Model(card, tokenizer, session)
