"""In force or not on a day: norms and the papers that speak of them in, the status and what it rests on out."""

from datetime import date

import pytest

from dossier.document import Place
from dossier.fact import Change, DocNumber, Event, Fact, Period
from language.validity import norm_of, said_in, validity


def fact(value, document, quote=""):
    return Fact(
        document=document,
        value=value,
        span=None,
        place=Place(source=f"{document}.pdf", page=1, quote=quote),
        by="test",
    )


def on(code, day, document):
    return fact(Event(code=code, first=date.fromisoformat(day), last=date.fromisoformat(day)), document, day)


def norm(*facts, title="甲县停车管理办法", number="甲政发〔2020〕3号"):
    return norm_of("甲", title, (fact(DocNumber(role="own", written=number, normal=number), "甲"), *facts))


def change(what, document="乙", *, name="甲县停车管理办法", number=None, day=None):
    return fact(
        Change(what=what, name=name, number=number, day=day and date.fromisoformat(day)), document, name
    )


STARTS = on("effective", "2020-05-01", "甲")
FIVE_YEARS = fact(Period(code="validity", quantity=5, unit="y"), "甲", "五年")


def statuses(norm, others, days):
    found = validity(norm, [said for facts in others for said in said_in(facts)])
    return [found.status(date.fromisoformat(day)) for day in days]


@pytest.mark.parametrize(
    ("own", "others", "days"),
    [
        pytest.param((STARTS,), (), {"2020-04-30": "pending", "2020-05-01": "in-force", "2030-01-01": "in-force"}, id="施行日起有效"),
        pytest.param((), (), {"2020-05-01": "unknown"}, id="没有施行日期的不算有效"),
        pytest.param((STARTS, on("expires", "2025-04-30", "甲")), (), {"2025-04-30": "in-force", "2025-05-01": "expired"}, id="末日仍有效，次日失效"),
        pytest.param((STARTS, FIVE_YEARS), (), {"2025-04-30": "in-force", "2025-05-01": "expired"}, id="有效期五年"),
        pytest.param(
            (on("published", "2020-05-01", "甲"), fact(Period(code="effective", quantity=30, unit="d", anchor="published"), "甲", "30日")),
            (),
            {"2020-05-30": "pending", "2020-05-31": "in-force"},
            id="公布之日起三十日后施行",
        ),
        pytest.param(
            (STARTS,),
            ((change("repealed"), on("effective", "2023-03-01", "乙")),),
            {"2023-02-28": "in-force", "2023-03-01": "repealed"},
            id="新办法施行之日同时废止",
        ),
        pytest.param(
            (STARTS,),
            ((change("repealed", number="甲政发〔2011〕9号"), on("effective", "2023-03-01", "乙")),),
            {"2023-03-01": "in-force"},
            id="废止的是另一文号的同名文件",
        ),
        pytest.param(
            (STARTS,),
            ((change("repealed", name="关于印发《甲县停车管理办法》的通知", day="2024-01-01"),),),
            {"2023-12-31": "in-force", "2024-01-01": "repealed"},
            id="以印发通知之名废止，写明日期",
        ),
        pytest.param(
            (STARTS,),
            ((change("repealed"), on("effective", "2018-03-01", "乙")),),
            {"2020-05-01": "in-force"},
            id="更早的文件废止的是更早的同名办法",
        ),
        pytest.param((STARTS,), ((change("repealed"),),), {"2021-01-01": "unknown"}, id="说已废止而没有日期的，不算有效"),
        pytest.param(
            (STARTS, FIVE_YEARS),
            ((change("repealed"),),),
            {"2026-01-01": "expired"},
            id="有疑问也早已到期",
        ),
        pytest.param(
            (STARTS,),
            ((change("amended"), on("effective", "2022-01-01", "乙")), (change("amended", "丙"), on("effective", "2023-01-01", "丙"))),
            {"2021-12-31": "in-force", "2022-01-01": "amended", "2024-01-01": "amended"},
            id="第一次修改之日起为已修改",
        ),
        pytest.param(
            (STARTS, FIVE_YEARS),
            ((change("extended", day="2027-12-31"),),),
            {"2025-05-01": "in-force", "2028-01-01": "expired"},
            id="延长有效期",
        ),
        pytest.param(
            (STARTS, FIVE_YEARS),
            ((change("expired"), on("doc_date", "2022-06-01", "乙")),),
            {"2022-05-31": "in-force", "2022-06-01": "expired"},
            id="提前宣布失效",
        ),
        pytest.param((STARTS,), ((change("kept"), on("doc_date", "2022-06-01", "乙")),), {"2022-06-01": "in-force"}, id="清理后继续有效"),
    ],
)  # fmt: skip
def test_status_on_the_day(own, others, days):
    assert statuses(norm(*own), others, days) == list(days.values())


def test_a_new_paper_of_the_old_name_does_not_end_itself():
    own = norm(STARTS, change("repealed", "甲", number=None))
    assert statuses(own, [own.facts], ["2021-01-01"]) == ["in-force"]


def test_each_date_names_the_paper_that_says_so():
    other = (change("repealed"), on("effective", "2023-03-01", "乙"))
    found = validity(norm(STARTS, FIVE_YEARS), said_in(other))
    assert (found.in_force_from, found.in_force_until, found.repealed_on) == (
        date(2020, 5, 1),
        date(2025, 4, 30),
        date(2023, 3, 1),
    )
    assert {(g.field, g.document, g.place.quote) for g in found.grounds} == {
        ("in_force_from", "甲", "2020-05-01"),
        ("in_force_until", "甲", "五年"),
        ("repealed_on", "乙", "甲县停车管理办法"),
    }  # fmt: skip
