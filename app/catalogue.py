"""The catalogue of duties as a page of docs/ (`python -m app.catalogue` writes it) and the search in it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.report.names import load_names
from app.report.words import SEVERITIES, UNITS
from dossier.case import Rule, Version
from knowledge.profiles import load_profile
from knowledge.rules import load_rules

PAGE = Path(__file__).parents[1] / "docs" / "catalogue.md"
SHAPES = {
    "max": "最长期限",
    "min": "最短期限",
    "not_before": "等待期",
    "notice_before": "提前通知",
    "order": "先后次序",
    "element": "应当载明",
    "variant": "结论为何",
    "paper": "卷内须有",
    "stated": "写给当事人的期限",
    "contents": "卷内目录",
    "compare": "文书之间一致",
    "count": "人数、数额",
    "ratio": "比率",
    "holiday": "不在夜间、节假日",
    "whole": "材料齐全",
}
MARKS = {"R": "读过原文", "S": "见于指标", "X": "见于节选", "M": "凭记忆，只作提示"}
HEAD = """# 规则目录

本页由 `python -m app.catalogue` 从 `knowledge/rules/` 和 `knowledge/profiles/default.toml` 生成，不要手改；写法见 [rules.md](rules.md)。
“一般”“原则上”的要求程度为“一般”，依据凭记忆的只作提示。法条原文用 `fadu rules 规则编号` 看。
"""


def page(rules: Iterable[Rule] | None = None) -> str:
    """The whole page."""
    listed = tuple(load_rules() if rules is None else rules)
    return HEAD + f"\n共 {len(listed)} 条。\n" + "".join(map(_rule, listed)) + _branches()


def _rule(rule: Rule) -> str:
    kinds = "、".join(map(load_names().dossier, rule.kinds))
    lines = [
        f"\n## {rule.id}\n\n**{rule.name}**（{SHAPES.get(rule.shape, rule.shape)}；{SEVERITIES[rule.severity]}；{kinds}）\n"
    ]
    if rule.options.get("outside"):
        lines.append(f"不适用：{rule.options['outside']}。")
    if rule.options.get("setting"):
        lines.append(f"须配置：{rule.options['setting']}。")
    lines += [_version(version) for version in rule.versions]
    if rule.undetermined:
        lines.append(f"无法判定时：{rule.undetermined}")
    if rule.advice:
        lines.append(f"整改：{rule.advice}")
    return "\n\n".join(lines) + "\n"


def _version(version: Version) -> str:
    span = f"{version.since or '……'} 至 {version.until or '今'}"
    asked = (
        f"{version.quantity}{UNITS[version.unit]}，" if version.quantity is not None and version.unit else ""
    )
    person = (
        f"公民{version.person}{UNITS[version.unit]}，" if version.person is not None and version.unit else ""
    )
    note = f"。{version.note}" if version.note else ""
    return f"- {span}：{asked}{person}{'、'.join(version.basis)}（{MARKS[version.mark]}）{note}"


def _branches() -> str:
    """What the nationwide profile sets for single branches."""
    lines = ["\n## 全国通行的部门配置\n"]
    for override in load_profile().override:
        for version in override.versions or ():
            lines.append(f"- {'、'.join(override.authority)}：`{override.rule}` {_version(version)[2:]}")
    return "\n".join(lines) + "\n"


def search(words: str) -> Iterator[Rule]:
    """Rules that hold every word in their code, name, basis, advice or article."""
    wanted = words.split()
    for rule in load_rules():
        said = [rule.id, rule.name, rule.advice]
        said += [text for v in rule.versions for text in (*v.basis, v.text)]
        if all(any(word in text for text in said) for word in wanted):
            yield rule


def stale() -> list[str]:
    """Whether the page in docs/ is behind the data; an installed program has no such page."""
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") == page():
        return []
    return [f"{PAGE.name} 与规则不符，请运行 python -m app.catalogue 重新生成"]


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
