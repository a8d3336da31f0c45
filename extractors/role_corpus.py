"""Papers whose dates are marked with their roles, to learn roles from: corpora/roles and the dev split of corpora/gold.

A file of corpora/roles holds papers one after another, each opened by a line “%% kind title”; in the text
[[case_open|3月3日]] marks a date with its roles (several with +); every other date has none. `|a|b|` is a table row.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from extractors.paper import Paper, paper
from knowledge.events import load_events

ROOT = Path(__file__).parent.parent / "corpora"
_MARK = re.compile(r"\[\[([^|\[\]]*)\|([^\[\]]*)\]\]")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_STYLES = ("2023年{m}月{d}日", "2023年{m}月{d}日", "2023 年 {m} 月 {d} 日", "2023.{m}.{d}", "2023-{m}-{d}")
_SHORT = "{m}月{d}日"
_FORMS = 4  # forms made of each kind and event
_AFTER = ("", "", "", "", "上午", "　张某", "（见附件）", "同意", "；王某")
_PEOPLE = ("张某", "王明", "李小红", "赵六", "司徒南", "周一", "")
_APPROVAL: dict[str, dict[str, tuple[str, ...]]] = {
    "case_open": {"case_opening_approval": ("立案审批表", "立案呈批表", "立案登记表")},
    "decision_approved": {"decision_approval": ("行政处罚决定审批表", "处罚呈批表", "案件处理审签单")},
    "closed": {"case_closing": ("结案审批表", "结案呈批表", "结案报告")},
    "coercion_approved": {"approval_form": ("行政强制措施审批表", "查封扣押审批表")},
    "extension_approved": {"approval_form": ("延长办案期限审批表", "案件延期审批单", "延长扣押期限审批表")},
    "reg_save_approved": {"approval_form": ("先行登记保存审批表", "证据先行登记保存呈批表")},
    "transfer_approved": {"approval_form": ("涉嫌犯罪案件移送审批表", "移送案件审批表")},
    "instalment_approved": {"instalment_approval": ("分期缴纳罚款审批表", "延期缴款审批表")},
    "audit": {"legal_audit": ("法制审核表", "重大执法决定法制审核表")},
    "fair_reviewed": {"fair_competition_review": ("公平竞争审查表",)},
}
_VARIANTS = 4  # papers made of each piece of corpora/roles
_LAYOUT = re.compile(
    r"^(?:@(?:head|number|info|imprint) ?|[#^>=]+ ?|@(?:rule|page|space|cols|row|photo|licence).*)"
)


class Marked(NamedTuple):
    """A paper with the roles of the dates that have any, by where they start. `group`: what it must not be parted from."""

    paper: Paper
    roles: dict[int, tuple[str, ...]]
    group: str


def marked(text: str, kind: str, title: str, group: str) -> Marked:
    """The paper without its marks."""
    plain, roles, at = "", {}, 0
    text = _plain(text)
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        codes = tuple(match[1].split()[0].split("+")) if match[1].strip() else ()
        if codes and codes[0][:1] not in "#@":
            roles[len(plain)] = codes
        plain += match[2]
        at = match.end()
    return Marked(paper(plain + text[at:], kind=kind, title=title), roles, group)


def _plain(text: str) -> str:
    """The layout marks of corpora/samples/maker/blocks.py as lines and tabs."""
    lines: list[str] = []
    for line in re.sub("[«»]", "", text).strip().splitlines():
        if line.startswith("|"):
            cells = [cell for cell in _cells(line.strip().strip("|")) if cell.strip() != "<"]
            lines.append("\t".join(cell.strip().replace("//", " ") for cell in cells))
        elif line.startswith("@sign "):
            lines += _cells(line[6:])[:2]
        elif line.startswith("@imprint "):
            lines += [" ".join(_cells(line[9:]))]
        else:
            lines.append(_LAYOUT.sub("", line))
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    """Split at strokes outside of marks."""
    return [cell.replace("\0", "|") for cell in _MARK.sub(lambda m: m[0].replace("|", "\0"), line).split("|")]


def own_papers(folder: Path = ROOT / "roles") -> Iterator[Marked]:
    """Every piece of corpora/roles for each of its kinds, several times with other words chosen; the same each time."""
    for path in sorted(folder.glob("*.txt")):
        for number, piece in enumerate(re.split(r"^%% ?", path.read_text(encoding="utf-8"), flags=re.M)[1:]):
            for kind in piece.split(maxsplit=1)[0].split(","):
                for n in range(_VARIANTS):
                    random = Random(f"{path.stem}:{number}:{kind}:{n}")
                    head, _, body = _chosen(piece, random).partition("\n")
                    group = f"{path.stem}-{number}"
                    yield marked(_dated(body, random), kind, head.split(maxsplit=1)[-1].strip(), group)


def form_papers(path: Path = ROOT / "roles" / "labels.toml") -> Iterator[Marked]:
    """Forms made of field names: for each kind that tells an event, some with its fields among others; the same each time."""
    names = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = sorted({kind for event in load_events().values() for kind in event.papers})
    for kind in kinds:
        codes = [c for c in names["labels"] if c in load_events() and kind in load_events()[c].papers]
        for n in range(_FORMS * bool(codes) * min(len(codes), 6)):
            random = Random(f"form:{kind}:{n}")
            rows = _form_rows(names, codes, kind, random)
            yield marked(_dated("\n".join(rows), random), kind, "", f"form-{kind}")


def _form_rows(names: dict[str, Any], codes: list[str], kind: str, random: Random) -> list[str]:
    """Rows or lines of one form, in the order of the events."""
    chosen = random.sample(codes, min(len(codes), random.randint(2, 5)))
    fields: list[tuple[str, str]] = []
    for code in sorted(chosen, key=codes.index):
        name = random.choice(names["labels"][code])
        if name not in {n for n, _ in fields}:
            fields.append((name, f"[[{code}]]"))
    known = {name for code in codes for name in names["labels"][code]}
    others = [name for name in random.sample(names["labels"]["none"], 4) if name not in known]
    for name in others[: random.randint(1, 3)]:
        fields.insert(random.randint(0, len(fields)), (name, "[[]]"))
    fields = [(name, date + random.choice(_AFTER)) for name, date in fields]
    if random.random() < 0.5:
        return [
            " \u3000".join(f"{name}：{date}" for name, date in fields[i : i + 2])
            for i in range(0, len(fields), 2)
        ]
    width = random.choice((1, 2))
    return [
        "|" + "|".join(f"{n}|{d}" for n, d in fields[i : i + width]) + "|"
        for i in range(0, len(fields), width)
    ]


def opinion_papers(path: Path = ROOT / "roles" / "labels.toml") -> Iterator[Marked]:
    """Forms of approval: officers' opinions one under another, the head's the last."""
    names = tomllib.loads(path.read_text(encoding="utf-8"))["opinions"]
    for code, event in load_events().items():
        kinds = [kind for kind in event.papers if kind in _APPROVAL.get(code, ())]
        for kind in kinds:
            for n in range(24):
                random = Random(f"opinion:{code}:{kind}:{n}")
                title = random.choice(_APPROVAL[code][kind])
                rows = [(name, "") for name in random.sample(names["other"], random.randint(1, 3))]
                rows.append((random.choice(names["approve"]), code))
                cell = random.choice(("|{0}|{1}　{2}　{3}|", "{0}：{1}　{2}　{3}", "|{0}|{1}。//{2}　{3}|"))
                text = "\n".join(
                    cell.format(name, random.choice(names["words"]), random.choice(_PEOPLE), f"[[{of}]]")
                    for name, of in rows
                )
                yield marked(_dated(text, random), kind, title, f"opinion-{code}")


def _chosen(text: str, random: Random) -> str:
    """One word of every choice {…/…}."""
    return _CHOICE.sub(lambda m: random.choice(m[1].split("/")), text)


def _dated(text: str, random: Random) -> str:
    """A day of one year written into every mark that has none, in a form papers use; in order, like a story."""
    month, day, first = random.randint(1, 3), random.randint(1, 28), True
    style = random.choice(_STYLES)

    def written(match: re.Match[str]) -> str:
        nonlocal month, day, first
        day += random.randint(1, 9)
        if day > 28:
            month, day = min(12, month + 1), random.randint(1, 9)
        whole, first = first or random.random() < 0.5, False
        return f"[[{match[1]}|{(style if whole else _SHORT).format(m=month, d=day)}]]"

    return re.sub(r"\[\[([^|\[\]]*)\]\]", written, text)


def gold_papers(folder: Path = ROOT / "gold" / "source" / "dev") -> Iterator[Marked]:
    """Every paper of the dev split; papers of one case file (a file of the source) are kept together."""
    for path in sorted(folder.glob("*.toml")):
        for item in tomllib.loads(re.sub(r"\{\{\w+:(.*?)\}\}", r"\1", path.read_text(encoding="utf-8"))).get(
            "paper", []
        ):
            yield marked(item["text"], item["kind"], item["title"], item["template"])
