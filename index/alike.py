"""Papers like one, and its near-duplicates; both only among what the viewer may see."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.clauses import AllOf, AnyOf, Boost, Clause, Has, Tally
from index.fields import word_tokens
from index.packed import Shown
from language.bigrams import words_of
from language.fingerprint import bands, shared

if TYPE_CHECKING:
    from index.answer import Engine

CANDIDATES, WORDS = 60, 24
PART = 0.3  # of the words a paper must have to be like
SAME = 0.5  # of their runs two papers must share to be near-duplicates
MOST = 200


def like_clause(engine: "Engine", document: str, visible: Clause) -> Clause | None:
    """Papers with enough of the words that tell this one from others; None where it may not be seen."""
    shown = engine.fetch(document, visible)
    if shown is None:
        return None
    counts = Counter(word for word in word_tokens(shown.text) if len(word) > 1 and not word.isascii())
    often = [word for word, _ in counts.most_common(CANDIDATES)]
    total, *seen = engine.tally(
        [Tally(visible), *(Tally(AllOf(filters=(visible, Has("w", (word,))))) for word in often)]
    )
    assert isinstance(total, int)
    weights = {
        word: counts[word] * math.log(1 + total / n)
        for word, n in zip(often, seen, strict=True)
        if isinstance(n, int) and n
    }
    best = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
    heaviest = max(weights.values(), default=1.0)
    choices = tuple(Boost(Has("w", (word,)), weights[word] / heaviest) for word in best)
    return AnyOf(choices, least=max(1, round(PART * len(best)))) if choices else Has("id", ())


def near_duplicates(
    engine: "Engine", document: str, clause: Clause, visible: Clause
) -> Sequence[tuple[Shown, float]] | None:
    """Papers that share at least half of its runs of five units, the most alike first; None as above."""
    shown = engine.fetch(document, visible)
    if shown is None:
        return None
    row = words_of(shown.text)
    near = AllOf(filters=(clause, Has("near", bands(row))), never=(Has("id", (document,)),))
    found = engine.page(near, sort="relevance", offset=0, limit=MOST, cursor=None).rows
    alike = [(other, shared(row, words_of(other.text))) for other, _ in found]
    return sorted(
        ((other, part) for other, part in alike if part >= SAME),
        key=lambda pair: (-pair[1], pair[0].entry.document),
    )
