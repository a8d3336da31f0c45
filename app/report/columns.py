"""The columns of report.xlsx, sheet by sheet."""

from app.report.book import Column
from app.report.words import REPORT_ORDER
from dossier.case import VERDICTS

DOSSIERS = (
    Column("卷宗", 34),
    Column("种类", 16),
    Column("结论", 15, "verdict"),
    *(Column(VERDICTS[verdict], 9, "number") for verdict in REPORT_ORDER),
    Column("文书", 7, "number"),
    Column("待补材料", 46),
    Column("归卷理由", 34),
)
FINDINGS = (
    Column("卷宗", 24),
    Column("检查内容", 30),
    Column("结论", 15, "verdict"),
    Column("要求程度", 8),
    Column("对象", 14),
    Column("起", 11, "date"),
    Column("止", 11, "date"),
    Column("实际", 7, "number"),
    Column("要求", 7, "number"),
    Column("单位", 8),
    Column("说明", 46),
    Column("依据", 32),
    Column("证据（原文）", 42),
    Column("文件（点开原件）", 28),
    Column("页", 5, "number"),
    Column("另一种算法", 26),
    Column("建议", 30),
    Column("卷宗种类", 14),
    Column("规则编号", 24, "code"),
)
VERDICT_COLUMN = 2
MISSING = (
    Column("卷宗", 28),
    Column("缺什么", 36),
    Column("因此无法判定", 32),
    Column("要求程度", 8),
    Column("说明", 46),
    Column("怎么补", 36),
    Column("规则编号", 24, "code"),
)
DOCUMENTS = (
    Column("卷宗", 24),
    Column("文件（点开原件）", 34),
    Column("起页", 6, "number"),
    Column("止页", 6, "number"),
    Column("文书种类", 18),
    Column("把握", 7, "number"),
    Column("标题", 36),
    Column("文号", 22),
    Column("制作机关", 22),
    Column("当事人", 22),
    Column("读出的日期", 40),
    Column("图像识别", 8),
    Column("备注", 36),
)
READING = (
    Column("文件（点开原件）", 36),
    Column("页", 6, "number"),
    Column("情况", 8),
    Column("清晰度", 8),
    Column("读取方式", 16),
    Column("理由", 34),
    Column("备注", 46),
    Column("所属文书", 24),
)
LEADS = (
    Column("卷宗", 24),
    Column("线索类型", 16),
    Column("条款", 16),
    Column("原文", 46),
    Column("文件（点开原件）", 30),
    Column("页", 6, "number"),
    Column("请人判断", 40),
    Column("文中引用的依据", 26),
    Column("可能的排除理由", 26),
)
