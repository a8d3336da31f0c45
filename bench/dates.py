"""Dates, ranges, durations, numbers and money of public test collections: how many of those in our field we read.

    python bench/dates.py FOLDER [--declined]

FOLDER holds `recognizers_text_specs/` (microsoft/Recognizers-Text, Specs, MIT) and `jionlp_*_cases.json` (cases of
dongrixinyu/JioNLP, Apache-2.0); neither is part of this project. A case is declined only by what it asks, before we look
at our answer; every reason is printed with its count, and with --declined every case.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.evaluation.intervals import wilson
from language.dates import find_dates
from language.durations import find_durations
from language.numerals import integer

YEAR = re.compile(r"(?:19|20)\d\d|[一二][零〇○O0一二三四五六七八九]{3}")
KIND = re.compile(
    r"节|季|世纪|年代|农历|阴历|腊月|正月|闰|除夕|大年|元旦|圣诞|初[一二三四五六七八九十]|财年|上半年|下半年|周年|第.周|第\d+周|[首每]月?|个月|[甲庚辛壬]|[春夏秋冬]"
    r"|[大小][寒暑雪满]|霜降|清明|立春"
)
FOREIGN = re.compile(
    r"(?<![\d年])\d{1,2}[./-]\d{1,2}[./-]\d{4}|^\d{8}$|^\d{4} \d\d \d\d|^\d{4}$|= ?\d{4}|\d-\d\d：|\d{4}\.\d\d-\d\d|^\d{4} 看"
)
OLD = re.compile(r"康熙|(?<!\d)(?:\d{3}|1[0-8]\d\d)年|三六七年")
TWO = re.compile(
    r"(?<![\d年零一二三四五六七八九〇])(?:\d\d|[零一二三四五六七八九]{2})年(?!\s*[\d一二三四五六七八九十])"
)
SPOKEN = re.compile(
    r"今天|明天|昨天|前天|后天|大前|大后|下(?:个)?(?:周|星期|月|年)|上(?:个)?(?:周|星期|月)|本周|这(?:个)?(?:周|星期|月|年)|周[一二三四五六日末]|星期|礼拜"
    r"|最近|过去|未来|刚才|现在|目前|今晚|今早|明早|当前|近|以后|之后|前后|左右|后年|前年|大概|大约|约|快"
)
REASONS = {
    "spoken": "口语相对时间（今天、下周、近三天…）：文书不这样写，也没有“今天”可依",
    "no-year": "没有年份又无上下文，所问含两种可能（过去或将来）：我们不猜",
    "kind": "节日、节气、农历、季节、季度、世纪、年代、时段、频率：公文期限不用",
    "clock": "只有钟点没有日期",
    "unit": "分钟、秒、周、季度等长度单位：法定期限不用",
    "fuzzy": "模糊的范围（年初、中旬、以前、以来…）：不作一天或起讫",
    "foreign": "日或月写在年前（1/2/2020、13.5.2015）、没有分隔的八位数：不是公文写法，日月也分不清",
    "old": "1900 年以前、年号纪年",
    "two": "两位数的年后面没有月日（08年…）：与“八年”分不清，文书不这样写",
    "text": "所问是切分写法（如“从…到…”连同介词），不是日期",
    "number": "不是整数（分数、小数、百分比、估数）：期限和日期用不到",
    "money": "外币、区间、估数：罚没只有人民币确数",
}


class Case(NamedTuple):
    """One question; `expected`: ISO days, day ranges (a/b), durations (30d) or numbers. `declined`: a key of REASONS."""

    source: str
    text: str
    reference: date | None
    expected: tuple[str, ...]
    declined: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--declined", action="store_true")
    asked = parser.parse_args()
    cases = [*recognizers(asked.folder / "recognizers_text_specs"), *jionlp(asked.folder)]
    if not cases:
        raise SystemExit(f"{asked.folder} 里没有用例")
    tell(cases, asked.declined)


def tell(cases: list[Case], declined: bool) -> None:
    """Share read of each source, failures, and what was declined."""
    by_source: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_source[case.source].append(case)
    total = Counter[str]()
    for source, of_source in by_source.items():
        asked = [case for case in of_source if not case.declined]
        right = sum(passes(case) for case in asked)
        total.update(right=right, asked=len(asked), all=len(of_source))
        print(
            f"{source}：{share(right, len(asked))}；不在范围 {len(of_source) - len(asked)} / {len(of_source)}"
        )
    print(
        f"合计：{share(total['right'], total['asked'])}；不在范围 {total['all'] - total['asked']} / {total['all']}"
    )
    print("\n没有读对的：")
    for case in cases:
        if not case.declined and not passes(case):
            print(
                f"  {case.source}　{case.text!r}　应为 {'、'.join(case.expected)}　读作 {'、'.join(answers(case)) or '（无）'}"
            )
    print("\n不在范围：")
    for reason, count in Counter(case.declined for case in cases if case.declined).most_common():
        print(f"  {count}　{REASONS[reason]}")
    if declined:
        for case in cases:
            if case.declined:
                print(f"  [{case.declined}] {case.source}　{case.text!r}")


def share(right: int, n: int) -> str:
    if not n:
        return "—"
    low, high = wilson(right, n) or (0.0, 0.0)
    return f"{right} / {n}（{100 * right / n:.1f}%，95% 区间 {100 * low:.1f}–{100 * high:.1f}）"


def passes(case: Case) -> bool:
    return set(case.expected) <= set(answers(case))


def answers(case: Case) -> list[str]:
    """What we read in the text, in the same writing."""
    if case.source.endswith("数字") or case.source.endswith("金额"):
        return amounts(case)
    dates = find_dates(case.text, reference=case.reference)
    found = []
    for before, at in zip([None, *dates], dates, strict=False):
        span = f"{at.first}/{at.last}" if at.first != at.last else str(at.first)
        found.append(span)
        if before is not None and before.side == "from" and at.side == "to":
            found.append(f"{before.first}/{at.last}")
    found += [f"{d.quantity}{d.unit}" for d in find_durations(case.text, dates)]
    return found


def amounts(case: Case) -> list[str]:
    from extractors.numbers import find_numbers_in
    from extractors.paper import paper

    if case.source.endswith("数字"):
        value = integer(case.text.strip())
        return [] if value is None else [str(value)]
    values = [found.value for found in find_numbers_in(paper(case.text)) if found.value.kind == "amount"]
    return [f"{float(v.yuan):.2f}" for v in values if hasattr(v, "yuan")]


def recognizers(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("DateTime/Chinese/*Model.json")):
        for item in _read(path):
            yield _recognizers_date(item)
    for name in ("DurationParser", "DatePeriodParser", "DateParser", "DateTimeParser"):
        for path in folder.glob(f"DateTime/Chinese/{name}.json"):
            for item in _read(path):
                yield _recognizers_parser(item, name)
    for path in sorted(folder.glob("Number/Chinese/NumberModel.json")):
        for item in _read(path):
            yield _recognizers_number(item)


def _read(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    return found


def _reference(item: dict[str, Any]) -> date | None:
    text = item.get("Context", {}).get("ReferenceDateTime")
    return datetime.fromisoformat(text[:19]).date() if text else None


def _recognizers_date(item: dict[str, Any]) -> Case:
    """A case of the whole model: in our field where each result is a day or a range of days that is certain."""
    expected, declined = [], ""
    for result in item["Results"]:
        values = result.get("Resolution", {}).get("values", [])
        declined = declined or _outside(item["Input"], result["Text"], values)
        if not declined:
            expected.append(_plain(values[0]))
    if not item["Results"]:
        declined = "text"
    return Case("Recognizers-Text 日期", item["Input"], _reference(item), tuple(expected), declined)


def _outside(whole: str, text: str, values: list[dict[str, Any]]) -> str:
    kinds = {value.get("type") for value in values}
    if FOREIGN.search(whole) or "not resolved" in str(values):
        return "foreign"
    if OLD.search(whole):
        return "old"
    if TWO.search(text) and not YEAR.search(text):
        return "two"
    if kinds & {"set", "timezone"} or KIND.search(text):
        return "kind"
    if kinds & {"time", "timerange", "datetimerange"}:
        return "clock"
    if kinds == {"duration"}:
        return "" if _length(values[0].get("timex", "")) else "unit"
    if SPOKEN.search(text) or any("Mod" in value for value in values):
        return "spoken" if SPOKEN.search(text) else "fuzzy"
    if re.search(r"[初末底中]|以前|以来|前|后|旬", text):
        return "fuzzy"
    if not YEAR.search(text) and not re.search(r"\d\d年|[一二三四五六七八九零〇]{2}年", text):
        return "no-year" if len(values) != 1 else "spoken"
    return "" if len(values) == 1 and _plain(values[0]) else "no-year"


def _plain(value: dict[str, Any]) -> str:
    if value.get("type") == "duration":
        return _length(value["timex"])
    if value.get("type") in ("date", "datetime"):
        return str(value.get("value", ""))[:10]
    if value.get("type") == "daterange" and "start" in value and "end" in value:
        return _range(value["timex"], value["start"], value["end"])
    return ""


def _range(timex: str, start: str, end: str) -> str:
    """Their end of a month or a year is the day after; of a range written out, the day written."""
    last = date.fromisoformat(end[:10])
    if timex.endswith("Y)") and last.month == last.day == 1:
        last = last.replace(month=12, day=31)
    elif not timex.startswith("("):
        last = date.fromordinal(last.toordinal() - 1)
    return f"{start[:10]}/{last}"


def _length(timex: str) -> str:
    match = re.fullmatch(r"P(?:T(\d+)H|(\d+)([YMD]))", timex)
    if not match:
        return ""
    return f"{match[1]}h" if match[1] else f"{match[2]}{match[3].lower()}"


def _recognizers_parser(item: dict[str, Any], name: str) -> Case:
    result = item["Results"][0] if item["Results"] else {}
    value = result.get("Value") or {}
    timex, future, past = (
        value.get("Timex", ""),
        value.get("FutureResolution", {}),
        value.get("PastResolution", {}),
    )
    plain = {"timex": timex, "type": result.get("Type"), "Mod": value.get("Mod")}
    plain = {key: v for key, v in plain.items() if v}
    if "date" in future or "dateTime" in future:
        plain["value"] = future.get("date") or future["dateTime"]
    if "startDate" in future:
        plain |= {"start": future["startDate"], "end": future.get("endDate", "")}
    values = [plain] if future == past else [plain, {}]
    declined = _outside(item["Input"], result.get("Text", ""), values) if result else "text"
    if not declined and plain.get("type") == "daterange" and not plain.get("end"):
        declined = "fuzzy"
    expected = (_plain(plain),) if not declined else ()
    return Case(f"Recognizers-Text {name}", item["Input"], _reference(item), expected, declined)


def _recognizers_number(item: dict[str, Any]) -> Case:
    results = item["Results"]
    whole = len(results) == 1 and results[0]["Text"] == item["Input"].strip()
    value = results[0].get("Resolution", {}).get("value", "") if results else ""
    declined = (
        ""
        if whole and re.fullmatch(r"\d{1,9}", value) and not re.search(r"[a-zA-Z打对双半多几]", item["Input"])
        else "number"
    )
    return Case("Recognizers-Text 数字", item["Input"], None, (value,), declined)


def jionlp(folder: Path) -> Iterator[Case]:
    path = folder / "jionlp_time_parser_cases.json"
    if path.exists():
        content = json.loads(path.read_text(encoding="utf-8"))
        bases = {f"${name}": value for name, value in content["base_times"].items()}
        for item in content["cases"]:
            yield _jionlp_date(item, bases)
    path = folder / "jionlp_money_parser_cases.json"
    if path.exists():
        for text, expected in json.loads(path.read_text(encoding="utf-8")):
            yield _jionlp_money(text, expected)


def _jionlp_date(item: dict[str, Any], bases: dict[str, str]) -> Case:
    text, expected = item["text"], item.get("expected") or {}
    base = item.get("base")
    stamp = (
        float(bases.get(base, base))
        if isinstance(base, str | int | float) and str(bases.get(base, base)).replace(".", "").isdigit()
        else None
    )
    reference = datetime.fromtimestamp(stamp).date() if stamp else None
    declined, answer = "", ""
    times = expected.get("time")
    if expected.get("type") == "time_delta":
        answer = _delta(times)
        declined = "" if answer else "unit"
        if SPOKEN.search(text) or re.search(r"[多几半]", text):
            declined = "spoken"
    elif expected.get("type") not in ("time_point", "time_span") or not isinstance(times, list):
        declined = "kind"
    elif SPOKEN.search(text):
        declined = "spoken"
    elif FOREIGN.search(text):
        declined = "foreign"
    elif TWO.search(text) and not YEAR.search(text):
        declined = "two"
    elif KIND.search(text) or "每" in text:
        declined = "kind"
    elif re.search(r"[初末底]|以前|以来|前|后|旬|多", text):
        declined = "fuzzy"
    elif not YEAR.search(text) and not re.search(r"\d\d年", text):
        declined = "clock" if re.search(r"[时点:：]", text) and "月" not in text else "no-year"
    elif expected.get("definition") != "accurate":
        declined = "fuzzy"
    else:
        first, last = times[0][:10], times[1][:10]
        answer = first if first == last else f"{first}/{last}"
        if not re.fullmatch(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", answer):
            declined = "fuzzy"
    return Case("JioNLP 日期", text, reference, (answer,), declined)


def _delta(times: Any) -> str:
    if not isinstance(times, dict) or len(times) != 1:
        return ""
    unit, amount = next(iter(times.items()))
    sign = {"year": "y", "month": "m", "day": "d", "workday": "wd", "hour": "h"}.get(unit)
    whole = isinstance(amount, int | float) and float(amount).is_integer()
    return f"{int(amount)}{sign}" if sign and whole else ""


def _jionlp_money(text: str, expected: dict[str, Any]) -> Case:
    outside = (
        expected.get("case") != "元"
        or expected.get("definition") != "accurate"
        or not isinstance(expected.get("num"), str)
    )
    return Case("JioNLP 金额", text, None, (str(expected.get("num")),), "money" if outside else "")


if __name__ == "__main__":
    main()
