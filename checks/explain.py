"""A finding explained: which version of the law and why that one, the article's words, and what would change the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from checks.choose import event_name
from checks.words import day, quantity
from dossier.case import Finding, Rule, Version
from knowledge.conditions import parse_events
from knowledge.rules import load_rules


@dataclass(frozen=True, slots=True)
class Explained:
    """`version`: the text applied, and why it. `text`: the article's words, empty where not at hand. `turns`:
    what would change the verdict."""

    version: str
    text: str
    turns: str


def explain(finding: Finding, rule: Rule | None) -> Explained:
    """What a reader asks next; nothing here weighs in the verdict."""
    return Explained(_version(finding, rule), _text(finding, rule), _turns(finding, rule))


def _version(finding: Finding, rule: Rule | None) -> str:
    applied = [v for v in rule.versions if v.basis == finding.basis] if rule else []
    if not finding.basis:
        return ""
    if not applied:
        return "按作出机关所属部门（或者所选地区）的配置适用。"
    start = finding.start[:10] if finding.start and len(finding.start) >= 10 else ""
    chosen = next((v for v in applied if start and _holds(v, date.fromisoformat(start))), applied[-1])
    span = _span(chosen)
    if not start:
        return f"没有起算日期，按{span}的文本列出依据。" if span else ""
    why = f"按{_event(rule)}之日（{day(date.fromisoformat(start))}）有效的文本"
    return f"{why}，适用{span}的版本。" if span else f"{why}。"


def _holds(version: Version, on: date) -> bool:
    return (version.since or on) <= on <= (version.until or on)


def _span(version: Version) -> str:
    since = f"自{day(version.since)}起施行" if version.since else ""
    return since + (f"、至{day(version.until)}止" if version.until else "")


def _event(rule: Rule | None) -> str:
    codes = rule.start if rule and rule.start else ""
    return event_name(parse_events(codes)[0][0]) if codes else "起算"


@cache
def _articles() -> Mapping[str, str]:
    """The words of every article the catalogue holds, by its name."""
    return {v.basis[0]: v.text.strip() for rule in load_rules() for v in rule.versions if v.text and v.basis}


def _text(finding: Finding, rule: Rule | None) -> str:
    """The version's own words, else those the catalogue has for one of the articles (a branch's setting has none)."""
    own = next((v.text for v in (rule.versions if rule else ()) if v.basis == finding.basis and v.text), "")
    return own or next((words for name in finding.basis if (words := _articles().get(name))), "")


def _turns(finding: Finding, rule: Rule | None) -> str:
    """By verdict; a counted period says by how many days."""
    match finding.verdict:
        case "pass":
            return _margin(finding, rule) or "所引日期、文字经核对有误的，结论随之改变。"
        case "fail":
            return f"{_mended(finding, rule)}经核对所引日期、文字有误的，更正后重新判定。"
        case "borderline":
            return "两种算法（理解）结论不同：有材料说明先后或者按哪种算法的，据以判定。"
        case "excused":
            return "所引例外材料不成立（未经批准、逾期批准、未告知当事人）的，为不合规。"
        case "undetermined":
            wanted = "、".join(finding.missing[:3])
            return f"补入或者确认：{wanted}，即可判定。" if wanted else ""
        case _:
            return "前提成立（如补入表明发生过该事项的文书）的，才须判定。"


def _margin(finding: Finding, rule: Rule | None) -> str:
    count = finding.count
    if count is None or count.due is None or count.end is None or rule is None or rule.end is None:
        return ""
    ends = event_name(parse_events(rule.end)[0][0])
    left = abs((count.due - count.end).days)
    spare = f"（现余{left}天）" if left else "（已是最后一天）"
    if rule.shape == "max":
        return f"{ends}晚于{day(count.due)}{spare}的，即不合规。"
    if rule.shape == "min":
        return f"{ends}早于{day(count.due)}{spare}的，即不足{quantity(count.quantity, count.unit)}。"
    return ""


def _mended(finding: Finding, rule: Rule | None) -> str:
    count = finding.count
    if count is None or count.due is None or rule is None or rule.end is None or rule.shape != "max":
        return ""
    ends = event_name(parse_events(rule.end)[0][0])
    return f"有{ends}不晚于{day(count.due)}的证据，或者届满前批准延长、依法不计入期间的材料的，结论改变。"
