"""Commands that look things up: search, show, rules, and upkeep of index and models."""

import json as jsonlib
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from app import console as screen
from app.report import jsonl
from app.report.masking import Masker
from app.report.names import load_names
from app.report.words import SEVERITIES, UNITS
from app.settings import index_place, store_url
from dossier.case import Dossier, Rule
from dossier.errors import UsageError
from index.store import Store
from knowledge.rules import load_rules
from language.masks import mask

OK, FAILED = 0, 1
SHOWN = 3  # rules up to this many are shown in full
KEYS = {"outside": "不适用", "setting": "须配置", "beyond": "卷内看不出，须"}


def run_show(id: str, store: str | None, *, unmasked: bool, json: bool, console: Console) -> int:
    """`fadu show`: a dossier by name, or the dossier of a paper by its id. Raises UsageError for an unknown one."""
    with Store.open(store_url(store)) as opened:
        found = [d for item, d in opened.current() if item.dossier == id] or [
            d for s in opened.dossiers_of(id) if (d := opened.dossier(s.run, s.dossier)) is not None
        ]
    if not found:
        raise UsageError(f"没有名为“{id}”的卷宗或文书。可用 fadu search 查找，名称以 report.xlsx 为准。")
    for dossier in found:
        masker = Masker(dossier, None if unmasked else mask)
        if json:
            print(jsonlib.dumps(_dossier_json(dossier, masker), ensure_ascii=False))
        else:
            _show_dossier(dossier, masker, console)
    return OK


def _dossier_json(dossier: Dossier, masker: Masker) -> dict[str, Any]:
    from collections import Counter

    return jsonl.dossier_row(dossier, masker) | {
        "documents": list(jsonl.document_rows(dossier, masker, Counter())),
        "findings": [jsonl.finding_row(finding, masker) for finding in dossier.findings],
    }


def _show_dossier(dossier: Dossier, masker: Masker, console: Console) -> None:
    names = load_names()
    head = Text(masker.text(dossier.id), style="bold").append(
        f"  {names.dossier(dossier.kind)}  ", style="dim"
    )
    console.print(head.append(screen.verdict(dossier.conclusion)))
    for reading in dossier.readings:
        row = jsonl.document_row(reading, masker, dossier=dossier.id, part=0)
        kind = names.document(row["kind"]) if row["kind"] else "（读不了）"
        console.print(f"  {kind}  {row['title'] or ''}  {row['source']}", style="dim")
        for event in row["events"]:
            console.print(f"    {names.event(event['event'])} {event['date']}「{event['quote']}」")
    for finding in dossier.findings:
        if finding.verdict != "not-applicable":
            line = Text("· ").append(screen.verdict(finding.verdict)).append(f" {finding.name}")
            console.print(line)
            console.print(f"    {masker.text(finding.message)}", style="dim")


def run_rules(id: str | None, *, check: bool, json: bool, console: Console) -> int:
    """`fadu rules`: the catalogue, one rule, those that hold some words, or whether the knowledge files hold together."""
    from app.catalogue import search

    if check:
        return _check_knowledge(console)
    rules = [rule for rule in load_rules() if id in (None, rule.id)] or list(search(id or ""))
    if not rules:
        raise UsageError(
            f"目录里没有规则“{id}”。运行 fadu rules 查看全部，或者换几个字再查（空格隔开为同时含有）。"
        )
    if json:
        print(jsonlib.dumps([rule.model_dump(mode="json") for rule in rules], ensure_ascii=False))
    elif len(rules) > SHOWN:
        for rule in rules:
            console.print(Text(f"{rule.id:34}", style="cyan").append(rule.name, style=""))
        console.print(f"共 {len(rules)} 条", style="dim")
    else:
        for rule in rules:
            _show_rule(rule, console)
    return OK


def run_calendar(notice: Path | None, *, replace: bool, console: Console) -> int:
    """`fadu calendar`: the years known, or one more from the notice's own text."""
    from knowledge.holidays import load_calendar
    from knowledge.notice import add_year, rest_days

    if notice is None:
        for year in load_calendar().years:
            console.print(f"{year.year}  {year.notice or '（文号未读）'}  [{year.mark}]", markup=False)
        return OK
    try:
        text = notice.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"通知 {notice} 读不到，或不是 UTF-8 文本。") from error
    path, added = add_year(text, replace=replace)
    shifted = "、".join(f"{day:%m-%d}" for day in added.shifted) or "无"
    console.print(
        f"已写入 {path}：放假 {rest_days(added)} 天，调休上班 {shifted}。运行 fadu judge 重新核对。"
    )
    return OK


def _check_knowledge(console: Console) -> int:
    from app.catalogue import stale
    from checks import CHECKS
    from checks.yearly import YEAR_CHECKS
    from knowledge.validate import validate

    faults = validate(shapes=frozenset(CHECKS) | frozenset(YEAR_CHECKS))
    faults += [] if faults else stale()
    for fault in faults:
        console.print(fault, style="red")
    console.print("知识文件无误。" if not faults else f"共 {len(faults)} 处有误。")
    return FAILED if faults else OK


def _show_rule(rule: Rule, console: Console) -> None:
    from app.catalogue import SHAPES

    names = load_names()
    console.print(Text(f"{rule.name}", style="bold").append(f"  {rule.id}", style="dim"))
    console.print(
        f"  要求程度：{SEVERITIES[rule.severity]}　适用：{'、'.join(map(names.dossier, rule.kinds))}"
        f"　形状：{SHAPES.get(rule.shape, rule.shape)}"
    )
    ends = ["或者".join(map(names.event, codes.split("|"))) for codes in (rule.start, rule.end) if codes]
    if ends:
        console.print(f"  事件：{' → '.join(ends)}")
    for key in ("outside", "setting", "beyond"):
        if rule.options.get(key):
            console.print(f"  {KEYS[key]}：{rule.options[key]}")
    for version in rule.versions:
        span = f"{version.since or '……'} 至 {version.until or '今'}"
        amount = f"{version.quantity}{UNITS[version.unit]}" if version.quantity and version.unit else ""
        console.print(f"  {span}　{amount}　{'；'.join(version.basis)}　[{version.mark}]", markup=False)
        if version.text:
            console.print(f"    {version.text}", style="dim")
    if rule.advice:
        console.print(f"  建议：{rule.advice}")


def run_serve(host: str, port: int, store: str | None, *, console: Console) -> int:
    """`fadu serve`: the query platform."""
    import uvicorn

    from app.api import LOCAL, create_app
    from app.web.uploads import Clerk

    platform = create_app(store_url(store), hosts=LOCAL if host in LOCAL else ("*",))
    Clerk(store_url(store)).start()
    console.print(f"查询平台：http://{host}:{port}　（按 Ctrl-C 结束）")
    uvicorn.run(platform, host=host, port=port, log_level="warning")
    return OK


def run_train(console: Console) -> int:
    """`fadu train`: the shipped models again from corpora."""
    from classifiers.boundary_train import train_boundaries
    from classifiers.train import train
    from extractors.role_train import train_roles

    if not Path("corpora/training").is_dir():
        raise UsageError("训练需要源码目录里的 corpora/training，请在源码目录下运行。")
    train()
    train_boundaries()
    train_roles()
    console.print("模型已重新训练，写入 classifiers/models、extractors/models。")
    return OK


def run_rebuild(store: str | None, *, console: Console) -> int:
    """`fadu index rebuild`: a new index from the store, then in place of the old one."""
    from index.drain import rebuild

    with Store.open(store_url(store)) as opened:
        index = rebuild(opened, index_place(opened))
        console.print(f"索引已重建，共 {index.count()} 份文书。")
        index.close()
    return OK


def run_upgrade(store: str | None, *, console: Console) -> int:
    """`fadu store upgrade`: the tables as this program needs them."""
    from index.schema import REVISION

    with Store.open(store_url(store), grow=True):
        console.print(f"存储已是版本 {REVISION}。")
    return OK
