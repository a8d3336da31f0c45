"""The sample dossiers, from bytes to verdicts, against what a person worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from audits import SAMPLES, Audited

EXPECTED = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((SAMPLES / "expected").glob("*.json"))
}
FINDINGS = [
    pytest.param(name, finding, id=f"{name}-{finding['rule']}")
    for name, dossier in EXPECTED.items()
    for finding in dossier["findings"]
]


def test_every_sample_is_one_dossier(samples: Audited) -> None:
    rows = {row["dossier"]: row["kind"] for row in samples.rows("dossiers")}
    assert rows == {name: dossier["kind"] for name, dossier in EXPECTED.items()}


@pytest.mark.parametrize("name", EXPECTED)
def test_conclusion(samples: Audited, name: str) -> None:
    rows = {row["dossier"]: row["conclusion"] for row in samples.rows("dossiers")}
    assert rows[name] == EXPECTED[name]["conclusion"]


@pytest.mark.parametrize(("name", "expected"), FINDINGS)
def test_verdict(samples: Audited, name: str, expected: dict[str, Any]) -> None:
    found = [r for r in samples.rows("findings") if r["dossier"] == name and r["rule"] == expected["rule"]]
    if expected.get("subject"):
        found = [row for row in found if row["subject"] == expected["subject"]]
    assert [row["verdict"] for row in found] == [expected["verdict"]], expected["why"]
    if expected.get("measured") is not None:
        assert found[0]["measured"] == expected["measured"], expected["why"]


def test_no_file_is_missing_from_the_documents(samples: Audited) -> None:
    listed = {s for row in samples.rows("documents") for s in row.get("sources", [row["source"]])}
    there = {
        p.relative_to(SAMPLES / "papers").as_posix() for p in (SAMPLES / "papers").rglob("*") if p.is_file()
    }
    assert listed == there


def test_every_quote_stands_where_it_is_said_to_stand(samples: Audited) -> None:
    for dossier in samples.store.dossiers(samples.run):
        for reading in dossier.readings:
            for fact in reading.facts:
                if fact.span is not None:
                    assert fact.place.quote == reading.document.text[fact.span.start : fact.span.end]


def test_every_fail_has_evidence_and_every_undetermined_says_what_is_missing(samples: Audited) -> None:
    for row in samples.rows("findings"):
        assert row["verdict"] != "fail" or row["evidence"], row
        assert row["verdict"] != "undetermined" or row["message"], row


def test_reports_are_written(samples: Audited) -> None:
    names = {path.name for path in samples.out.iterdir()}
    assert names >= {
        "documents.jsonl",
        "dossiers.jsonl",
        "findings.jsonl",
        "leads.jsonl",
        "report.xlsx",
        "report.html",
        "run.json",
    }


def test_identity_numbers_are_masked_everywhere(samples: Audited) -> None:
    import re

    for path in samples.out.glob("*.jsonl"):
        assert not re.search(r"(?<!\d)\d{17}[\dX](?!\d)", path.read_text(encoding="utf-8")), Path(path).name
