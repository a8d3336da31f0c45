"""Papers whose dates are marked with their roles, to learn roles from: corpora/roles and the dev split of corpora/gold.

A file of corpora/roles holds papers one after another, each opened by a line “%% kind title”; in the text
[[case_open|3月3日]] marks a date with its roles (several with +); every other date has none. `|a|b|` is a table row.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractors.paper import Paper, paper

ROOT = Path(__file__).parent.parent / "corpora"
_MARK = re.compile(r"\[\[([^|\[\]]*)\|([^\[\]]*)\]\]")
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
    """Every paper of corpora/roles, by file and order."""
    for path in sorted(folder.glob("*.txt")):
        for number, piece in enumerate(re.split(r"^%% ?", path.read_text(encoding="utf-8"), flags=re.M)[1:]):
            head, _, body = piece.partition("\n")
            kind, _, title = head.strip().partition(" ")
            yield marked(body, kind, title, f"{path.stem}-{number}")


def gold_papers(folder: Path = ROOT / "gold" / "source" / "dev") -> Iterator[Marked]:
    """Every paper of the dev split; papers of one case file (a file of the source) are kept together."""
    for path in sorted(folder.glob("*.toml")):
        for item in tomllib.loads(re.sub(r"\{\{\w+:(.*?)\}\}", r"\1", path.read_text(encoding="utf-8"))).get("paper", []):
            yield marked(item["text"], item["kind"], item["title"], item["template"])
