"""Every fault of a rule or profile is said in words that name the mend."""

import shutil

import pytest

from checks import CHECKS
from knowledge.files import FOLDER
from knowledge.validate import validate

SOUND = {
    "id": "pen-x",
    "name": "某期限",
    "shape": "max",
    "kinds": ["penalty"],
    "start": "case_open",
    "end": "decided",
    "severity": "must",
    "advice": "整改。",
}
VERSION = 'since = 2021-07-15\nquantity = 90\nunit = "d"\nbasis = ["某法第一条"]\n'


@pytest.fixture
def folder(tmp_path):
    for name in ("calendar", "profiles"):
        shutil.copytree(FOLDER / name, tmp_path / name)
    (tmp_path / "rules").mkdir()
    return tmp_path


def write(folder, *, versions=(VERSION,), options="", **changes):
    fields = SOUND | changes
    lines = [
        f"{k} = {v if isinstance(v, list) else chr(34) + v + chr(34)}"
        for k, v in fields.items()
        if v is not None
    ]
    text = "[[rule]]\n" + "\n".join(lines).replace("'", '"') + "\n"
    text += f"[rule.options]\n{options}\n" if options else ""
    text += "".join(f"[[rule.versions]]\n{version}" for version in versions)
    (folder / "rules" / "x.toml").write_text(text, encoding="utf-8")
    (folder / "profiles" / "default.toml").write_text('code = "default"\nname = "全国"\n', encoding="utf-8")


def test_a_sound_rule_has_no_fault(folder):
    write(folder)
    assert validate(shapes=CHECKS, folder=folder) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"shape": "maximum"}, "shape = 'maximum' 不存在", id="没有的形状"),
        pytest.param({"kinds": ["punish"]}, "卷宗种类 'punish'", id="没有的卷宗种类"),
        pytest.param({"kinds": []}, "没有写 kinds", id="没写种类"),
        pytest.param({"start": "case_opened"}, "事件 'case_opened'", id="没有的事件"),
        pytest.param({"end": "decided@decision"}, "文书种类 'decision'", id="事件限定到没有的文书"),
        pytest.param({"end": None}, "须写明 start 和 end", id="期间缺止事件"),
        pytest.param({"applies": ["premise_x"]}, "要素 'premise_x'", id="没有的要素"),
        pytest.param({"applies": ["event:hearings"]}, "事件 'hearings'", id="条件里没有的事件"),
        pytest.param({"exceptions": ["paper:papers"]}, "文书种类 'papers'", id="条件里没有的文书"),
        pytest.param({"exceptions": ["premise_business@drafts"]}, "文书种类 'drafts'", id="限定到没有的文书"),
        pytest.param({"exceptions": ["又如何"]}, "写法有误", id="条件写法有误"),
        pytest.param({"indicator": [101]}, "1至100", id="指标号超出"),
        pytest.param({"advice": None}, "没有写 advice", id="没有建议"),
        pytest.param({"options": "colour = 'red'"}, "colour 没有这个用法", id="没有的选项"),
        pytest.param({"options": "papers = ['paper']"}, "文书种类 'paper'", id="选项里没有的文书"),
        pytest.param({"options": "chain = 'case_open <= decide'"}, "事件 'decide'", id="次序里没有的事件"),
        pytest.param({"versions": ()}, "没有写 versions", id="没有版本"),
        pytest.param({"versions": ('quantity = 3\nbasis = ["某"]\n',)}, "须同时写", id="有数量没单位"),
        pytest.param({"versions": ('basis = ["某"]\n',)}, "须在 note 写明", id="期间没数量又没说明"),
        pytest.param({"versions": ('quantity = 3\nunit = "d"\n',)}, "没有写 basis", id="没有依据"),
        pytest.param({"versions": (VERSION.replace('"d"', '"pct"'),)}, "不能在日历上计算", id="期间用百分比"),
        pytest.param({"versions": (VERSION, VERSION)}, "日期重叠", id="版本重叠"),
        pytest.param({"versions": (VERSION + "until = 2020-01-01\n",)}, "since 晚于 until", id="起止颠倒"),
        pytest.param(
            {"versions": (VERSION + 'kinds = ["licence"]\n',)}, "'licence' 不存在", id="版本的种类不是规则的"
        ),
    ],
)
def test_a_fault_is_named(folder, changes, says):
    write(folder, **changes)
    faults = validate(shapes=CHECKS, folder=folder)
    assert any(says in fault for fault in faults), faults
    assert all("x.toml 规则 pen-x" in fault for fault in faults)


def test_versions_for_different_kinds_may_overlap(folder):
    write(
        folder,
        kinds=["penalty", "licence"],
        versions=(VERSION + 'kinds = ["penalty"]\n', VERSION + 'kinds = ["licence"]\n'),
    )
    assert validate(shapes=CHECKS, folder=folder) == []


def test_an_id_given_twice_is_named(folder):
    write(folder)
    shutil.copy(folder / "rules" / "x.toml", folder / "rules" / "y.toml")
    assert any("pen-x 写了2次" in fault for fault in validate(shapes=CHECKS, folder=folder))


@pytest.mark.parametrize(
    ("override", "says"),
    [
        pytest.param('rule = "pen-y"', "没有对应的规则", id="没有的规则"),
        pytest.param('rule = "pen-*"\nauthority = ["(市"]', "正则", id="机关正则有误"),
        pytest.param(
            'rule = "pen-x"\nversions = [{ quantity = 3, unit = "d" }]', "没有写 basis", id="没有依据"
        ),
        pytest.param('rule = "pen-x"\noptions = { colour = 1 }', "没有这个用法", id="没有的选项"),
        pytest.param('rule = "pen-x"\ndays = 3', "字段有误", id="没有的字段"),
    ],
)
def test_a_faulty_profile_is_named(folder, override, says):
    write(folder)
    text = f'code = "own"\nname = "本省"\n[[override]]\n{override}\n'
    (folder / "profiles" / "own.toml").write_text(text, encoding="utf-8")
    assert any(says in fault and "own" in fault for fault in validate(shapes=CHECKS, folder=folder))


def test_a_gap_in_the_calendar_is_named(folder):
    write(folder)
    (folder / "calendar" / "2015.toml").unlink()
    assert any("缺 2015 年" in fault for fault in validate(shapes=CHECKS, folder=folder))
