"""Papers → dossiers, each with the reason why its papers belong together (contract.md “What is audited together”)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import PurePosixPath

from dossier.base import Record
from dossier.case import Reading
from dossier.fact import DocNumber, Party
from knowledge.kinds import DossierKind, load_kinds
from language.matter import matter_of

CASE_PAPERS_CITE = frozenset(
    {"service_receipt", "payment_receipt", "disclosure_record", "filing_report", "filing_receipt"}
)
"""Kinds that name another paper of the same matter by its number, not as their legal basis."""


class Keys(Record):
    """What linking needs to know of one paper; small, so a corpus of them fits in memory.

    `root`: the PATH it came from; `prefix`: what stands before names relative to it.
    `numbers`: own document numbers; `cited`: numbers of papers of the same matter it names; `cases`: case
    numbers; `matter`: language.matter.matter_of its title; `parties`: whom a decision is against; `cause`: what for,
    without the party's name; `text`: hash of its normalised text.
    """

    document: str
    root: str
    prefix: str = ""
    source: str
    kind: str
    title: str = ""
    matter: str = ""
    numbers: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    cause: str = ""
    text: str = ""

    @property
    def affair(self) -> frozenset[tuple[str, str]]:
        """Party and cause together, which tell a case where no number does."""
        return frozenset(("当事人和案由", f"{name}·{self.cause}") for name in self.parties if self.cause)

    @property
    def links(self) -> frozenset[tuple[str, str]]:
        """What two papers of one matter share, with the name of the link for people."""
        named = [("文号", n) for n in (*self.numbers, *self.cited)] + [("案号", c) for c in self.cases]
        return frozenset(named + ([("标题", self.matter)] if self.matter else []))

    @property
    def told(self) -> frozenset[tuple[str, str]]:
        """All that tells this main paper's matter: its links, and against whom it is."""
        return self.links | {("当事人", name) for name in self.parties}


class Group(Record):
    """One dossier to be: its name, its papers as (source, document id) in name order, why they are together."""

    name: str
    root: str
    papers: tuple[tuple[str, str], ...]
    reason: str


def keys_of(reading: Reading, *, root: str, prefix: str, text_hash: str) -> Keys:
    """The paper's keys. A number it cites counts only where its kind names papers of its own matter."""
    by_role: dict[str, list[str]] = defaultdict(list)
    for fact in reading.of(DocNumber):
        assert isinstance(fact.value, DocNumber)
        by_role[fact.value.role].append(fact.value.normal)
    kind = reading.label.kind
    return Keys(
        document=reading.document.id,
        root=root,
        prefix=prefix,
        source=reading.document.sources[0],
        kind=kind,
        title=reading.title,
        matter=matter_of(reading.title),
        numbers=tuple(dict.fromkeys(by_role["own"])),
        cases=tuple(dict.fromkeys(by_role["case"])),
        cited=tuple(dict.fromkeys(by_role["cited"])) if kind in CASE_PAPERS_CITE else (),
        parties=tuple(dict.fromkeys(_parties(reading))),
        cause=_cause(reading, tuple(_parties(reading))),
        text=text_hash,
    )


_CAUSE = re.compile(
    r"(?:案[ \u3000]*由|案件名称|案名)[ \u3000]*[：:\t][ \u3000]*(?P<cause>[^\n\t，。；]{4,60})"
)
_HEAD = 3000


def _cause(reading: Reading, parties: tuple[str, ...]) -> str:
    """The cause a case paper states (案由), less the party's name and the words of course."""
    match = _CAUSE.search(reading.document.text, 0, _HEAD)
    cause = re.sub(r"\s", "", match["cause"]) if match else ""
    for name in parties:
        cause = cause.replace(name, "")
    return re.sub(r"^(?:涉嫌|对)+|(?:一)?案(?:件)?$", "", cause)


def _parties(reading: Reading) -> Iterator[str]:
    for fact in reading.of(Party):
        if isinstance(fact.value, Party) and fact.value.role == "当事人":
            yield fact.value.name


def group(papers: Sequence[Keys], *, mode: str = "auto") -> tuple[Group, ...]:
    """Dossiers of all papers; every paper is in exactly one. `mode`: auto, folder or file (--group)."""
    by_root: dict[str, list[Keys]] = defaultdict(list)
    for paper in papers:
        by_root[paper.root].append(paper)
    found = [g for root, held in by_root.items() for g in _group_root(root, held, mode)]
    return tuple(_with_strays(list(_unique_names(found)), papers))


def _with_strays(groups: list[Group], papers: Sequence[Keys]) -> Iterator[Group]:
    """Groups whose reason tells of papers that may lie in the wrong folder: their number or case is another group's, and
    nothing of theirs is their own group's."""
    keys = {(p.root, p.source, p.document): p for p in papers}
    held = [[keys[g.root, source, document] for source, document in g.papers] for g in groups]
    homes: dict[tuple[str, str], set[int]] = defaultdict(set)
    for i, members in enumerate(held):
        for paper in members:
            for link in _firm(paper):
                homes[link].add(i)
    for i, (g, members) in enumerate(zip(groups, held, strict=True)):
        count = Counter(link for paper in members for link in paper.links)
        told = [_stray(p, i, groups, homes) for p in members if not any(count[link] > 1 for link in p.links)]
        reason = "；".join((g.reason, *(text for text in told if text)))
        yield g.model_copy(update={"reason": reason})


def _firm(paper: Keys) -> set[tuple[str, str]]:
    """By what a paper is at home in its group: its own number and its case's."""
    return {("文号", n) for n in paper.numbers} | {("案号", c) for c in paper.cases}


def _stray(paper: Keys, own: int, groups: list[Group], homes: dict[tuple[str, str], set[int]]) -> str:
    for link in sorted(paper.links):
        elsewhere = sorted(i for i in homes.get(link, ()) if i != own and groups[i].root == groups[own].root)
        if elsewhere:
            return f"“{paper.source}”的{link[0]}“{link[1]}”与“{groups[elsewhere[0]].name}”相同，疑放错文件夹"
    return ""


def _group_root(root: str, papers: Sequence[Keys], mode: str) -> Iterator[Group]:
    if mode == "file":
        yield from _by_file(papers)
        return
    prefix, name = papers[0].prefix, PurePosixPath(root).name
    only_files = not any("/" in p.source.removeprefix(prefix) for p in papers)
    is_file = {p.source for p in papers} == {name}
    if mode == "auto" and only_files and not is_file and len(_matters(papers)) == 1:
        yield _group(name, papers, "路径下只有文件，且同属一事")
    else:
        yield from _collection(prefix, papers, mode)


def _collection(prefix: str, papers: Sequence[Keys], mode: str) -> Iterator[Group]:
    """Sub-folders each by itself, files beside them as loose files."""
    folders: dict[str, list[Keys]] = defaultdict(list)
    loose: list[Keys] = []
    cut = [(paper, *paper.source.removeprefix(prefix).partition("/")[:2]) for paper in papers]
    mails = {head for _, head, slash in cut if slash}  # a mail is a paper, and a folder of its attachments
    for paper, head, slash in cut:
        (folders[head] if slash or head in mails else loose).append(paper)
    for head, held in folders.items():
        yield from _folder(f"{prefix}{head}/", held, mode)
    yield from _loose(loose, mode)


def _folder(prefix: str, papers: Sequence[Keys], mode: str) -> Iterator[Group]:
    """One dossier, unless the folder holds unrelated main papers."""
    name = prefix.rstrip("/")
    main = _main_papers(papers)
    matters = _matters(main, told=True)
    one_file = any(p.kind == "file_catalogue" for p in papers)
    if mode == "auto" and len(matters) > 1 and not one_file:
        yield from _collection(prefix, papers, mode)
    else:
        yield _group(name, papers, f"同在文件夹“{name}”" + (f"，{_why(main)}" if len(main) > 1 else ""))


def _main_papers(papers: Sequence[Keys]) -> list[Keys]:
    """Papers that may make a matter of their own: those whose number, case, title or party tells it.

    Plans and letters (weak kinds) count only as issued papers, with a number, where there is nothing else.
    """
    kinds = load_kinds()
    strong = [p for p in papers if p.kind in kinds.main_papers and p.told]
    weak = [p for p in papers if p.kind in kinds.weak_papers and p.numbers]
    return strong or ([] if any(p.kind in kinds.main_papers for p in papers) else weak)


def _why(papers: Sequence[Keys]) -> str:
    return "主文书" + _shared(papers) if _shared(papers) else "主文书同属一事"


def _loose(papers: Sequence[Keys], mode: str) -> Iterator[Group]:
    """Loose files linked by document number, case number or title; what stays alone by its file name."""
    if mode == "folder":
        yield from _by_file(papers)
        return
    for matter in _matters(papers):
        files = {p.source for p in matter}
        main = next((p for p in matter if p.kind in load_kinds().main_papers), matter[0])
        if len(files) == 1:
            yield _group(PurePosixPath(matter[0].source).name, matter, "单个文件")
        else:
            yield _group(main.title or PurePosixPath(main.source).name, matter, _shared(matter) or "相互引用")


def _by_file(papers: Sequence[Keys]) -> Iterator[Group]:
    files: dict[str, list[Keys]] = defaultdict(list)
    for paper in papers:
        files[paper.source].append(paper)
    for source, held in files.items():
        yield _group(PurePosixPath(source).name, held, "单个文件")


def _group(name: str, papers: Sequence[Keys], reason: str) -> Group:
    held = tuple((p.source, p.document) for p in papers)
    return Group(name=name, root=papers[0].root, papers=held, reason=reason)


def _shared(papers: Sequence[Keys]) -> str:
    """The commonest links of these papers in words: 文号“…”相同."""
    count = Counter(link for paper in papers for link in paper.links | paper.affair)
    shared = [link for link, n in count.most_common(2) if n > 1]
    return "、".join(f"{name}“{value}”相同" for name, value in shared)


def _matters(papers: Sequence[Keys], *, told: bool = False) -> list[list[Keys]]:
    """Papers in classes that share a file, a text or a link, in order of first appearance (union–find).

    `told`: the party counts as a link too, which among loose files would join two cases of one party.
    """
    parent = list(range(len(papers)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen: dict[tuple[str, str], int] = {}
    several = _several_cases(papers)
    for i, paper in enumerate(papers):
        name = str(PurePosixPath(paper.source).with_suffix(""))
        own = {("文件", paper.source), ("同名文件", name), *(paper.told if told else paper.links)}
        own |= paper.affair - several
        own |= {("正文", paper.text)} if paper.text else set()
        for link in sorted(own):
            parent[find(i)] = find(seen.setdefault(link, i))
    classes: dict[int, list[Keys]] = defaultdict(list)
    for i, paper in enumerate(papers):
        classes[find(i)].append(paper)
    return list(classes.values())


def _several_cases(papers: Sequence[Keys]) -> frozenset[tuple[str, str]]:
    """Parties with causes of which there are several cases (one haulier fined twice for overloading): they join nothing."""
    cases: dict[tuple[str, str], set[str]] = defaultdict(set)
    decisions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for paper in papers:
        for affair in paper.affair:
            cases[affair].update(paper.cases)
            decisions[affair].update(paper.numbers if paper.kind in load_kinds().main_papers else ())
    return frozenset(a for a in cases if len(cases[a]) > 1 or len(decisions[a]) > 1)


def _unique_names(groups: Iterable[Group]) -> Iterator[Group]:
    """Equal names get a number behind them, so that a dossier's name tells it."""
    used: Counter[str] = Counter()
    for g in groups:
        used[g.name] += 1
        yield g if used[g.name] == 1 else g.model_copy(update={"name": f"{g.name}（{used[g.name]}）"})


TELLING = frozenset(
    {"consultation_notice", "draft", "drafting_explanation", "review_request", "legality_review_opinion"}
)
"""Papers whose title and words tell what is being made, where the main paper is not there."""


def dossier_kind(readings: Sequence[Reading]) -> str:
    """The dossier's kind by the order of knowledge/kinds.toml: main papers, titles and words, weak main papers, the rest."""
    kinds = load_kinds().dossier
    telling = [r for r in readings if r.label.kind in TELLING]
    strong = (kind.code for kind in kinds if not kind.weak and _by_main(kind, readings))
    told = (kind.code for kind in kinds if _by_words(kind, telling))
    weak = (kind.code for kind in kinds if kind.weak and _by_main(kind, readings))
    held = {r.label.kind for r in readings}
    rest = (kind.code for kind in kinds if held & set(kind.also))
    return next(chain(strong, told, weak, rest), "other")


def _by_main(kind: DossierKind, readings: Sequence[Reading]) -> bool:
    titles = [r.title for r in readings if r.label.kind in kind.main]
    return bool(titles) and (not kind.titles or any(re.search(t, x) for t in kind.titles for x in titles))


def _by_words(kind: DossierKind, telling: Sequence[Reading]) -> bool:
    if not kind.main and any(re.search(pattern, r.title) for pattern in kind.titles for r in telling):
        return True
    return any(re.search(pattern, r.document.text) for pattern in kind.words for r in telling)
