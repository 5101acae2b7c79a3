"""The statements of a report put in order: doubles dropped, those inside one another linked."""

from __future__ import annotations

from dataclasses import replace

from treuga.model import Statement


def unique(found: list[tuple[Statement, tuple[int, int]]]) -> list[tuple[Statement, tuple[int, int]]]:
    """One statement for one speaker and content: the first cue that took it."""
    out: dict[tuple[int, int, str | None], tuple[Statement, tuple[int, int]]] = {}
    for statement, where in found:
        out.setdefault((statement.content.start, statement.content.end, statement.speaker.party), (statement, where))
    return list(out.values())


def nest(statements: list[Statement]) -> list[Statement]:
    """Link each statement to the nearest one whose content holds it; they come in order of their content's start."""
    out: list[Statement] = []
    around: list[int] = []
    for i, inner in enumerate(statements):
        while around and statements[around[-1]].content.end <= inner.content.start:
            around.pop()
        holding = [
            j for j in around
            if statements[j].content.start <= min(inner.cue.start, inner.content.start)
            and inner.content.end <= statements[j].content.end
            and statements[j].content != inner.content
        ]  # fmt: skip
        out.append(replace(inner, nested_in=holding[-1]) if holding else inner)
        around.append(i)
    return out
