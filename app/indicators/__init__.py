"""The board of the hundred indicators and the self-assessment (总体自评报告) of one year."""
