"""The `fadu` command: every subcommand is a thin call into the layers below."""

import logging
import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dossier.errors import FaduError, UsageError

app = typer.Typer(
    name="fadu",
    help="法度：读懂行政文书，逐条核对法定程序，给出证据。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
index_app = typer.Typer(help="检索索引的维护。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(index_app, name="index")
store_app = typer.Typer(help="存储的维护。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(store_app, name="store")

console = Console(soft_wrap=False, highlight=False)
errors = Console(stderr=True, highlight=False)

MISUSED, INTERRUPTED = 2, 130


class Ocr(StrEnum):
    """When to read a page from its image."""

    auto = "auto"
    always = "always"
    never = "never"


class Grouping(StrEnum):
    """What makes a dossier."""

    auto = "auto"
    folder = "folder"
    file = "file"


class Format(StrEnum):
    """What to export."""

    all = "all"
    xlsx = "xlsx"
    docx = "docx"
    html = "html"
    jsonl = "jsonl"


class Order(StrEnum):
    """What hits are sorted by."""

    relevance = "relevance"
    date = "date"
    number = "number"


Store = Annotated[
    str | None, typer.Option("--store", metavar="URL", help="存储地址；缺省用 FADU_STORE 或用户数据目录。")
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序使用。")]
Day = Annotated[
    str | None, typer.Option("--as-of", metavar="日期", help="按哪一天判断，如 2026-11-22；缺省为今天。")
]
ProfileName = Annotated[
    str | None, typer.Option("--profile", help="地区与部门设置（knowledge/profiles 中的名称）。")
]
Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="报告写到哪里。")]
Unmasked = Annotated[bool, typer.Option("--unmasked", help="不遮盖个人信息（仅限有权查看的人）。")]
REPORT = Path("fadu-report")


@app.command()
def audit(
    paths: Annotated[list[Path], typer.Argument(metavar="路径...", help="文件或文件夹，可以有多个。")],
    out: Out = REPORT,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="同时工作的进程数；0 为每个核一个。")] = 0,
    store: Store = None,
    as_of: Day = None,
    fresh: Annotated[bool, typer.Option("--fresh/--resume", help="重新读取，或接着上次（缺省）。")] = False,
    group: Annotated[Grouping, typer.Option("--group", help="怎样归卷。")] = Grouping.auto,
    profile: ProfileName = None,
    ocr: Annotated[Ocr, typer.Option("--ocr", help="何时做文字识别。")] = Ocr.auto,
    pages: Annotated[
        list[str] | None,
        typer.Option("--pages", metavar="文件:页-页", help="只把这几页按 --ocr 重新读取，其余照旧；可重复。"),
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="文件，一行一个打开加密文件的密码。")
    ] = None,
    executor: Annotated[
        str | None, typer.Option("--executor", metavar="URL", help="由调度器下各台机器的工作进程读取。")
    ] = None,
    unmasked: Unmasked = False,
    json: Json = False,
) -> None:
    """读取、分类、抽取、归卷、核对、索引并出报告。"""
    from app.work import run_audit

    settings = _settings(
        as_of,
        profile,
        jobs=jobs,
        fresh=fresh,
        group=group.value,
        **_reading(ocr, pages),
        passwords=_passwords(password_file),
        executor=executor,
        originals=os.environ.get("FADU_ORIGINALS"),
    )
    raise typer.Exit(run_audit(paths, out, store, settings, unmasked=unmasked, json=json, console=console))


@app.command()
def judge(
    out: Out = REPORT,
    store: Store = None,
    as_of: Day = None,
    profile: ProfileName = None,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="同时工作的进程数；0 为每个核一个。")] = 0,
    unmasked: Unmasked = False,
    json: Json = False,
) -> None:
    """不重新读取，用已读内容按现行规则重新核对，成为新的一次运行。"""
    from app.work import run_judge

    settings = _settings(as_of, profile, jobs=jobs)
    raise typer.Exit(run_judge(out, store, settings, unmasked=unmasked, json=json, console=console))


@app.command()
def filing(
    paths: Annotated[list[Path], typer.Argument(metavar="路径...", help="文件或文件夹，可以有多个。")],
    ledger: Annotated[
        Path | None, typer.Option("--ledger", metavar="台账", help="已有的台账（XLSX、XLS、ET、CSV）。")
    ] = None,
    out: Out = Path("fadu-filing"),
    store: Store = None,
    as_of: Day = None,
    profile: ProfileName = None,
    group: Annotated[Grouping, typer.Option("--group", help="怎样归卷。")] = Grouping.auto,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="同时工作的进程数；0 为每个核一个。")] = 0,
    unmasked: Unmasked = False,
    json: Json = False,
) -> None:
    """备案前校验：逐件答复能否报送、缺什么、最迟何日，并与台账核对。"""
    from app.filing.command import run_filing

    settings = _settings(as_of, profile, jobs=jobs, group=group.value)
    raise typer.Exit(
        run_filing(paths, ledger, out, store, settings, unmasked=unmasked, json=json, console=console)
    )


@app.command()
def correct(
    file: Annotated[Path, typer.Argument(metavar="report.xlsx", help="填好“更正”表的报告。")],
    store: Store = None,
) -> None:
    """读回报告“更正”表里的更正；随后用 fadu judge 重新核对。"""
    from app.work import take_corrections

    raise typer.Exit(take_corrections(file, store, console=console))


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="前一次", help="运行编号，见 run.json；last-1 为上上次。")],
    new: Annotated[str, typer.Argument(metavar="后一次", help="运行编号；last 为最近一次。")] = "last",
    store: Store = None,
    unmasked: Unmasked = False,
    json: Json = False,
) -> None:
    """比较两次运行：哪些结论变了，为什么。"""
    from app.work import run_diff

    raise typer.Exit(run_diff(old, new, store, unmasked=unmasked, json=json, console=console))


@app.command()
def search(
    query: Annotated[
        str, typer.Argument(metavar="检索词", help='词语、"短语"、-排除词、文号、标题:词。')
    ] = "",
    kind: Annotated[str | None, typer.Option("--kind", help="文书种类代码，如 normative_document。")] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="日期", help="成文日期不早于。")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="日期", help="成文日期不晚于。")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help="发文机关。")] = None,
    in_force: Annotated[bool, typer.Option("--in-force", help="只要现行有效的。")] = False,
    past: Annotated[bool, typer.Option("--past", help="非现行有效的规范性文件和法规也列。")] = False,
    as_of: Day = None,
    sort: Annotated[Order, typer.Option("--sort", help="按什么排。")] = Order.relevance,
    literal: Annotated[bool, typer.Option("--literal", help="不用同义词。")] = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="xlsx", help="第一列每格一个检索式，逐个检索。")
    ] = None,
    to_file: Annotated[
        Path, typer.Option("--to-file", metavar="xlsx", help="--batch 的结果写到哪里。")
    ] = Path("fadu-search.xlsx"),
    keep: Annotated[str | None, typer.Option("--keep", metavar="名称", help="存下这个检索式。")] = None,
    kept: Annotated[str | None, typer.Option("--kept", metavar="名称", help="用存下的检索式。")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="最多几条。")] = 10,
    store: Store = None,
    json: Json = False,
) -> None:
    """在已审阅的文书中检索。"""
    from app.searching import kept_query, make_query, run_batch, run_search

    if kept is not None:
        raise typer.Exit(run_search(kept_query(kept, store), store, json=json, console=console))
    wanted = make_query(
        query,
        kind=kind,
        since=_day(since),
        until=_day(until),
        issuer=issuer,
        in_force=in_force,
        past=past,
        as_of=_day(as_of),
        sort=sort.value,
        literal=literal,
        limit=limit,
    )
    if batch is not None:
        raise typer.Exit(run_batch(batch, to_file, wanted, store, console=console))
    if not query:
        raise UsageError("请写检索词，或用 --batch、--kept。")
    raise typer.Exit(run_search(wanted, store, json=json, keep=keep, console=console))


@app.command()
def users(
    add: Annotated[
        str | None, typer.Option("--add", metavar="姓名", help="添加或修改用户，密码从标准输入读。")
    ] = None,
    drop: Annotated[str | None, typer.Option("--drop", metavar="姓名", help="停用用户。")] = None,
    unit: Annotated[list[str] | None, typer.Option("--unit", metavar="名称", help="单位；可重复。")] = None,
    under: Annotated[str | None, typer.Option("--under", metavar="名称", help="上级单位。")] = None,
    give: Annotated[
        Path | None, typer.Option("--give", metavar="文件夹", help="把审查过的文件夹交给单位。")
    ] = None,
    role: Annotated[list[str] | None, typer.Option("--role", help="admin、personal；可重复。")] = None,
    store: Store = None,
) -> None:
    """单位、用户与各看什么。"""
    from app.people import run_users

    raise typer.Exit(
        run_users(
            store,
            add=add,
            drop=drop,
            units=unit or [],
            under=under,
            give=give,
            roles=role or [],
            console=console,
        )
    )


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="编号", help="卷宗名称，或文书编号。")],
    store: Store = None,
    unmasked: Unmasked = False,
    json: Json = False,
) -> None:
    """显示一份文书或一件卷宗：读出的事实与核对结论。"""
    from app.lookup import run_show

    raise typer.Exit(run_show(id, store, unmasked=unmasked, json=json, console=console))


@app.command()
def export(
    format: Annotated[
        Format, typer.Option("--format", help="docx 为逐卷意见书（评查意见、审查意见）。")
    ] = Format.all,
    out: Out = REPORT,
    store: Store = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="docx：本单位的 Word 模板，代替随附的。")
    ] = None,
    unmasked: Unmasked = False,
) -> None:
    """用最近一次运行的结果再出报告。"""
    from app.work import run_export

    raise typer.Exit(run_export(format.value, out, store, template, unmasked=unmasked, console=console))


@app.command()
def rules(
    id: Annotated[str | None, typer.Argument(metavar="规则编号", help="只看这一条。")] = None,
    check: Annotated[bool, typer.Option("--check", help="只校验规则等知识文件是否有误。")] = False,
    json: Json = False,
) -> None:
    """规则目录：查什么、依据哪部法律的哪个版本。"""
    from app.lookup import run_rules

    raise typer.Exit(run_rules(id, check=check, json=json, console=console))


@app.command()
def indicators(
    year: Annotated[int | None, typer.Option("--year", metavar="年", help="只看这一年；缺省为各年。")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="单位", help="只看这个责任单位。")] = None,
    out: Out = REPORT,
    store: Store = None,
    unmasked: Unmasked = False,
) -> None:
    """一百项指标的看板（Excel）和总体自评报告（Word）。"""
    from app.indicators.run import run_indicators

    raise typer.Exit(run_indicators(out, store, year=year, unit=unit, unmasked=unmasked, console=console))


@app.command()
def calendar(
    notice: Annotated[
        Path | None,
        typer.Argument(
            metavar="通知.txt", help="国务院办公厅放假通知全文（UTF-8 文本）；不写则列出已有年份。"
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="改写已有的年份。")] = False,
) -> None:
    """放假安排：列出已有年份，或从通知全文加入新的一年。"""
    from app.lookup import run_calendar

    raise typer.Exit(run_calendar(notice, replace=replace, console=console))


@app.command()
def evaluate(
    gold: Annotated[
        Path | None, typer.Argument(metavar="标注文件夹", help="含 papers/ 与 expected/；缺省为随附样例。")
    ] = None,
    reading: Annotated[
        bool, typer.Option("--reading", help="只测识别：错字率、日期、文号、表格（页面由配方生成）。")
    ] = False,
    kinds: Annotated[
        bool, typer.Option("--kinds", help="只测文书种类（留出的模板）和成卷扫描件的分界。")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="--reading：每种情形最多几页；0 为全部。")] = 0,
    data: Annotated[
        Path | None, typer.Option("--data", help="--reading：另测此文件夹中的真实扫描件。")
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", help="--reading：逐页结果存入此文件（--split：此文件夹），已有的页不再重读。"),
    ] = None,
    split: Annotated[
        str | None, typer.Option("--split", help="逐份标注的文书：test 独立测试，dev 开发用。")
    ] = None,
    scan: Annotated[bool, typer.Option("--scan", help="--split：测扫描件（文字识别）。")] = False,
    real: Annotated[
        Path | None, typer.Option("--real", metavar="文件夹", help="已标注的真实文书所在，按哈希查找。")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="同时工作的进程数；0 为每个核一个。")] = 0,
    as_of: Day = None,
    faults: Annotated[bool, typer.Option("--faults", help="列出每一处错误。")] = False,
    json: Json = False,
) -> None:
    """与人工标注比对：日期、文书种类、文号与结论的准确程度。"""
    from app.work import run_evaluate

    if kinds:
        from app.evaluation.kinds import run_kinds

        raise typer.Exit(run_kinds(faults=faults, json_=json, console=console))
    if reading:
        from app.evaluation.measure import run_reading

        raise typer.Exit(
            run_reading(
                gold, limit=limit, data=data, keep=keep, jobs=jobs, faults=faults, json=json, console=console
            )
        )
    if split is not None or real is not None:
        from app.evaluation.measure_gold import run_gold

        raise typer.Exit(
            run_gold(
                gold,
                split=split,
                scanned=scan,
                real=real,
                keep=keep,
                jobs=jobs,
                faults=faults,
                json=json,
                console=console,
            )
        )
    settings = _settings(as_of, None, jobs=jobs)
    raise typer.Exit(
        run_evaluate(gold or Path("corpora/samples"), settings, faults=faults, json=json, console=console)
    )


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="监听地址；缺省只供本机访问。")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口。")] = 8765,
    store: Store = None,
) -> None:
    """打开查询平台（网页）。"""
    from app.lookup import run_serve

    raise typer.Exit(run_serve(host, port, store, console=console))


@app.command()
def doctor(store: Store = None) -> None:
    """检查安装、识别引擎、知识文件、存储与索引是否正常。"""
    from app.doctor import run_doctor

    raise typer.Exit(run_doctor(store, console=console))


@app.command()
def train() -> None:
    """用 corpora 重新训练随附的模型：文书种类、分件、日期角色。"""
    from app.lookup import run_train

    raise typer.Exit(run_train(console))


@index_app.command("rebuild")
def rebuild(store: Store = None) -> None:
    """按存储重建检索索引，建好后替换旧的。"""
    from app.lookup import run_rebuild

    raise typer.Exit(run_rebuild(store, console=console))


@store_app.command("upgrade")
def upgrade(store: Store = None) -> None:
    """把服务器上的存储升级到本程序的版本（SQLite 的打开时自动升级）。"""
    from app.lookup import run_upgrade

    raise typer.Exit(run_upgrade(store, console=console))


def _settings(as_of: str | None, profile: str | None, **more: object):  # type: ignore[no-untyped-def]
    from app.settings import today
    from pipeline.settings import Settings

    return Settings(as_of=_day(as_of) or today(), profile=profile, **more)  # type: ignore[arg-type]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"日期“{text}”写法不对，请写成 2026-11-22 这样。") from error


def _reading(ocr: Ocr, pages: list[str] | None) -> dict[str, object]:
    """`--ocr` counts for the pages named in `--pages`, where there are any, and for all files otherwise."""
    from pipeline.again import parse_again

    if not pages:
        return {"ocr": ocr.value}
    return {"again": tuple(map(parse_again, pages)), "again_ocr": ocr.value}


def _passwords(file: Path | None) -> tuple[str, ...]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines() if file else []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"密码文件 {file} 读不到，或不是 UTF-8 文字。") from error
    found = tuple(line for line in lines if line)
    if file is not None and not found:
        raise UsageError(f"密码文件 {file} 是空的；请一行写一个密码。")
    return found


def main() -> None:
    """Entry point: our errors become one line in Chinese and exit code 2; Ctrl-C leaves a run to resume."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app(standalone_mode=True)
    except FaduError as error:
        errors.print(str(error), style="red")
        sys.exit(MISUSED)
    except KeyboardInterrupt:
        errors.print("已中断。已读完的不会丢失，再次运行同一命令即接着做。")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
