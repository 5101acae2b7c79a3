"""The brief in HTML: complete, linked, self-contained, careful in its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import html_rules
import publish_kit as kit
import pytest
from lxml import etree

from treuga.board import Board
from treuga.publish import brief
from treuga.publish.passages import Passages


@pytest.fixture(scope="module")
def board() -> Board:
    return kit.make_board()


@pytest.fixture(scope="module")
def page(board: Board) -> etree._Element:
    return html_rules.check(brief(board), board)


def text(page: etree._Element, path: str) -> str:
    found = page.find(path)
    assert found is not None, path
    return " ".join(html_rules.words(found).split())


def row(page: etree._Element, title: str) -> list[str]:
    for tr in page.iterfind(".//table[@class='board']/tbody/tr[@data-claim='commitment']"):
        cells = [" ".join(" ".join(cell.itertext()).split()) for cell in tr]
        if cells[0].startswith(title):
            return cells
    raise AssertionError(title)


def test_sections_stand_in_order(page: etree._Element) -> None:
    ids = [section.get("id") for section in page.iterfind(".//main/section")]
    assert ids == ["summary", "board", "deadlines", "decisions", "disputes", "who", "sources", "passages", "reading"]


def test_board_without_anything_is_a_valid_brief() -> None:
    empty = kit.empty_board()
    page = html_rules.check(brief(empty), empty)
    assert "No report was read" in text(page, ".//section[@id='summary']")


def test_summary_counts_and_names(page: etree._Element) -> None:
    told = text(page, ".//p[@class='lead']")
    assert "As of 16 March 2031, of 5 commitments one is satisfied, one is in force, two are disputed" in told
    assert "for one a breach is indicated, not confirmed" in told
    assert "In one side’s reading only, a breach is indicated, not confirmed, of Return of forty boats" in told
    assert "One other is disputed only through what it waits for." in told
    assert "Next due is Opening of the bridge, on 1 April 2031, in 16 days." in told
    assert "it is expected 17 to 18 March 2031." in told
    assert "This rests on 3 reports, published 1 February 2031 to 9 March 2031, one of them without a date" in told


def test_nobody_is_called_in_breach(board: Board, page: etree._Element) -> None:
    states = {html_rules.words(e).strip() for e in page.iter() if "state" in (e.get("class") or "").split()}
    assert "breach indicated" in states and not states & {"violated", "breach", "in breach"}
    assert row(page, "End of the tolls")[1] == "breach indicated indicated, not confirmed"
    confirmed = replace(board, findings=tuple(replace(f, indicated=False) for f in board.findings))
    told = text(html_rules.tree(brief(confirmed)), ".//p[@class='lead']")
    assert "A breach is confirmed in review of End of the tolls" in told and "not confirmed" not in told


def test_row_tells_who_owes_and_who_says_what(page: etree._Element) -> None:
    boats = row(page, "Return of forty boats")
    assert boats[0] == "Return of forty boats Owed by Left Bank to Right Bank"
    assert boats[1] == "disputed debtor’s reading: satisfied creditor’s reading: breach indicated"
    assert boats[2] == "15 days past 1 Mar 2031, in the creditor’s reading"
    assert boats[3].startswith("Left Bank: done") and boats[4].startswith("Right Bank: not done")
    assert boats[5].startswith("claimed only")
    assert "to be done by Right Bank" in row(page, "Opening")[0]
    assert "Asserted by others" in row(page, "End of the tolls")[0]
    assert row(page, "Opening")[5] == "none: no report speaks of it"


def test_states_differ_by_word_and_by_shape(page: etree._Element) -> None:
    shapes = {}
    for state in page.iterfind(".//span[@class='state']"):
        use = state.find(".//use")
        assert use is not None
        shapes.setdefault(use.get("href"), set()).add(html_rules.words(state).strip())
    assert len(shapes) >= 4 and all(len(names) == 1 for names in shapes.values())


def test_deadlines_in_order_of_date(page: etree._Element) -> None:
    tables = page.findall(".//table[@class='days']")
    days = [[html_rules.words(time) for time in table.iter("time")] for table in tables]
    assert days == [["17 to 18 March 2031", "1 April 2031"], ["1 March 2031", "1 March 2031"]]
    assert "Also given as 5 March 2031: said on the radio." in html_rules.words(tables[1])


def test_gate_shows_the_sentence_that_closes_it(page: etree._Element) -> None:
    gate = page.find(".//article[@class='gate']")
    assert gate is not None and "not open" in html_rules.words(gate)
    first, second = gate.iterfind("./ol/li")
    assert html_rules.words(first).strip().startswith("unmet: No toll is taken.")
    assert "the toll posts still stood in place" in " ".join(html_rules.words(first).split())
    assert "not known: The river is calm." in html_rules.words(second)
    assert "no report speaks of it" in html_rules.words(second)


def test_dispute_sets_both_readings_side_by_side(page: etree._Element) -> None:
    dispute = next(page.iterfind(".//article[@class='dispute']"))
    debtor, creditor = dispute.iterfind("./div/section")
    assert "all forty boats had gone back" in html_rules.words(debtor)
    assert "the boats are still missing" in html_rules.words(creditor)
    assert "still missing" not in html_rules.words(debtor) and "had gone back" not in html_rules.words(creditor)
    assert "satisfied" in html_rules.words(debtor) and "breach indicated" in html_rules.words(creditor)
    assert "What would change it." in html_rules.words(dispute)
    assert "A common market (waits for “Return of forty boats”)" in text(page, ".//p[@id='follow-on']")


def test_claims_that_nobody_bears_out_are_told_where_no_reading_differs() -> None:
    lone = kit.say(
        kit.reports()[0], "all forty boats had gone back", "commitment:tolls", "fulfilled", "self-serving",
        speaker="Ada Lind", party="left-speaker", witness="left-bank",
    )  # fmt: skip
    board = kit.make_board(heard=[lone])
    page = html_rules.check(brief(board), board)
    assert "Said by Left Bank in its own cause, and borne out by no other class of witness." in text(
        page, ".//section[@id='disputes']"
    )


def test_who_said_what_newest_first_signatories_first(page: etree._Element) -> None:
    section = page.find(".//section[@id='who']")
    assert section is not None
    assert [html_rules.words(h) for h in section.iterfind("h3")] == [
        "Right Bank", "Left Bank", "River Mission", "Reporters, in their own words",
    ]  # fmt: skip
    right = section.find("ul")
    assert right is not None and len(right) == 2


def test_passage_has_its_paragraph_and_no_furniture(page: etree._Element) -> None:
    section = html_rules.words(page.find(".//section[@id='passages']"))  # type: ignore[arg-type]
    assert "Home | Politics" not in section and "herons" not in section
    quote = page.find(".//article[@id='p1']/blockquote")
    assert quote is not None and quote.find("mark") is not None
    assert html_rules.words(quote) == (
        "Ada Lind said that all forty boats had gone back to their owners. She spoke at the lock."
    )
    place = text(page, ".//article[@id='p1']/p[@class='place']")
    start = kit.PAGE.index("all forty")
    assert place == f"Lock Gazette, 1 February 2031. ferry-talks.txt, characters {start}–{start + 45}."


def test_sources_tell_dates_copies_and_oddities(page: etree._Element) -> None:
    sources = text(page, ".//table[@class='sources']")
    assert "Copy of one story, with missing-boats.txt; the story has one vote." in sources
    assert "An odd note on “End of the tolls, at all posts” of 1 February 2031." in sources
    assert "outlet not known" in sources and "Found in a drawer." in sources
    links = [a.get("href") for a in page.iterfind(".//a[@class='out']")]
    assert links == ["https://lock-gazette.example/a%28b%29?c=d"]
    assert "silent on what is on this board: silent.txt" in text(page, ".//section[@id='sources']")


def test_same_board_same_brief(board: Board) -> None:
    assert brief(board) == brief(kit.make_board()) and brief(board, format="md") == brief(kit.make_board(), format="md")


def test_known_at_is_told() -> None:
    board = kit.make_board(known_at=dt.date(2031, 2, 15))
    page = html_rules.check(brief(board), board)
    assert "15 February 2031" in text(page, ".//dl[@class='dates']")
    assert "We wait" not in html_rules.words(page)


def test_running_header_carries_the_title(board: Board) -> None:
    assert 'content: "Brief\\3A  Accord of the two banks"' in brief(board)


def test_commitments_of_another_file_are_named_by_the_condition(board: Board) -> None:
    gate = replace(board.gates[0], agreement="guard-mission")
    lone = replace(board, agreement=kit.agreement(id="guard-mission", commitments=()), findings=(), gates=(gate,))
    page = html_rules.check(brief(lone), lone)
    assert "No toll is taken.: " in text(page, ".//section[@id='who']").replace("taken. :", "taken.: ")


def test_summary_links_what_bears_each_sentence_out() -> None:
    page, other, _ = kit.reports()
    heard = kit.evidence(page, other)
    kept = kit.say(
        page, "Ada Lind said", "commitment:tolls", "fulfilled", "third-party", grade="A1", witness="old-mission"
    )
    board = kit.make_board(heard=[*heard, kept])
    lead = html_rules.check(brief(board), board).find(".//p[@class='lead']")
    assert lead is not None
    told = {" ".join(html_rules.words(s).split()): s for s in lead}
    gate = next(sentence for words, sentence in told.items() if words.startswith("The decision"))
    quotes = {p.number: p.text for p in Passages(board)}
    linked = {quotes[int(html_rules.words(a))] for a in gate.iter("a") if a.get("class") == "k"}
    assert linked and not [quote for quote in linked if quote.startswith("Ada Lind")]


def test_the_case_is_named_on_the_brief_and_escaped(board: Board) -> None:
    name = "North <b>Delta</b> & Co"
    page = html_rules.check(brief(board, case=name), board)
    assert text(page, ".//p[@class='kicker']") == f"Brief on an agreement · {name}"
    assert "Case: North" in brief(board, format="md", case=name) and "<b>Delta" not in brief(
        board, format="md", case=name
    )
    assert "Case:" not in brief(board, format="md")
