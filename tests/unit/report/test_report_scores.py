"""Files ranked by their score, and the commonest faults by authority."""

from app.report.scores_sheet import Row, common_faults, ranked


def row(name: str, points: int, *, least: int | None = None, veto: bool = False, grade: str = "良好") -> Row:
    broken = (("pen-service-7wd", "七日内送达"),) if points < 100 else ()
    return Row(
        name=name,
        authority="甲县应急管理局",
        points=points,
        least=points if least is None else least,
        grade="不合格" if veto else grade,
        why="",
        vetoes=("程序倒置：先决定后告知。",) if veto else (),
        taken=(),
        wanting=(),
        hints=(),
        broken=broken,
    )


def test_the_best_come_first_and_a_veto_last_without_a_rank() -> None:
    rows = [row("否决", 100, veto=True), row("次", 88), row("好", 95), row("同", 95)]
    assert [(rank, r.name) for rank, r in ranked(rows)] == [(1, "同"), (1, "好"), (3, "次"), (None, "否决")]


def test_what_is_open_has_no_rank_nor_has_what_it_could_overtake() -> None:
    rows = [row("开", 92, least=85, grade="待定"), row("上", 95), row("中", 90), row("下", 80)]
    assert [(rank, r.name) for rank, r in ranked(rows)] == [(1, "上"), (None, "开"), (None, "中"), (4, "下")]


def test_faults_are_counted_by_authority() -> None:
    rows = [row("b1", 90), row("b2", 80), row("b3", 100), row("a1", 90)]
    rows = [r.model_copy(update={"authority": r.name[0]}) for r in rows]
    found = [(authority, files, total) for authority, _, _, files, total in common_faults(rows)]
    assert found == [("a", ["a1"], 1), ("b", ["b1", "b2"], 3)]
