"""Findings as text for machines: JSON, SARIF and GitHub's annotations. Imports no Sphinx."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from plantrace.findings.catalogue import NAMES

if TYPE_CHECKING:
    from safe_publish import Finding

NAMELESS = "sphinx"
"""rule of a warning of Sphinx that has no kind"""
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(findings: Sequence[Finding]) -> str:
    """`findings`: path, line, severity, rule and message of each; `errors`, `warnings`: counts.

    The path is relative to the project; path and line are null where a finding has none.
    """
    errors = sum(each.blocks for each in findings)
    entries = [
        {
            "path": each.path,
            "line": each.line,
            "severity": _severity(each),
            "rule": each.rule,
            "message": each.message,
        }
        for each in findings
    ]
    counts = {"errors": errors, "warnings": len(findings) - errors}
    return _dumped({"version": 1, "findings": entries, **counts})


def as_sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0, one run; paths are relative to the root of the sources."""
    rules = sorted({each.rule or NAMELESS for each in findings})
    driver = {"name": "plantrace", "rules": [_sarif_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "results": [_sarif_result(each, rules.index(each.rule or NAMELESS)) for each in findings],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(rule: str) -> dict[str, Any]:
    return {"id": rule, "shortDescription": {"text": NAMES.get(rule, rule)}}


def _sarif_result(finding: Finding, rule_index: int) -> dict[str, Any]:
    result = {
        "ruleId": finding.rule or NAMELESS,
        "ruleIndex": rule_index,
        "level": _severity(finding),
        "message": {"text": finding.message},
    }
    if finding.path:
        artifact = {"uri": quote(finding.path), "uriBaseId": "%SRCROOT%"}
        place: dict[str, Any] = {"artifactLocation": artifact}
        if finding.line:
            place["region"] = {"startLine": finding.line}
        result["locations"] = [{"physicalLocation": place}]
    return result


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands, one a line, that GitHub shows beside the lines of a pull request."""
    return "".join(f"{_annotation(each)}\n" for each in findings)


def _annotation(finding: Finding) -> str:
    given = {"file": finding.path, "line": finding.line, "title": NAMES.get(finding.rule)}
    properties = [f"{name}={_property(str(value))}" for name, value in given.items() if value]
    shown = f" [{finding.rule}]" if finding.rule else ""
    message = _data(f"{finding.message}{shown}")
    return f"::{_severity(finding)} {','.join(properties)}".rstrip() + f"::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _severity(finding: Finding) -> str:
    return "error" if finding.blocks else "warning"


def _dumped(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
