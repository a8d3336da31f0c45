"""A person's ruling on a finding (人工改判): it counts only while what it was made under still stands."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from dossier.case import VERDICTS, Correction, Finding

GROUNDS = ("verdict", "start", "end", "measured", "required", "unit", "alternative", "basis", "missing")


def about(finding: Finding) -> str:
    """What a ruling speaks of: dossier, rule and subject, as a digest that tells nobody's name."""
    return _digest([finding.dossier, finding.rule, finding.subject])


def grounds(finding: Finding) -> str:
    """What the verdict rests on: the law's version, the dates, the count and the places quoted."""
    said = {name: getattr(finding, name) for name in GROUNDS}
    places = sorted((p.source, p.page or 0, p.cell or "", p.quote) for p in finding.evidence)
    return _digest([said, places])


def _digest(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:16]


def overrule(findings: Iterable[Finding], rulings: Mapping[str, Correction]) -> tuple[Finding, ...]:
    """The findings with what persons ruled; a ruling made on other grounds is shown as 需复核 and does not count."""
    return tuple(_ruled(item, rulings.get(about(item)) if rulings else None) for item in findings)


def _ruled(finding: Finding, ruling: Correction | None) -> Finding:
    if ruling is None:
        return finding
    verdict, made = json.loads(ruling.after), json.loads(ruling.before)
    told = f"{ruling.who}，{ruling.when:%Y-%m-%d}" + (f"，理由：{ruling.why}" if ruling.why else "")
    if made["grounds"] != grounds(finding):
        stale = f"【需复核】曾人工改判为“{VERDICTS[verdict]}”（{told}），所据规则版本或事实已变，不再计入。"
        return finding.model_copy(update={"message": finding.message + stale})
    ruled = f"【人工改判】由“{VERDICTS[finding.verdict]}”改为“{VERDICTS[verdict]}”（{told}）。"
    return finding.model_copy(
        update={"verdict": verdict, "original": finding.verdict, "message": finding.message + ruled}
    )
