"""Models are what their cards say, or are not used."""

from __future__ import annotations

import shutil

import pytest

from answerable.resources.models import ENVIRONMENT, ModelDamagedError, card_of, load_model, model_folder


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the shipped model that ANSWERABLE_MODELS names."""
    shutil.copytree(model_folder("statements"), tmp_path / "statements")
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    load_model.cache_clear()
    yield tmp_path / "statements"
    load_model.cache_clear()


def test_the_shipped_model_is_what_its_card_says():
    model = load_model("statements")
    assert model.card.method == "statements-1"
    assert model.card.languages == ("en",)


def test_other_weights_are_loaded_from_the_folder_the_environment_names(copied):
    assert model_folder("statements") == copied
    assert load_model("statements").card.name == "statements"


def test_weights_that_were_changed_are_not_used(copied):
    weights = copied / "model.onnx"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\0")
    with pytest.raises(ModelDamagedError, match="should have the digest"):
        load_model("statements")


def test_a_missing_file_is_named(copied):
    (copied / "tokenizer.json").unlink()
    with pytest.raises(ModelDamagedError, match=r"tokenizer\.json is missing"):
        load_model("statements")


@pytest.mark.parametrize(
    "card", ["name = 3", "not toml", 'name = "statements"\nversion = 1\nlanguages = []\nfiles = {}\nmore = 1']
)
def test_a_card_that_is_none_is_refused(copied, card):
    (copied / "model.toml").write_text(card)
    with pytest.raises(ModelDamagedError, match="not the card of a model"):
        card_of("statements")


def test_a_model_that_is_not_there_is_said():
    assert card_of("no-such-model") is None
    with pytest.raises(ModelDamagedError, match="no model"):
        load_model("no-such-model")
