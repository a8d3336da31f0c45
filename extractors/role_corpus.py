"""Papers whose dates are marked with their roles, to learn roles from: corpora/roles and the dev split of corpora/gold.

A file of corpora/roles holds papers one after another, each opened by a line “%% kind title”; in the text
[[case_open|3月3日]] marks a date with its roles (several with +); every other date has none. `|a|b|` is a table row.
"""

import re
import tomllib
from random import Random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractors.paper import Paper, paper

ROOT = Path(__file__).parent.parent / "corpora"
_MARK = re.compile(r"\[\[([^|\[\]]*)\|([^\[\]]*)\]\]")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_STYLES = ("2023年{m}月{d}日", "2023年{m}月{d}日", "2023 年 {m} 月 {d} 日", "2023.{m}.{d}", "2023-{m}-{d}")
_SHORT = "{m}月{d}日"
_VARIANTS = 4  # papers made of each piece of corpora/roles
_LAYOUT = re.compile(r"^(?:@(?:head|number|info|imprint) ?|[#^>=]+ ?|@(?:rule|page|space|cols|row|photo|licence).*)")


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
        for item in tomllib.loads(re.sub(r"\{\{\w+:(.*?)\}\}", r"\1", path.read_text(encoding="utf-8"))).get("paper", []):
            yield marked(item["text"], item["kind"], item["title"], item["template"])
