"""`fadu users`: units, whose folder is whose, and who may see what."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from app.settings import store_url
from dossier.errors import UsageError
from index.people import ROLES, User
from index.store import Store
from pipeline.discover import shown_path

OK = 0


def run_users(
    store: str | None,
    *,
    add: str | None,
    drop: str | None,
    units: Sequence[str],
    under: str | None,
    give: Path | None,
    roles: Sequence[str],
    console: Console,
) -> int:
    """Changes what is asked for, then lists all."""
    with Store.open(store_url(store)) as opened:
        if drop is not None:
            opened.drop_user(drop)
        elif add is not None:
            password = sys.stdin.readline().rstrip("\n")
            opened.save_user(User(name=add, units=tuple(units), roles=tuple(roles)), password)
        elif give is not None:
            _give(opened, give, units)
        else:
            for unit in units:
                opened.add_unit(unit, parent=under)
        _list(opened, console)
    return OK


def _give(store: Store, folder: Path, units: Sequence[str]) -> None:
    root = shown_path(folder.absolute())
    if len(units) != 1:
        raise UsageError("一个文件夹交给一个单位：--give 文件夹 --unit 名称")
    if root not in {found for run in store.runs() for found in run.roots}:
        raise UsageError(f"{root} 还没有审查过；路径须与 fadu audit 时的相同")
    store.assign(root, units[0])


def _list(store: Store, console: Console) -> None:
    for unit, parent in store.units().items():
        console.print(f"单位  {unit}" + (f"（属于{parent}）" if parent else ""))
    for root, unit in store.holdings().items():
        console.print(f"文件夹  {root} → {unit}")
    for user in store.users():
        rights = "、".join((*user.units, *(ROLES[role] for role in user.roles)))
        console.print(f"用户  {user.name}：{rights}" + ("" if user.active else "（已停用）"))
    if not store.users():
        console.print("没有用户：平台不需要登录，显示全部。")
