"""Stories for the checks, and what the checks say of them."""

from __future__ import annotations

from typing import Any

from articles.proofing.story import Line, Story, Tag


def story(**fields: Any) -> Story:
    """Key points and risks may be plain texts."""
    for name in ("key_points", "risks"):
        if name in fields:
            rows = enumerate(fields[name])
            fields[name] = [Line(row, line) if isinstance(line, str) else line for row, line in rows]
    if "text" in fields:
        fields["body"] = f"<p>{fields.pop('text')}</p>"
    return Story(**fields)


def tag(ticker: Any, row: int = 0, sentiment: str = "neutral", role: str = "subject", reason: str = "") -> Tag:
    return Tag(row, ticker.pk, ticker.exchange, ticker.symbol, ticker.name, sentiment, role, reason)


def said(findings: Any) -> list[str]:
    return [f"{finding.level}: {finding.sentence}" for finding in findings]
