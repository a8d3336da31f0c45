"""Reads the sheet “改判” back: what a person ruled on a finding."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.report.rulings_sheet import COLUMNS, SHEET, WITHDRAW
from app.report.sheet_rows import Row, RowError, filled
from dossier.case import VERDICTS, Correction

CODES = {name: verdict for verdict, name in VERDICTS.items()}


def read_rulings(
    rows: Iterator[tuple[Any, ...]], when: datetime
) -> Iterator[tuple[int, Correction | RowError]]:
    """Number of the row and the ruling filled in on it, or what is wrong with it."""
    for number, row in filled(rows, COLUMNS, "改判为", sheet=SHEET):
        try:
            yield number, _ruling(row, when)
        except RowError as error:
            yield number, error


def _ruling(row: Row, when: datetime) -> Correction:
    said = str(row["改判为"])
    if said not in CODES and said != WITHDRAW:
        raise RowError(f"“改判为”写的是“{said}”，请从下拉表中选：{'、'.join(CODES)}；收回改判写“{WITHDRAW}”")
    if not row["改判人"]:
        raise RowError("请在“改判人”栏写上姓名")
    if not row["改判理由"] and said != WITHDRAW:
        raise RowError("请在“改判理由”栏写明理由")
    if not row["依据代码"]:
        raise RowError("这一行不是报告里的检查结论，不能改判；请在原有的行上填写")
    made = json.loads(str(row["依据代码"]))
    fields = {
        "file": "",
        "source": str(row["卷宗"]),
        "page": None,
        "stage": "overrule",
        "quote": made["about"],
        "before": json.dumps({"verdict": made["verdict"], "grounds": made["grounds"]}),
        "after": json.dumps(CODES.get(said)),
        "who": str(row["改判人"]),
        "why": str(row["改判理由"] or ""),
    }
    digest = hashlib.sha256(repr(sorted(fields.items())).encode()).hexdigest()
    return Correction.model_validate(fields | {"id": digest[:16], "when": when})
