"""The shipped model of paper kinds: numbers and words in plain files, no pickle; predicts with numpy alone."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from classifiers.features import View
from classifiers.rules import Hit, TitleRule, load_title_rules
from dossier.errors import KnowledgeError

MODELS = Path(__file__).parent / "models"
Floats = npt.NDArray[np.float32]
UNSEEN_RULE = 0.9  # what a rule written after training is believed
SURE = 0.9  # from this probability on a kind is taken without a second look
TEXT_BAGS = ("words", "pairs", "labels", "closing", "layout", "marks")  # fields of View the text voice hears
TITLE_BAGS = ("grams",)


@dataclass(frozen=True)
class Bag:
    """A tf-idf block: token → row of the weights, and its idf. Each block has length 1, as scikit-learn's l2 norm."""

    vocabulary: dict[str, int]
    idf: Floats

    def vector(self, tokens: Sequence[str]) -> tuple[npt.NDArray[np.intp], Floats]:
        """Rows and values of the known tokens: (1 + ln tf) · idf, normed."""
        get = self.vocabulary.get
        counts = Counter(row for token in tokens if (row := get(token)) is not None)
        rows = np.fromiter(counts, dtype=np.intp, count=len(counts))
        values = np.array([1.0 + math.log(n) for n in counts.values()], dtype=np.float32)
        values *= self.idf[rows]
        norm = float(np.sqrt(np.dot(values, values)))
        return rows, values / norm if norm else values


@dataclass(frozen=True)
class Linear:
    """A multinomial logistic regression over bags laid side by side."""

    bags: tuple[Bag, ...]
    weights: Floats
    intercept: Floats

    def logits(self, blocks: Sequence[Sequence[str]]) -> Floats:
        total = self.intercept.copy()
        start = 0
        for bag, tokens in zip(self.bags, blocks, strict=True):
            rows, values = bag.vector(tokens)
            total += values @ self.weights[rows + start]
            start += len(bag.idf)
        return total

    def speaking(self, block: int, tokens: Sequence[str], column: int, limit: int) -> list[str]:
        """Tokens of one bag that speak most for a class, against the mean of all."""
        start = sum(len(bag.idf) for bag in self.bags[:block])
        bag = self.bags[block]
        rows, values = bag.vector(tokens)
        weights = self.weights[rows + start]
        gain = values * (weights[:, column] - weights.mean(axis=1))
        names = {bag.vocabulary[token]: token for token in tokens if token in bag.vocabulary}
        order = np.argsort(-gain, kind="stable")[:limit]
        return [names[int(rows[i])] for i in order if gain[i] > 0.02]


class Blend(NamedTuple):
    """How much each of text, title and rule counts in the blend."""

    text: float
    title: float
    rule: float


@dataclass(frozen=True)
class Model:
    """Text model, title model and title rules, blended.

    `cuts`: the blend's probability, by `backing`, from which on papers of unseen templates were hardly ever wrong;
    `threshold`: with a probability below it a paper's kind is `other`.
    """

    kinds: tuple[str, ...]
    text: Linear
    title: Linear
    rules: Mapping[str, Floats]
    blends: Mapping[str, Blend]
    cuts: Mapping[str, float]
    threshold: float

    def probabilities(self, view: View) -> Floats:
        """Over `kinds`, summing to 1."""
        blend = self.blends[case_of(view)]
        total = blend.text * _log_softmax(self.text.logits([getattr(view, bag) for bag in TEXT_BAGS]))
        if view.title:
            total = total + blend.title * _log_softmax(
                self.title.logits([getattr(view, b) for b in TITLE_BAGS])
            )
        if view.hit:
            total = total + blend.rule * np.log(self._rule(view.hit))
        return np.exp(_log_softmax(total))

    def sureness(self, view: View, best: int, probability: float) -> float:
        """The probability to state for the best kind, to which the blend gives this one; see `sure`."""
        return sure(probability, self.cuts[backing(view, self.kinds[best])])

    def _rule(self, hit: Hit) -> Floats:
        """The kinds of training papers the rule fitted; a rule changed since then is believed by its own word."""
        known = self.rules.get(_rule_keys()[hit.number])
        if known is not None:
            return known
        rest = (1.0 - UNSEEN_RULE) / (len(self.kinds) - 1)
        return np.array([UNSEEN_RULE if k == hit.kind else rest for k in self.kinds], dtype=np.float32)


def case_of(view: View) -> str:
    """Which blend applies: the title fits a rule, fits none, or there is no title."""
    return "rule" if view.hit else "title" if view.title else "none"


def backing(view: View, kind: str) -> str:
    """Which cut applies to a kind: its title's rule says so too, says otherwise, there is no rule, no title."""
    return "against" if view.hit and view.hit.kind != kind else case_of(view)


def sure(probability: float, cut: float) -> float:
    """A blended probability brought down so that `cut` becomes SURE; 0 and 1 stay, the order too."""
    if probability < cut:
        return probability * SURE / cut
    return 1.0 if cut >= 1.0 else SURE + (probability - cut) * (1.0 - SURE) / (1.0 - cut)


@cache
def _rule_keys() -> tuple[str, ...]:
    return tuple(rule_key(rule) for rule in load_title_rules())


def rule_key(rule: TitleRule) -> str:
    """Names a rule by its content, so that an edited file does not shift what was learnt."""
    return hashlib.sha256(rule.model_dump_json().encode()).hexdigest()[:16]


def _log_softmax(logits: Floats) -> Floats:
    shifted: Floats = logits - logits.max()
    result: Floats = shifted - np.log(np.exp(shifted).sum())
    return result


def save(model: Model, folder: Path = MODELS) -> None:
    """Writes kinds.npy (weights, half precision) and kinds.json (all else); equal models give equal bytes."""
    stacked = np.vstack(
        [model.text.weights, model.text.intercept, model.title.weights, model.title.intercept]
    )
    with (folder / "kinds.npy").open("wb") as file:
        np.save(file, stacked.astype(np.float16), allow_pickle=False)
    content = {
        "sha256": hashlib.sha256((folder / "kinds.npy").read_bytes()).hexdigest(),
        "kinds": list(model.kinds),
        "threshold": model.threshold,
        "cuts": dict(sorted(model.cuts.items())),
        "blends": {case: list(blend) for case, blend in sorted(model.blends.items())},
        "rules": {key: _rounded(values) for key, values in sorted(model.rules.items())},
        "text": [_bag_json(bag) for bag in model.text.bags],
        "title": [_bag_json(bag) for bag in model.title.bags],
    }
    text = json.dumps(content, ensure_ascii=False, indent=None, separators=(",", ":"))
    (folder / "kinds.json").write_text(text + "\n", encoding="utf-8")


def _rounded(values: Floats) -> list[float]:
    return [round(float(v), 5) for v in values]


def _bag_json(bag: Bag) -> dict[str, list[Any]]:
    words = sorted(bag.vocabulary, key=lambda word: bag.vocabulary[word])
    return {"words": words, "idf": _rounded(bag.idf)}


@cache
def load(folder: Path = MODELS) -> Model:
    """The shipped model. Raises KnowledgeError when files are missing or do not belong together."""
    try:
        content = json.loads((folder / "kinds.json").read_text(encoding="utf-8"))
        raw = (folder / "kinds.npy").read_bytes()
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"读不到分类模型 {folder}（{error}），请重新安装，或运行 fadu train") from error
    if hashlib.sha256(raw).hexdigest() != content["sha256"]:
        raise KnowledgeError(f"分类模型 {folder} 的两个文件不是一次训练所得，请重新安装，或运行 fadu train")
    weights = np.load(folder / "kinds.npy", allow_pickle=False).astype(np.float32)
    text, rest = _linear(content["text"], weights)
    title, _ = _linear(content["title"], rest)
    return Model(
        kinds=tuple(content["kinds"]),
        text=text,
        title=title,
        rules={key: np.array(values, dtype=np.float32) for key, values in content["rules"].items()},
        blends={case: Blend(*values) for case, values in content["blends"].items()},
        cuts=content["cuts"],
        threshold=content["threshold"],
    )


def _linear(bags: list[dict[str, list[Any]]], weights: Floats) -> tuple[Linear, Floats]:
    """One regression from the top rows of the weights, and the rows left."""
    made = tuple(
        Bag({word: i for i, word in enumerate(bag["words"])}, np.array(bag["idf"], dtype=np.float32))
        for bag in bags
    )
    rows = sum(len(bag.idf) for bag in made)
    return Linear(made, weights[:rows], weights[rows]), weights[rows + 1 :]


def model_versions(folder: Path = MODELS) -> dict[str, str]:
    """Hash of each shipped model, for run.json."""
    total = hashlib.sha256()
    for name in ("kinds.json", "kinds.npy"):
        path = folder / name
        total.update(path.read_bytes() if path.exists() else b"")
    return {"kinds": total.hexdigest()}
