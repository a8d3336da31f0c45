"""The shipped model of roles: what a date of a paper is, by the tokens seen of it. Plain files, no pickle; numpy alone.

A softmax over the roles a kind of paper can have and “none”: each token weighs for each role, and the traits of
role_traits.py weigh the same for all.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dossier.errors import KnowledgeError
from extractors.role_traits import TRAITS, codes_of, traits

MODELS = Path(__file__).parent / "models"
Floats = npt.NDArray[np.float32]
NONE = ""
_AT_ONCE = 256  # dates weighed together
_LEAST = 0.005  # probabilities below say nothing


class _Open(NamedTuple):
    """Weights of the roles a kind of paper can have (the bias last), its codes, and which of them each role is made of."""

    weights: Floats
    codes: tuple[str, ...]
    parts: list[list[int]]


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
    def taught(self) -> frozenset[str]:
        """Every event some paper of its corpus has; of others it can say nothing."""
        return frozenset(code for role in self.roles for code in role.split("+") if code)

    @cached_property
    def _by_kind(self) -> dict[str, _Open]:
        return {}

    def _open(self, kind: str) -> _Open:
        """The part of the model that concerns papers of this kind."""
        if kind not in self._by_kind:
            codes = codes_of(kind)
            parts = [[codes.index(c) for c in role.split("+") if c in codes] for role in self.roles]
            whole = [
                len(part) == len([c for c in role.split("+") if c])
                for part, role in zip(parts, self.roles, strict=True)
            ]
            columns = [i for i, is_whole in enumerate(whole) if is_whole]
            weights = np.vstack([self.weights[:, columns], self.bias[columns]])
            self._by_kind[kind] = _Open(weights, codes, [parts[i] for i in columns])
        return self._by_kind[kind]

    def knows(self, kind: str) -> bool:
        """Whether papers of this kind can have any role the model was taught."""
        return len(self._open(kind).parts) > 1

    def probabilities(self, seen: Sequence[Sequence[str]], kind: str) -> Iterator[dict[str, float]]:
        """How probable each event is for each date, by its tokens; what is missing to 1 is none of them."""
        for at in range(0, len(seen), _AT_ONCE):
            yield from self._probabilities(seen[at : at + _AT_ONCE], self._open(kind), kind)

    def _probabilities(
        self, seen: Sequence[Sequence[str]], part: _Open, kind: str
    ) -> Iterator[dict[str, float]]:
        logits = self._of_tokens(seen, part) + self._of_traits(seen, part, kind)
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        likely = odds > _LEAST
        for of_date, is_likely in zip(odds, likely, strict=True):
            found: dict[str, float] = {}
            for i in np.flatnonzero(is_likely):
                for k in part.parts[i]:
                    code = part.codes[k]
                    found[code] = found.get(code, 0.0) + float(of_date[i])
            yield found

    def _of_tokens(self, seen: Sequence[Sequence[str]], part: _Open) -> Floats:
        """The weights of each date's tokens added up; the last row is the bias, of every date."""
        get, bias = self.vocabulary.get, len(part.weights) - 1
        rows: list[int] = []
        starts: list[int] = []
        for tokens in seen:
            starts.append(len(rows))
            rows.append(bias)
            rows += [row for token in tokens if (row := get(token)) is not None]
        total: Floats = np.add.reduceat(part.weights[rows], starts, axis=0)
        return total

    def _of_traits(self, seen: Sequence[Sequence[str]], part: _Open, kind: str) -> Floats:
        of_codes = traits(seen, kind)
        total = np.zeros((len(seen), len(part.parts)), dtype=np.float32)
        for i, codes in enumerate(part.parts):
            if codes:
                total[:, i] = of_codes[:, codes].max(axis=1) @ self.shared
        return total


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
