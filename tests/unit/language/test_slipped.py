"""A table whose numbers slipped is put together again: the seed's own annex, and two made ones that slipped otherwise."""

import csv
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from language.slipped import restore, rows_of

ROOT = Path(__file__).parents[3]
SEED = ROOT / "corpora" / "seed" / "晋市政发〔2022〕10号.txt"
WRITTEN = {
    int(row["number"]): row
    for row in csv.DictReader(
        (ROOT / "knowledge" / "indicators.csv").read_text(encoding="utf-8").splitlines()
    )
}


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, re.sub(r"\s|\[.*?\]", "", one), re.sub(r"\s|\[.*?\]", "", other)).ratio()


def test_all_hundred_of_the_seed_come_out_in_order():
    found = restore(rows_of(SEED.read_text(encoding="utf-8")))
    assert [item.number for item in found.items] == list(range(1, 101))
    assert found.missing == ()


@pytest.mark.parametrize("number", range(1, 101))
def test_each_number_of_the_seed_has_the_text_a_person_set_right(number):
    """Against the corrected table; what differs is the errors of reading that it corrects."""
    items = {item.number: item for item in restore(rows_of(SEED.read_text(encoding="utf-8"))).items}
    garbled = number in (68, 72)  # half a sentence is lost in the seed; set right after its own chapter four
    assert likeness(items[number].text, WRITTEN[number]["text"]) > (0.85 if garbled else 0.93)
    best = max(WRITTEN, key=lambda n: likeness(items[number].text, WRITTEN[n]["text"]))
    assert best == number


@pytest.mark.parametrize(
    ("number", "office"),
    [
        pytest.param(15, "市发改委", id="补偿归发改委"),
        pytest.param(16, "市民政局", id="涉企收费归民政局"),
        pytest.param(49, "市市场监管局", id="停产停业"),
        pytest.param(68, "市财政局", id="执法经费归财政局"),
        pytest.param(69, "市纪委监委", id="监督体系归纪委监委"),
        pytest.param(73, "政府工作部门", id="媒体曝光"),
        pytest.param(74, "市纪委监委", id="问责"),
        pytest.param(100, "市委组织部", id="考核"),
    ],
)
def test_offices_move_with_their_texts(number, office):
    items = {item.number: item for item in restore(rows_of(SEED.read_text(encoding="utf-8"))).items}
    assert any(office in unit for unit in items[number].units), items[number].units


def test_where_the_papers_cited_are_another_entry_s_a_person_is_told():
    doubts = restore(rows_of(SEED.read_text(encoding="utf-8"))).doubts
    assert len(doubts) == 1 and "第43、44、45、46项" in doubts[0]


HEAD = "一级指标\t二级指标\t三级指标\t责任单位\t具体资料报送\n"


def texts(table: str) -> dict[int, str]:
    return {item.number: item.text for item in restore(rows_of(HEAD + table)).items}


# 甲县的表：空的编号在前，文字依次上移，末一条没有编号（与种子的方向相反）；另一处两条并在一格
UPWARD = """\
一、水利建设\t1\t编制农村供水规划并向社会公布，每年更新一次。\t县水利局\t规划文本及网址
\t2\t\t\t
\t3\t对水源地实行巡查，发现污染及时处置并记录。\t县水利局 县生态环境局\t巡查台账
\t4\t水质检测结果按月公布，不合格的立即停止供水。\t县卫健局\t检测报告及公布网址
\t\t供水应急预案经过演练，每两年修订一次。\t县应急局\t预案和演练情况
\t5\t水费收支接受审计，结果向用户公开。\t县审计局\t第5项请提供审计报告
\t2. 建后管护。\t6 管护人员经过培训持证上岗。 7 管护经费列入财政预算并足额拨付。\t县财政局\t实地核查
"""
# 乙县的表：连续两段各自下移；一条的正文跑到材料栏；一条重复上一条
TWICE = """\
一、道路养护\t1\t乡道养护计划按年编制并经镇政府批准。\t县交通局\t2021年以来养护计划
\t\t桥梁定期检测，三类以上的限期加固。\t县交通局\t检测报告
\t2\t事故多发路段设置警示标志和减速设施。\t县公安局\t路段清单
\t3\t\t\t
\t4\t养护工程公开招标，中标结果在网站公示。\t县交通局\t网址
\t\t超限运输车辆实行源头治理，装载点派员检查。\t县交通局\t检查台账
\t5\t养护资金专款专用，年度决算向社会公开。\t县财政局\t养护资金专款专用，决算材料
\t6\t养护资金专款专用，年度决算向社会公开。\t县财政局\t冬季除雪防滑物资储备到位，险情发生后两小时内到场。
\t7\t\t\t
\t8\t群众来信反映的道路问题按期答复，答复率达到百分之百。\t县信访局\t答复台账
"""


def test_texts_that_slipped_upward_come_down_again():
    found = texts(UPWARD)
    assert list(found) == [1, 2, 3, 4, 5, 6, 7]
    assert found[2].startswith("对水源地实行巡查") and found[3].startswith("水质检测结果")
    assert found[4].startswith("供水应急预案") and found[5].startswith("水费收支")
    assert found[6] == "管护人员经过培训持证上岗。" and found[7].startswith("管护经费")


def test_two_runs_each_slip_on_their_own_and_a_strayed_text_is_found():
    found = texts(TWICE)
    assert list(found) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found[2].startswith("桥梁定期检测") and found[3].startswith("事故多发路段")
    assert found[5].startswith("超限运输车辆") and found[6].startswith("养护资金")
    assert found[7].startswith("冬季除雪") and found[8].startswith("群众来信")


def test_a_number_without_any_text_is_missing_and_never_made_up():
    found = restore(
        rows_of(
            HEAD
            + "\t1\t甲项工作按期完成并且记录在案。\t县水利局\t台账\n\t3\t丙项工作按期完成并且记录在案。\t县水利局\t台账\n"
        )
    )
    assert found.missing == (2,) and [item.number for item in found.items] == [1, 3]


def test_a_well_kept_table_stays_as_it_is():
    table = "".join(
        f"\t{n}\t第{chr(0x7532 + n)}类事项按照规定期限办结，结果公开。\t县水利局\t台账\n"
        for n in range(1, 13)
    )
    found = restore(rows_of(HEAD + table))
    assert [item.number for item in found.items] == list(range(1, 13)) and found.doubts == ()


def test_the_annex_s_own_numbers_after_the_hundred_are_left_out():
    found = texts(
        "\t1\t甲项工作按期完成并且记录在案。\t县水利局\t台账\n二、附加项\t1. 加分项。\t1\t获得省部级以上表彰奖励的酌情加分。\t各单位\n"
    )
    assert list(found) == [1]
