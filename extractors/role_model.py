"""The shipped model of roles: what a date of a paper is, by the tokens seen of it. Plain files, no pickle; numpy alone.

A softmax over the roles a kind of paper can have and “none”: each token weighs for each role, and the traits of
role_traits.py weigh the same for all.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dossier.errors import KnowledgeError
from extractors.role_traits import TRAITS, traits
from knowledge.events import load_events

MODELS = Path(__file__).parent / "models"
Floats = npt.NDArray[np.float32]
NONE = ""


@dataclass(frozen=True)
class RoleModel:
    """`roles`: NONE, codes, and codes joined by + for a date that has several. `vocabulary`: token → row of `weights`.

    `take`: the probability from which a role no cue gave is believed; `keep`: one that a cue gave.
    """

    roles: tuple[str, ...]
    vocabulary: Mapping[str, int]
    weights: Floats
    bias: Floats
    shared: Floats
    take: float
    keep: float

    @cached_property
    def _by_kind(self) -> dict[str, tuple[list[int], list[str], list[list[int]]]]:
        return {}

    def _open(self, kind: str) -> tuple[list[int], list[str], list[list[int]]]:
        """Columns of the roles this kind of paper can have, their codes, and which codes each role is made of."""
        if kind not in self._by_kind:
            codes = [code for code, event in load_events().items() if kind in event.papers]
            parts = [[codes.index(c) for c in role.split("+") if c in codes] for role in self.roles]
            columns = [
                i
                for i, role in enumerate(self.roles)
                if len(parts[i]) == len([c for c in role.split("+") if c])
            ]
            self._by_kind[kind] = columns, codes, [parts[i] for i in columns]
        return self._by_kind[kind]

    def knows(self, kind: str) -> bool:
        """Whether papers of this kind can have any role the model was taught."""
        return len(self._open(kind)[0]) > 1

    def probabilities(self, tokens: Sequence[str], kind: str) -> dict[str, float]:
        """How probable each event is for the date these tokens were seen of; what is missing to 1 is none of them."""
        columns, codes, parts = self._open(kind)
        rows = [row for token in tokens if (row := self.vocabulary.get(token)) is not None]
        logits = (self.weights[rows].sum(axis=0) + self.bias)[columns]
        of_codes = traits(tokens, codes, kind)
        for i, part in enumerate(parts):
            if part:
                logits[i] += float(of_codes[part].max(axis=0) @ self.shared)
        odds = np.exp(logits - logits.max())
        odds /= odds.sum()
        found: dict[str, float] = {}
        for part, share in zip(parts, odds, strict=True):
            for k in part:
                found[codes[k]] = found.get(codes[k], 0.0) + float(share)
        return found


def save(model: RoleModel, folder: Path = MODELS) -> None:
    """Writes roles.npy (weights, half precision) and roles.json (all else); equal models give equal bytes."""
    folder.mkdir(exist_ok=True)
    with (folder / "roles.npy").open("wb") as file:
        np.save(file, np.vstack([model.weights, model.bias]).astype(np.float16), allow_pickle=False)
    content = {
        "sha256": hashlib.sha256((folder / "roles.npy").read_bytes()).hexdigest(),
        "roles": list(model.roles),
        "take": model.take,
        "keep": model.keep,
        "shared": {name: round(float(w), 4) for name, w in zip(TRAITS, model.shared, strict=True)},
        "tokens": sorted(model.vocabulary, key=lambda token: model.vocabulary[token]),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (folder / "roles.json").write_text(text + "\n", encoding="utf-8")


@cache
def load(folder: Path = MODELS) -> RoleModel:
    """The shipped model. Raises KnowledgeError when files are missing or do not belong together."""
    try:
        content = json.loads((folder / "roles.json").read_text(encoding="utf-8"))
        raw = (folder / "roles.npy").read_bytes()
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"读不到角色模型 {folder}（{error}），请重新安装，或运行 fadu train") from error
    if hashlib.sha256(raw).hexdigest() != content["sha256"]:
        raise KnowledgeError(f"角色模型 {folder} 的两个文件不是一次训练所得，请重新安装，或运行 fadu train")
    stacked = np.load(folder / "roles.npy", allow_pickle=False).astype(np.float32)
    return RoleModel(
        roles=tuple(content["roles"]),
        vocabulary={token: row for row, token in enumerate(content["tokens"])},
        weights=stacked[:-1],
        bias=stacked[-1],
        shared=np.array([content["shared"].get(name, 0.0) for name in TRAITS], dtype=np.float32),
        take=content["take"],
        keep=content["keep"],
    )


def role_version(folder: Path = MODELS) -> str:
    """Hash of the shipped model, for run.json."""
    total = hashlib.sha256()
    for name in ("roles.json", "roles.npy"):
        path = folder / name
        total.update(path.read_bytes() if path.exists() else b"")
    return total.hexdigest()
