"""Rates of filing, timeliness and conformity (报备率、及时率、规范率) with denominators that hide nothing.

A rate is a fraction of documents; what cannot be told stands beside it, and an empty denominator gives no rate
(种子指标31; rules.md §10.16).
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from app.filing.answer import KEPT
from app.filing.match import Matched
from dossier.base import Record


class Rate(Record):
    """`part` of `whole`; `unknown` of the whole could not be told. `said`: what the whole counts."""

    name: str
    part: int
    whole: int
    unknown: int
    said: str

    @property
    def words(self) -> str:
        """“3/4（75%）”; never rounded up to 100 %, never 100 % of nothing."""
        if not self.whole:
            return "不适用（没有可计的件数）"
        share = Fraction(self.part, self.whole) * 100
        shown = f"{float(share):.1f}".removesuffix(".0")
        if shown == "100" and self.part < self.whole:
            shown = "99.9"
        return f"{self.part}/{self.whole}（{shown}%）" + (
            f"，另有{self.unknown}件无法判定" if self.unknown else ""
        )


def rates(matched: Sequence[Matched], as_of: date) -> tuple[Rate, ...]:
    """The three rates over everything that ought to be filed by the day: rows without papers count as not proved."""
    papers = [item.answered for item in matched if item.answered]
    bare = sum(item.answered is None for item in matched)
    unfiled = [paper for paper in papers if paper.answer != "filed"]
    overdue = [paper for paper in unfiled if paper.due is not None and paper.due < as_of]
    undated = [paper for paper in unfiled if paper.due is None]
    filed = [paper for paper in papers if paper.answer == "filed"]
    late = [paper for paper in filed if paper.period == "fail"]
    timely = [paper for paper in filed if paper.period in KEPT]
    sound = [paper for paper in filed if not paper.faults and not paper.missing]
    open_ = [paper for paper in filed if not paper.faults and paper.missing]
    return (
        Rate(
            name="报备率",
            part=len(filed),
            whole=len(filed) + len(overdue) + len(undated) + bare,
            unknown=len(undated) + bare,
            said="台账与文书中应报备的件数，未到期的不计；台账有而未见文书的、报送末日算不出的，无法判定",
        ),
        Rate(
            name="及时率",
            part=len(timely),
            whole=len(filed),
            unknown=len(filed) - len(timely) - len(late),
            said="已报送的件数",
        ),
        Rate(name="规范率", part=len(sound), whole=len(filed), unknown=len(open_), said="已报送的件数"),
    )
