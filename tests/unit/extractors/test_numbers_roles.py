"""A paper's own number, the case's and those it cites; amounts and counts; citations."""

from decimal import Decimal

import pytest

from dossier.fact import Amount, Citation, DocNumber, Quantity
from extractors.citations import find_citations
from extractors.numbers import find_amounts, find_doc_numbers, find_quantities
from extractors.paper import paper


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        pytest.param("normative_document", "关于印发办法的通知\n秋政规[2022]3号\n根据国发〔2018〕5号文件，制定本办法。", [("own", "秋政规〔2022〕3号"), ("cited", "国发〔2018〕5号")], id="标题下"),
        pytest.param("normative_document", "发文字号：秋政规〔2022〕3号\n标题\n秋政规〔2022〕3号\n正文", [("own", "秋政规〔2022〕3号")] * 2, id="信息栏重复"),
        pytest.param("service_receipt", "送达文书\t处罚决定书（秋市监罚〔2022〕5号）", [("cited", "秋市监罚〔2022〕5号")], id="送达的文书是引用"),
        pytest.param("cover", "文书号\t秋市监罚〔2022〕5号", [("case", "秋市监罚〔2022〕5号")], id="封面是案号"),
        pytest.param("investigation_report", "调查报告\n案号：秋市监立〔2022〕5号\n", [("case", "秋市监立〔2022〕5号")], id="案号栏"),
        pytest.param("penalty_decision", "〔2024〕85号\n当事人：李某某", [("own", "〔2024〕85号")], id="没有代字"),
        pytest.param("work_document", "贵局来函（秋商函〔2022〕8号）收悉。", [("cited", "秋商函〔2022〕8号")], id="来函"),
        pytest.param("penalty_decision", "决定书\n秋市监罚〔2022〕 号\n当事人", [], id="序号空白"),
    ],
)  # fmt: skip
def test_roles(kind: str, text: str, wanted: list[tuple[str, str]]) -> None:
    values = [f.value for f in find_doc_numbers(paper(text, kind=kind))]
    assert [(v.role, v.normal) for v in values if isinstance(v, DocNumber)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("处以60000元的罚款。", [("fine", "60000")], id="元的罚款"),
        pytest.param("没收违法所得620元，罚款人民币伍仟元整。", [("confiscation", "620"), ("fine", "5000")], id="没收与罚款"),
        pytest.param("货值金额1,860.50元，违法所得620元。", [("goods_value", "1860.50"), ("illegal_gain", "620")], id="货值与所得"),
        pytest.param("由税务机关处二万元以上十万元以下的罚款。", [], id="法条的幅度不算"),
        pytest.param("金额（大写）捌万贰仟叁佰壹拾元整 ¥82310.00", [("", "82310"), ("", "82310.00")], id="大小写"),
    ],
)  # fmt: skip
def test_amounts(text: str, wanted: list[tuple[str, str]]) -> None:
    values = [f.value for f in find_amounts(paper(text, kind="penalty_decision"))]
    assert [(v.role, v.yuan) for v in values if isinstance(v, Amount)] == [(r, Decimal(y)) for r, y in wanted]


def test_counts_and_percentages() -> None:
    text = "共收到意见建议23条，其中采纳14条，占百分之六十，办结率98.5%。"
    values = [f.value for f in find_quantities(paper(text))]
    found = {(str(v.number), v.unit, v.about) for v in values if isinstance(v, Quantity)}
    assert found == {("60", "%", ""), ("98.5", "%", ""), ("23", "条", "共收到意见建议"), ("14", "条", "采纳")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("依据《行政处罚法》第五十七条第一款、第二款第（一）项", [("行政处罚法", "第五十七条第一款"), ("行政处罚法", "第五十七条第二款第（一）项")], id="款项分列"),
        pytest.param("《中华人民共和国证券法》（以下简称《证券法》）规定。违反《证券法》第五条", [("中华人民共和国证券法", None), ("中华人民共和国证券法", "第五条")], id="简称还原"),
        pytest.param("《发票管理办法》（国务院令第709号修订）第三十七条第一款", [("发票管理办法", "第三十七条第一款")], id="括号后接条文"),
        pytest.param("依据《集市办法》第五条、该办法第六条", [("集市办法", "第五条"), ("集市办法", "第六条")], id="该办法"),
        pytest.param("《中华人民共和国行政处罚法》第五条", [("行政处罚法", "第五条")], id="通称"),
        pytest.param("《关于修改〈集市办法〉的决定》", [("关于修改〈集市办法〉的决定", None)], id="书名号套书名号"),
    ],
)  # fmt: skip
def test_citations(text: str, wanted: list[tuple[str, str | None]]) -> None:
    values = [f.value for f in find_citations(paper(text))]
    assert [(v.law, v.article) for v in values if isinstance(v, Citation)] == wanted


def test_a_citation_tells_its_version() -> None:
    values = [f.value for f in find_citations(paper("《行政处罚法》（2021年修订）第五条"))]
    assert isinstance(values[0], Citation)
    assert values[0].version == "2021修订"


@pytest.mark.parametrize(
    ("signed", "version", "by"),
    [
        pytest.param("2021年7月14日", "2017修正", "按文书日期", id="新法施行前一日"),
        pytest.param("2021年7月15日", "2021修订", "按文书日期", id="新法施行日"),
        pytest.param("", None, "", id="文书没有日期"),
    ],
)
def test_a_citation_without_version_is_of_the_text_in_force_that_day(
    signed: str, version: str | None, by: str
) -> None:
    text = f"行政处罚决定书\n当事人违法。依据《行政处罚法》第五条，处罚如下。\n秋浦县市场监督管理局\n{signed}"
    found = next(iter(find_citations(paper(text, kind="penalty_decision"))))
    assert isinstance(found.value, Citation)
    assert (found.value.version, found.by) == (version, by)


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        pytest.param("penalty_decision", "案号：罗交执罚〔2022〕0318号\n当事人", [("own", "罗交执罚〔2022〕318号")], id="案号栏里是决定书自己的"),
        pytest.param("case_closing", "案号：罗交执罚〔2022〕0318号", [("case", "罗交执罚〔2022〕318号")], id="结案报告的案号"),
        pytest.param("case_closing", "案号\t岐人社监结〔2021〕33号", [("own", "岐人社监结〔2021〕33号")], id="种类字说是结案的"),
        pytest.param("filing_receipt", "备案登记号：岐备〔2023〕063号", [("own", "岐备〔2023〕63号")], id="备案登记号"),
        pytest.param("filing_report", "文件名称\t养老办法\t文号\t望政发〔2021〕31号", [("cited", "望政发〔2021〕31号")], id="所报文件的文号"),
        pytest.param("coercion_decision", "雁交扣（2022）0061\n车辆暂扣凭证", [("own", "雁交扣〔2022〕61号")], id="没有号字"),
        pytest.param("disclosure_reply", "黔自然资信〔2022〕告17号\n告知书", [("own", "黔自然资信〔2022〕告17号")], id="序号前有字"),
        pytest.param("licence_document", "许可证编号 JY19901020033218", [("own", "JY19901020033218")], id="证照编号"),
        pytest.param("meeting_minutes", "2023年第1期\n局务会议纪要", [("own", "2023年第1期")], id="纪要的期号"),
        pytest.param("government_rule", "户外广告规定\n（2021年8月25日漓安市人民政府令第44号公布　自2021年10月1日起施行）", [("own", "漓安市人民政府令第44号")], id="题注里的令号"),
        pytest.param("review_request", "江右省水利厅关于报审农村供水工程运行管理办法送审稿的函\n江右水函〔2024〕203号\n厅", [("own", "江右水函〔2024〕203号")], id="长标题之下"),
    ],
)  # fmt: skip
def test_more_forms_of_own_numbers(kind: str, text: str, wanted: list[tuple[str, str]]) -> None:
    values = [f.value for f in find_doc_numbers(paper(text, kind=kind))]
    assert [(v.role, v.normal) for v in values if isinstance(v, DocNumber)] == wanted
