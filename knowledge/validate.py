"""Does the knowledge hold together? Messages name the file, the rule, the fault and the mend."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from dossier.case import Rule, Version
from dossier.errors import KnowledgeError
from knowledge.conditions import ENDS, Condition, element_names, parse_condition, parse_events, parse_stay
from knowledge.elements import load_elements
from knowledge.events import load_events
from knowledge.files import FOLDER
from knowledge.filing import load_filing
from knowledge.holidays import load_calendar
from knowledge.kinds import load_kinds
from knowledge.laws import load_laws
from knowledge.levels import load_levels
from knowledge.numbers import load_series
from knowledge.periods import load_periods
from knowledge.profiles import Profile, read_profile
from knowledge.redflags import load_redflags
from knowledge.roles import load_roles
from knowledge.rules import read_rules
from knowledge.scoring import load_scoring
from knowledge.secrecy import load_secrecy
from knowledge.synonyms import load_synonyms
from knowledge.words import load_words

PERIODS = frozenset({"max", "min", "not_before", "notice_before"})
COMPARED = (
    "party",
    "amount",
    "doc_number",
    "title",
    "text",
    "date",
    "attachment",
)  # what papers are laid side by side
COUNTED = ("d", "wd", "h", "m", "y")  # units of periods
INDICATORS = range(1, 101)
OPEN, CLOSED = date.min, date.max
LINK = re.compile(r"\s*(?:<=?|;)\s*")
# What a rule's options may hold: whose values are codes of what.
PAPER_OPTIONS = ("papers", "counted", "or", "needs")
ELEMENT_OPTIONS = ("elements", "spoiled_by", "elsewhere", "should", "forbidden", "hint")
CONDITION_OPTIONS = ("fail_if", "repaired", "refused", "doubts", "spared_by")
EVENT_OPTIONS = ("must", "wrong_anchors")
KIND_OPTIONS = ("not_for",)
OTHER_OPTIONS = (
    "each", "chain", "optional", "period", "good", "bad", "done", "below", "excuses", "whole_file", "copies", "veto",
    "when", "named", "instead", "setting", "outside", "end_not_about", "transition", "extension", "bodies", "issuer",
    "of", "roles", "role", "differ",
    "deducts", "further", "each_paper", "amount", "part", "whole", "beyond", "soft", "grace", "own_period", "any_time",
    "counted_title", "stated", "percent", "title", "names", "column", "together", "issuer_like", "most",
    "before", "end_about", "approval", "approval_not", "apart", "against", "after", "hours", "signers", "burdens", "own_body",
)  # fmt: skip
# Regular expressions of rules over many dossiers; N stands for a number.
PATTERN_OPTIONS = (
    "part",
    "whole",
    "percent",
    "stated",
    "title",
    "counted_title",
    "names",
    "column",
    "issuer_like",
)
OPTIONS = frozenset(
    (*PAPER_OPTIONS, *ELEMENT_OPTIONS, *CONDITION_OPTIONS, *EVENT_OPTIONS, *KIND_OPTIONS, *OTHER_OPTIONS)
)


def validate(*, shapes: Collection[str], folder: Path = FOLDER) -> list[str]:
    """Every fault in words, empty when all is well. `shapes`: those for which there is a check."""
    faults = [*_loading(folder)]
    if faults:
        return faults
    rules = [(path, rule) for path in sorted((folder / "rules").glob("*.toml")) for rule in read_rules(path)]
    for rule_id, times in Counter(rule.id for _, rule in rules).items():
        if times > 1:
            faults.append(f"规则 {rule_id} 写了{times}次，请合并或改名")
    ids = [rule.id for _, rule in rules]
    for path, rule in rules:
        found = [*_rule(rule, shapes), *_wide(rule, ids)]
        faults += [f"{path.name} 规则 {rule.id}：{fault}" for fault in found]
    for path in sorted((folder / "profiles").glob("*.toml")):
        faults += [f"{path.name}：{fault}" for fault in _profile(read_profile(path), ids)]
    faults += [f"kinds.toml：{fault}" for fault in _kinds()]
    return faults


def _loading(folder: Path) -> Iterator[str]:
    """Files that cannot be loaded at all."""
    loads: list[Callable[[], object]] = [load_kinds, load_events, load_elements, load_periods, load_roles]
    loads += [load_words, load_secrecy, load_redflags, load_filing, load_scoring, load_series, load_laws]
    loads += [load_synonyms, load_levels]
    loads += [lambda path=path: read_rules(path) for path in sorted((folder / "rules").glob("*.toml"))]  # type: ignore[misc]
    loads += [lambda path=path: read_profile(path) for path in sorted((folder / "profiles").glob("*.toml"))]  # type: ignore[misc]
    loads.append(lambda: load_calendar(folder / "calendar"))
    for load in loads:
        try:
            load()
        except KnowledgeError as error:
            yield str(error)


def _rule(rule: Rule, shapes: Collection[str]) -> Iterator[str]:
    if rule.shape not in shapes:
        yield f"shape = {rule.shape!r} 不存在，可用：{'、'.join(sorted(shapes))}"
    yield from _unknown("kinds", rule.kinds, load_kinds().dossiers, "卷宗种类")
    if not rule.kinds:
        yield "没有写 kinds（适用的卷宗种类）"
    if rule.shape in PERIODS and not (rule.start and rule.end) and "outside" not in rule.options:
        yield "期间规则须写明 start 和 end（起止事件）"
    for field, codes in (("start", rule.start), ("end", rule.end)):
        yield from _events(field, codes)
    for field, written in (("applies", rule.applies), ("exceptions", rule.exceptions)):
        yield from _conditions(field, written)
    if not set(rule.indicator) <= set(INDICATORS):
        yield f"indicator = {list(rule.indicator)} 应在1至100之间"
    if not rule.advice and "outside" not in rule.options:
        yield "没有写 advice（整改建议）"
    if rule.shape == "compare" and rule.options.get("of") not in COMPARED:
        yield f"options.of = {rule.options.get('of')!r} 不能比对，可用 {'、'.join(COMPARED)}"
    yield from _options(rule)
    yield from _versions(rule.versions, rule.kinds, needed=rule.shape in PERIODS)
    if rule.shape != "max" and any(version.unit == "h" for version in rule.versions):
        yield 'unit = "h"（小时）只用于 shape = "max"'
    if not rule.versions and not {"setting", "outside"} & rule.options.keys():
        yield "没有写 versions（依据和数量）；由地区配置的写 options.setting，本目录不含的写 options.outside"


def _wide(rule: Rule, ids: Collection[str]) -> Iterator[str]:
    """A rule over many dossiers: what it counts from, and its patterns."""
    if rule.scope == "dossier":
        return
    yield from _unknown("options.of", _values(rule.options.get("of", ())), ids, "规则")
    for field in PATTERN_OPTIONS:
        yield from _patterns(f"options.{field}", _values(rule.options.get(field, ())))
    if rule.shape == "report" and not re.fullmatch(r"\d\d-\d\d", str(rule.options.get("before", ""))):
        yield "options.before 应写作月-日，如 03-01"


def _unknown(field: str, codes: Collection[str], known: Collection[str], what: str) -> Iterator[str]:
    for code in codes:
        if code not in known:
            yield f"{field} 中的{what} {code!r} 不存在，请核对代码或先登记"


def _events(field: str, written: str | None) -> Iterator[str]:
    """Codes of a rule's end or link, with the papers they are read from."""
    for code, papers in parse_events(written) if written else ():
        yield from _unknown(field, (code,), load_events(), "事件")
        yield from _unknown(field, papers, load_kinds().documents, "文书种类")


def _conditions(field: str, written: Collection[str]) -> Iterator[str]:
    for text in written:
        try:
            condition = parse_condition(text)
        except KnowledgeError as error:
            yield f"{field}：{error}"
            continue
        yield from _signs(field, condition)


def _signs(field: str, condition: Condition) -> Iterator[str]:
    known: dict[str, Collection[str]] = {"element": element_names(), "event": load_events()}
    known["paper"] = load_kinds().documents
    known |= {"kind": load_kinds().dossiers, "seen": element_names(), "over": element_names()}
    names = {
        "element": "要素",
        "seen": "要素",
        "over": "要素",
        "event": "事件",
        "paper": "文书种类",
        "kind": "卷宗种类",
    }
    for sign in condition.signs:
        yield from _unknown(field, (sign.code,), known[sign.what], names[sign.what])
        yield from _unknown(
            field, tuple(p for p in sign.where if p not in ENDS), load_kinds().documents, "文书种类"
        )


def _options(rule: Rule) -> Iterator[str]:
    options = rule.options
    strange = sorted(options.keys() - OPTIONS)
    if strange:
        yield f"options 中的 {'、'.join(strange)} 没有这个用法"
    yield from _listed(options, PAPER_OPTIONS, load_kinds().documents, "文书种类")
    for field in ELEMENT_OPTIONS:
        codes = [code for value in _values(options.get(field, ())) for code in value.split("|")]
        yield from _unknown(f"options.{field}", codes, element_names(), "要素")
    yield from _listed(options, EVENT_OPTIONS, load_events(), "事件")
    yield from _listed(options, KIND_OPTIONS, load_kinds().dossiers, "卷宗种类")
    for name in CONDITION_OPTIONS:
        yield from _conditions(f"options.{name}", _values(options.get(name, ())))
    for written in _values(options.get("when", ())):
        code, _, condition = written.partition(": ")
        yield from _unknown("options.when", (code,), element_names(), "要素")
        yield from _conditions("options.when", (condition,))
    for written in _values(options.get("deducts", ())):
        yield from _stay(written)
    if "chain" in options:
        for part in LINK.split(str(options["chain"]).strip()):
            yield from _events("options.chain", part)


def _stay(written: str) -> Iterator[str]:
    try:
        stay = parse_stay(written)
    except KnowledgeError as error:
        yield f"options.{error}"
        return
    yield from _unknown("options.deducts", sorted(stay.codes), load_events(), "事件")
    yield from _conditions("options.deducts", _values(stay.told or ()))


def _values(value: str | int | bool | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _listed(
    options: dict[str, str | int | bool | tuple[str, ...]],
    fields: Collection[str],
    known: Collection[str],
    what: str,
) -> Iterator[str]:
    for field in fields:
        yield from _unknown(f"options.{field}", _values(options.get(field, ())), known, what)


def _versions(versions: tuple[Version, ...], kinds: Collection[str], *, needed: bool) -> Iterator[str]:
    for version in versions:
        span = f"versions（{version.since or '……'}至{version.until or '今'}）"
        if not version.basis:
            yield f"{span}没有写 basis（依据）"
        if (version.quantity is None) != (version.unit is None):
            yield f"{span}的 quantity 和 unit 须同时写"
        if needed and version.unit is not None and version.unit not in COUNTED:
            yield f"{span}的 unit = {version.unit!r} 不能在日历上计算，可用 {'、'.join(COUNTED)}"
        if needed and version.quantity is None and not version.note:
            yield f"{span}没有数量，须在 note 写明原因（该期间一律无法判定）"
        if (version.since or OPEN) > (version.until or CLOSED):
            yield f"{span}的 since 晚于 until"
        yield from _unknown(span, version.kinds, kinds, "卷宗种类")
        strange = sorted(version.options.keys() - OPTIONS)
        if strange:
            yield f"{span}的 options 中 {'、'.join(strange)} 没有这个用法"
    for i, one in enumerate(versions):
        for two in versions[i + 1 :]:
            if _overlap(one, two):
                yield f"versions 自{one.since or '……'}与自{two.since or '……'}的两版日期重叠，请改 since、until 或 kinds"


def _overlap(one: Version, two: Version) -> bool:
    apart = (one.until or CLOSED) < (two.since or OPEN) or (two.until or CLOSED) < (one.since or OPEN)
    return not apart and (not one.kinds or not two.kinds or bool(set(one.kinds) & set(two.kinds)))


def _profile(profile: Profile, ids: Collection[str]) -> Iterator[str]:
    for override in profile.override:
        if not any(fnmatchcase(rule_id, override.rule) for rule_id in ids):
            yield f"override.rule = {override.rule!r} 没有对应的规则，请核对"
        yield from _patterns("authority", override.authority)
        yield from _versions(override.versions or (), load_kinds().dossiers, needed=False)
        for field, written in (("applies", override.applies), ("exceptions", override.exceptions)):
            yield from _conditions(field, written or ())
        strange = sorted(override.options.keys() - OPTIONS)
        if strange:
            yield f"override {override.rule} 的 options 中 {'、'.join(strange)} 没有这个用法"
    for setting in profile.setting:
        yield from _unknown("setting.name", (setting.name,), element_names(), "要素")
        yield from _patterns("setting.authority", setting.authority)


def _kinds() -> Iterator[str]:
    kinds = load_kinds()
    for kind in kinds.dossier:
        yield from _unknown(
            f"{kind.code} 的 main、also", (*kind.main, *kind.also), kinds.documents, "文书种类"
        )
        yield from _unknown(f"{kind.code} 的 either", kind.either, kinds.dossiers, "卷宗种类")
        yield from _patterns(f"{kind.code} 的 titles、words", (*kind.titles, *kind.words))


def _patterns(field: str, patterns: Collection[str]) -> Iterator[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{field} 中的正则 {pattern!r} 有误：{error}"
