"""``treuga review`` on the small case: who, when and why are kept, and the board follows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from treuga.agreements import library

AGREEMENT = "us-taliban-2020"
AS_OF = ("--as-of", "2021-02-16")
SIGNED = ("--by", "A. Reader", "--why", "read it twice")


def state(invoke: Any, case: Path, commitment: str, *more: str) -> dict[str, Any]:
    records = json.loads(invoke("status", AGREEMENT, *AS_OF, *more, "--format", "json", "--case", case).out)
    return next(record for record in records if record["commitment"] == commitment)


def links(invoke: Any, case: Path, *more: str) -> list[dict[str, Any]]:
    return json.loads(invoke("review", "links", AGREEMENT, *more, "--format", "json", "--case", case).out)  # type: ignore[no-any-return]


def test_a_rejected_link_leaves_the_board_and_can_come_back(invoke: Any, case: Path) -> None:
    assert state(invoke, case, "prisoners-5000")["state"] == "satisfied"
    (link,) = links(invoke, case, "prisoners-5000")
    result = invoke("review", "reject", AGREEMENT, link["id"][:8], *SIGNED, "--case", case)
    assert (result.code, "link rejected by A. Reader" in result.out) == (0, True)
    assert state(invoke, case, "prisoners-5000")["evidence"] == []
    (link,) = links(invoke, case, "prisoners-5000")
    assert (link["verdict"], link["reviewer"], link["reason"]) == ("reject", "A. Reader", "read it twice")
    assert links(invoke, case, "prisoners-5000", "--open") == []
    invoke("review", "accept", AGREEMENT, link["id"], *SIGNED, "--case", case)
    after = state(invoke, case, "prisoners-5000")
    assert after["state"] == "satisfied"
    assert "link accepted by A. Reader" in after["evidence"][0]["notes"][-1]
    log = json.loads(invoke("review", "log", AGREEMENT, "--format", "json", "--case", case).out)
    assert [one["verdict"] for one in log] == ["reject", "accept"]
    assert "a-release.txt:" in log[0]["places"]


def test_a_rejection_holds_when_the_file_is_worded_anew(invoke: Any, case: Path) -> None:
    (link,) = links(invoke, case, "prisoners-5000")
    invoke("review", "reject", AGREEMENT, link["id"], *SIGNED, "--case", case)
    own = case / "agreements" / f"{AGREEMENT}.yaml"
    shutil.copy(library()[AGREEMENT], own)
    own.write_text(own.read_text(encoding="utf-8") + "\n# reworded\n", encoding="utf-8")
    (again,) = links(invoke, case, "prisoners-5000")
    assert (again["id"] == link["id"], again["verdict"]) == (False, "reject")
    assert state(invoke, case, "prisoners-5000")["evidence"] == []


def test_a_breach_is_confirmed(invoke: Any, case: Path) -> None:
    before = invoke("review", "confirm", AGREEMENT, "withdrawal", *AS_OF, *SIGNED, "--case", case)
    assert (before.code, "TR610" in before.err) == (2, True)  # nothing says that it was broken
    assert state(invoke, case, "no-safe-haven")["indicated"]
    result = invoke("review", "confirm", AGREEMENT, "no-safe-haven", *AS_OF, *SIGNED, "--case", case)
    assert result.code == 0
    after = state(invoke, case, "no-safe-haven")
    assert (after["indicated"], after["state"]) == (False, "disputed")
    assert "the breach was confirmed by A. Reader" in after["notes"][-1]
    table = " ".join(invoke("status", AGREEMENT, *AS_OF, "--case", case).out.split())
    assert "(breach confirmed)" in table
    assert state(invoke, case, "no-safe-haven", "--known-at", "2021-02-16")["indicated"]  # not confirmed by then
    invoke("review", "withhold", AGREEMENT, "no-safe-haven", *AS_OF, *SIGNED, "--case", case)
    assert state(invoke, case, "no-safe-haven")["indicated"]


def test_walking_through_the_links(invoke: Any, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("a\nthe words are plain\nq\n"))
    result = invoke("review", "walk", AGREEMENT, "--by", "A. Reader", "--case", case)
    assert result.code == 0
    assert "link accepted by A. Reader" in result.out
    assert sum(link["verdict"] == "accept" for link in links(invoke, case)) == 1


@pytest.mark.parametrize("missing", ["--by", "--why"])
def test_nobody_decides_without_name_and_reason(
    invoke: Any, case: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TREUGA_REVIEWER", raising=False)
    given = list(SIGNED)
    at = given.index(missing)
    result = invoke("review", "reject", AGREEMENT, "abcd", *given[:at], *given[at + 2 :], "--case", case)
    assert (result.code, missing in result.err) == (2, True)


def test_an_unknown_link_is_refused(invoke: Any, case: Path) -> None:
    result = invoke("review", "reject", AGREEMENT, "0000beef", *SIGNED, "--case", case)
    assert (result.code, "TR609" in result.err) == (2, True)


def test_an_amended_link_is_weighed_as_amended_and_shown_with_the_original(invoke: Any, case: Path) -> None:
    (link,) = links(invoke, case, "prisoners-5000")
    change = ("--claim", "outstanding", "--happened", "2020-09")
    result = invoke("review", "amend", AGREEMENT, link["id"][:8], *change, *SIGNED, "--case", case)
    assert (result.code, "link amended by A. Reader" in result.out) == (0, True)
    after = state(invoke, case, "prisoners-5000")
    assert after["state"] == "active"
    assert (after["evidence"][0]["claim"], after["evidence"][0]["happened"]) == ("outstanding", "2020-09")
    out = invoke("why", AGREEMENT, "prisoners-5000", *AS_OF, "--case", case).out
    assert "amended by A. Reader" in out
    assert "as it was found: claim fulfilled" in " ".join(out.split())
    (link,) = links(invoke, case, "prisoners-5000")
    assert (link["claim"], link["verdict"], link["corrections"]) == (
        "fulfilled",
        "amend",
        "claim: outstanding; happened: 2020-09",
    )
    log = json.loads(invoke("review", "log", AGREEMENT, "--format", "json", "--case", case).out)
    assert log[-1]["corrections"] == "claim: outstanding; happened: 2020-09"


def test_an_amendment_that_cannot_be_so_is_refused(invoke: Any, case: Path) -> None:
    (link,) = links(invoke, case, "prisoners-5000")
    result = invoke("review", "amend", AGREEMENT, link["id"], "--claim", "done", *SIGNED, "--case", case)
    assert (result.code, "TR611" in result.err) == (2, True)
    assert links(invoke, case, "prisoners-5000")[0]["verdict"] == ""
