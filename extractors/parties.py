"""Who appears in a paper, in which role: parties, officers with their certificates, agencies."""

import re
from collections.abc import Iterable, Iterator

from dossier.fact import Party
from extractors import party_fields as fields
from extractors import party_text as text
from extractors.issuer import find_issuers, signers
from extractors.names_at import Named
from extractors.paper import Found, Paper
from language.names import is_body, is_person, type_of

_BY_PARTY = frozenset(
    ("hearing_request", "waiver", "licence_application", "statement_record", "identity_proof")
)
_LETTERS = frozenset(("statement_record", "hearing_request"))
_SIGNED = re.compile(
    r"^[ \u3000]*(?P<body>[一-鿿（）]{2,38}?(?:公司|[厂店社部院所行馆站队校场室坊铺栈会户]|中心|超市|酒楼|药房))(?:（(?:盖章|公章|章)）)?(?:[ \u3000]*(?:经办：)?(?P<owner>[一-鿿]{2,4})|\n[ \u3000]*法定代表人：?[一-鿿]{2,4})?[ \u3000]*"
    r"\n[ \u3000]*(?:\d{4}[年./-]|二〇|二○)",
    re.M,
)
_OURS = re.compile(r"我(?:公司|单位|店|厂|社)（(?P<name>[一-鿿（）]{4,40}?)）")
_ALIAS = re.compile(
    r"(?P<whole>[一-鿿A-Za-z]{4,40})（以下(?:统)?简称[：]?[“《]?(?P<short>[^”》（），。\n]{2,20}?)[”》]?）"
)
_TAIL = 0.6  # as far down a paper as a party that signs below is not the one it is written to


def find_parties(paper: Paper) -> Iterator[Found]:
    """Parties of one paper, each role and name once, in text order.

    >>> from extractors.paper import paper
    >>> [(f.value.role, f.value.name) for f in find_parties(paper("当事人：青禾县谷满仓食品有限公司\\n"))]
    [('当事人', '青禾县谷满仓食品有限公司')]
    """
    below, heads = fields.columns(paper)
    labels = [spot for spot in fields.spots(paper) if spot.start not in heads]
    found = [*fields.labelled(paper, labels), *fields.opinions(paper, labels)]
    found += fields.without_weak(below, found)
    found += [*text.addressed(paper), *_applicants(paper), *text.inline(paper)]
    low = len(paper.text) * _TAIL
    known = any(_role(f) == text.ACCUSED and not (_is(f, "person") and f.start > low) for f in found)
    found += [*text.accused(paper, known), *text.office_addressed(paper), *text.commissioned(paper)]
    found += [*text.charged(paper), *text.pairs(paper), *text.presiding(paper), *text.agents(paper)]
    found += [*text.audited(paper), *text.listed(paper)]
    found += find_issuers(paper)
    yield from _once(_whole_names(paper, _without_signatures(paper, found)))


def _role(found: Found) -> str:
    assert isinstance(found.value, Party)
    return found.value.role


def _without_signatures(paper: Paper, found: list[Found]) -> list[Found]:
    """Parties less the person who signs under 当事人 below a paper that names a body as its party above."""
    low = len(paper.text) * _TAIL
    if not any(_role(f) == text.ACCUSED and _is(f, "organization") and f.start < low for f in found):
        return found
    return [f for f in found if not (_role(f) == text.ACCUSED and _is(f, "person") and f.start > low)]


def _whole_names(paper: Paper, found: list[Found]) -> Iterator[Found]:
    """Parties by their whole names where the paper gave a short one for it (以下简称谷满仓公司)."""
    whole = {m["short"]: m["whole"] for m in _ALIAS.finditer(paper.view)}
    for item in found:
        assert isinstance(item.value, Party)
        name = whole.get(item.value.name)
        yield item._replace(value=item.value.model_copy(update={"name": name})) if name else item


def _is(found: Found, kind: str) -> bool:
    return isinstance(found.value, Party) and found.value.type == kind


def _once(found: Iterable[Found]) -> list[Found]:
    """Each role and name once: the first place, or the first that gives its number."""
    known: dict[tuple[str, str], Found] = {}
    for item in sorted(found, key=lambda f: (f.start, -f.score)):
        assert isinstance(item.value, Party)
        key = (item.value.role, item.value.name)
        held = known.get(key)
        if held is None or (
            isinstance(held.value, Party) and held.value.id is None and item.value.id is not None
        ):
            known[key] = item
    return sorted(known.values(), key=lambda f: (f.start, f.end))


def _applicants(paper: Paper) -> Iterator[Found]:
    """The party who signs what it hands in: the name right above the date, with its representative's behind or below it."""
    if paper.kind not in _BY_PARTY:
        return
    for start, end in signers(paper):
        name = "".join(paper.view[start:end].split())
        if type_of(name) != "unknown":
            yield fields.party(Named(start, end, name, None, end), text.ACCUSED, 0.9)
    ours = _OURS.search(paper.view)
    if ours and is_body(ours["name"]):
        yield fields.party(text.named(ours, "name"), text.ACCUSED, 0.88)
    for match in _SIGNED.finditer(paper.view):
        if not is_body(match["body"]):
            continue
        yield fields.party(text.named(match, "body"), text.ACCUSED, 0.88)
        if match["owner"] and is_person(match["owner"]) and paper.kind in _LETTERS:
            role = "法定代表人" if match["body"].endswith("公司") else "经营者"
            yield fields.party(text.named(match, "owner"), role, 0.85)
