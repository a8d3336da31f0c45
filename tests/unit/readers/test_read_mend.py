"""Misreadings with one meaning are mended; those with two are left."""

import pytest

from pipeline.readers.mend import mend, mend_break


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("本机关于2017年4月28目，法制", "本机关于2017年4月28日，法制", id="日读成目"),
        pytest.param("应于2015年11月24目前完成", "应于2015年11月24日前完成", id="日前"),
        pytest.param("二〇一二年六月九曰", "二〇一二年六月九日", id="日读成曰"),
        pytest.param("二C二二年五月六日", "二〇二二年五月六日", id="零读成字母"),
        pytest.param("二O二一年十月四日", "二〇二一年十月四日", id="零读成大写O"),
        pytest.param("整改应于二二一年一月二十九日", "整改应于二〇二一年一月二十九日", id="年份丢了零"),
        pytest.param("二一七年三月九日", "二〇一七年三月九日", id="年份丢了零，一十年代"),
        pytest.param("于〇二三年八月二十八日", "于二〇二三年八月二十八日", id="年份丢了头一个二"),
        pytest.param("于三〇一五年四月一日", "于二〇一五年四月一日", id="三千年的文书没有"),
        pytest.param("于=〇二六年六月十八日", "于二〇二六年六月十八日", id="等号"),
        pytest.param("至二〇=六年五月=十八日止", "至二〇二六年五月二十八日止", id="等号在中间"),
        pytest.param("二〇-三年九月五日", "二〇一三年九月五日", id="横线"),
        pytest.param("2020年.8月23日", "2020年8月23日", id="噪点"),
        pytest.param("2025年6.月9日", "2025年6月9日", id="噪点在月前"),
        pytest.param("于2018.5,14作出", "于2018.5.14作出", id="点读成逗号"),
        pytest.param("云城执函〔2017]〕111号", "云城执函〔2017〕111号", id="括号读了两次"),
        pytest.param("青市监发〔[2017]272号", "青市监发〔2017〕272号", id="前括号读了两次"),
        pytest.param("青市监昕通〔2013〕70号", "青市监听通〔2013〕70号", id="听读成昕"),
        pytest.param("受理曰期", "受理日期", id="日期"),
    ],
)
def test_one_meaning_is_mended(read: str, meant: str) -> None:
    assert mend(read) == meant
    assert mend(meant) == meant


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("二〇二年一月六日", id="不知丢了哪一位"),
        pytest.param("〇一五年十二月二十八日起", id="行首，二在上一行末"),
        pytest.param("5月3目录", id="目录"),
        pytest.param("第二二一年", id="不是年份"),
        pytest.param("公元二二一年，秦", id="没有月份"),
        pytest.param("2016-0605", id="也可能是编号"),
        pytest.param("〇三一年十二月五日", id="两种可能"),
        pytest.param("陈昕，女", id="人名"),
        pytest.param("3月1-15日", id="数字区间"),
        pytest.param("八月-九月", id="月份区间"),
        pytest.param("一九二二年七月", id="上世纪"),
        pytest.param("2022年5月6日至7日", id="起止"),
        pytest.param("（2017）苏01行初70号", id="案号"),
    ],
)
def test_two_meanings_are_left(text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        pytest.param(("起至二", "一四年十一月二日止"), ("起至二", "〇一四年十一月二日止"), id="零在行首"),
        pytest.param(("听证会于二二", "一年一月三日"), ("听证会于二〇二", "一年一月三日"), id="零在行末"),
        pytest.param(("收到二", "二人年表一月"), ("收到二", "二人年表一月"), id="不是年份"),
        pytest.param(("起至二〇", "二年三月六日"), ("起至二〇", "二年三月六日"), id="不知丢了哪一位"),
        pytest.param(("起至二", "〇一四年五月"), ("起至二", "〇一四年五月"), id="没有丢"),
        pytest.param(("第二", "二一年五月"), ("第二", "二一年五月"), id="第二"),
        pytest.param(("二", "一四年五月二日"), ("二", "〇一四年五月二日"), id="一行只有一个字"),
        pytest.param(("", ""), ("", ""), id="空行"),
    ],
)
def test_a_zero_lost_at_a_break_is_mended(lines: tuple[str, str], meant: tuple[str, str]) -> None:
    assert mend_break(*lines) == meant
    assert mend_break(*meant) == meant
