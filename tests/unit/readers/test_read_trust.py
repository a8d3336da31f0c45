"""When the text layer of a page is believed."""

import pytest

from pipeline.readers.trust import Signs, decide, seen_in, without_words

GOOD = "经查，你单位于2022年5月6日未按规定建立进货查验记录制度。" * 4


def signs(text: str = GOOD, **more: float | bool) -> Signs:
    known = {"unmapped": 0.0, "coverage": 0.0, "paths": 0, "over_picture": False} | more
    return Signs(text, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("page", "picture", "reason"),
    [
        pytest.param(signs(), False, "文字层可用", id="正常文字"),
        pytest.param(signs("", coverage=1.0), True, "扫描页，没有文字层", id="纯扫描"),
        pytest.param(signs("- 3 -", coverage=1.0), True, "扫描页，文字层只有零星字符", id="扫描加页码"),
        pytest.param(signs("", coverage=0.05), True, "扫描页，没有文字层", id="只有一枚章的末页"),
        pytest.param(signs("", paths=900), True, "没有文字层，文字已转成曲线", id="转曲"),
        pytest.param(signs(""), False, "空白页", id="空白页"),
        pytest.param(signs(unmapped=0.4), True, "没有字符映射", id="缺字符映射"),
        pytest.param(signs("\ue001\ue002\ue003" * 9 + GOOD[:30]), True, "私用区", id="私用区字符"),
        pytest.param(
            signs(GOOD + "\n\ufffd\ufffd\ufffd\ufffd\ufffd\n" + GOOD), True, "整行乱码", id="只有标题乱码"
        ),
        pytest.param(signs("ÇàºÌÏØÈËÃñÕþ¸®°ì¹«ÊÒÎÄ¼þ" * 3), True, "只占", id="错码"),
        pytest.param(signs(coverage=0.95), True, "隐藏文字层", id="他人的OCR层"),
        pytest.param(signs(coverage=0.95, over_picture=True), False, "文字层可用", id="底图上的真文字"),
        pytest.param(
            signs("The committee shall meet at least once a year. " * 5), False, "可用", id="英文页"
        ),
    ],
)
def test_page_is_read_from_text_or_picture(page: Signs, picture: bool, reason: str) -> None:
    verdict = decide(page)
    assert verdict.picture is picture
    assert reason in verdict.reason


def test_exchanged_letters_make_no_words() -> None:
    """Sound characters, no language: the page, or one line of it, is to be compared with its picture."""
    exchanged = GOOD.translate(
        str.maketrans(
            "经查你单位于年月日未按规定建立进货验记录制度", "度经制查录你记单验位货于进年立月建日定未规按"
        )
    )
    assert without_words(GOOD) == ()
    assert len(without_words("\n".join([exchanged] * 2))) == 2
    line = "昏烦躁汗出肢冷舌质紫暗苔厚腻或燥脉浮大无根"
    assert without_words(f"{GOOD}\n{line}\n{GOOD}") == (line,)
    assert without_words("") == ()


def test_the_picture_decides_by_pairs_of_characters() -> None:
    assert seen_in("出席：陆征远、罗既明", ("陆征远罗既明",))
    assert not seen_in("经查，你单位未按规定建立制度", ("度立规你建查定制",))
