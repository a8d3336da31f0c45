"""One duty towards several bodies (rules.md §14.11): filing with each of them, told in one finding.

The rule's option `bodies` says, by the name of the issuing body, with whom it files and how the papers
write that name: “市人民政府$ => 国务院：国务院；省级人民政府：省人民政府|省司法厅”.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.case import Case, Found
from checks.choose import Choice, differing, moment
from dossier.case import WORST_FIRST, Finding, Rule
from dossier.fact import Event

HEAD = 400  # characters in which a letter names its addressee


@dataclass(frozen=True, slots=True)
class Body:
    """A body and the pattern of its name in papers."""

    name: str
    pattern: str


def parse_bodies(written: str) -> tuple[str, tuple[Body, ...]]:
    """“issuer => name：pattern；…” → the issuer's pattern and the bodies. Raises ValueError otherwise."""
    issuer, arrow, rest = written.partition(" => ")
    pairs = [part.strip().partition("：") for part in rest.split("；")]
    if not arrow or any(not name or not pattern for name, _, pattern in pairs):
        raise ValueError(f"{written!r} 应写作“制定机关 => 机关：写法；机关：写法”")
    return issuer, tuple(Body(name, pattern) for name, _, pattern in pairs)


def bodies(rule: Rule, case: Case, end: Choice) -> list[tuple[str, Choice]]:
    """Each body with the date of the act towards it; one unnamed body where the issuer is unknown."""
    written = rule.options["bodies"]
    assert isinstance(written, tuple)
    wanted = next(
        (found for issuer, found in map(parse_bodies, written) if re.search(issuer, case.issuer)), ()
    )
    if not wanted:
        return [("", end)]
    if len(wanted) == 1 and end.main is not None:
        return [(wanted[0].name, end)]
    return [(body.name, _towards(case, body, end)) for body in wanted]


def _towards(case: Case, body: Body, end: Choice) -> Choice:
    found = [item for item in case.events.get(end.code, ()) if _names(item, body)]
    if not found:
        return Choice(code=end.code, missing=f"报{body.name}备案的材料")
    first = moment(found[0])
    return Choice(code=end.code, main=first, rivals=differing(first, map(moment, found[1:])))


def _names(item: Found[Event], body: Body) -> bool:
    about = item.value.about or item.reading.document.text[:HEAD]
    return re.search(body.pattern, about) is not None


def merged(parts: Sequence[tuple[str, Finding]], *, known: bool) -> Finding:
    """The worst of them, with each body's result told; in time towards an unknown number is no pass."""
    worst = min((f for _, f in parts), key=lambda f: (*WORST_FIRST, "not-applicable").index(f.verdict))
    if len(parts) == 1:
        name, only = parts[0]
        if only.verdict == "pass" and not name:
            why = "制定机关不明" if not known else "不知该制定机关应当报哪些机关备案"
            told = f"{only.message}但{why}，只见此一份，无法判定是否报齐。"
            return only.model_copy(update={"verdict": "undetermined", "message": told, "missing": (why,)})
        return only
    evidence = dict.fromkeys(place for _, f in parts for place in f.evidence)
    return worst.model_copy(
        update={
            "message": "".join(f"报{name}：{f.message}" for name, f in parts),
            "evidence": tuple(evidence),
            "missing": tuple(dict.fromkeys(item for _, f in parts for item in f.missing)),
        }
    )
