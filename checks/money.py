"""The additional fine for paying late (加处罚款)."""

from decimal import Decimal

DAILY = Decimal("0.03")  # 行政处罚法（2021修订）第七十二条第一款第一项


def additional_fine(fine: Decimal, days: int) -> Decimal:
    """Three per cent of the fine for each day late, never more than the fine itself (第七十二条、行政强制法第四十五条)."""
    return min(fine * DAILY * days, fine)
