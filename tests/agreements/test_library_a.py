"""Minsk, Pretoria and the Bangsamoro: what the files say, and how reports would be heard under them.

The sentences are made up. Each is a report of its own, read by the whole chain: extraction, registry, linking.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from functools import cache
from pathlib import Path

import pytest

from treuga.agreements import find_agreement
from treuga.extract import extract_many
from treuga.extract.registry import load_registry
from treuga.model import Agreement, PartialDate, Report
from treuga.monitor import link

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
MINSK, PRETORIA, BANGSAMORO = "minsk-2015", "pretoria-2022", "bangsamoro-2014"
#: The day on which the made-up reports of a process are published.
PUBLISHED = {MINSK: "2018-11-20", PRETORIA: "2024-06-20", BANGSAMORO: "2025-08-20"}

DONE, NOT_DONE = ("fulfilled", "asserts"), ("fulfilled", "denies")
BROKEN, NOT_BROKEN = ("breached", "asserts"), ("breached", "denies")
ASKED, PLANNED = ("outstanding", "asserts"), ("intended", "asserts")
SUSPENDED = ("suspended", "asserts")

SAID: dict[str, list[tuple[str, str, tuple[str, str]]]] = {
    MINSK: [
        ("ceasefire", "The ceasefire largely held in Luhansk region.", DONE),
        ("ceasefire", "Both sides observed the truce over the holidays.", DONE),
        ("ceasefire", "The SMM recorded 340 ceasefire violations in Donetsk region last week.", BROKEN),
        ("ceasefire", "Fighting intensified around Avdiivka on Sunday.", BROKEN),
        ("ceasefire", 'Ukrainian forces shelled residential areas of Donetsk on Monday, the "DPR" said.', BROKEN),
        ("ceasefire", "The sides violated the ceasefire with mortars and artillery.", BROKEN),
        ("heavy-weapons", "The withdrawal of heavy weapons has been completed, the Ukrainian military said.", DONE),
        ("heavy-weapons", "The sides must withdraw all heavy weapons, the OSCE said.", ASKED),
        ("heavy-weapons", "The armed formations suspended the withdrawal of artillery from the line.", BROKEN),
        ("security-zone", "The Mission saw 14 weapons in violation of withdrawal lines near Donetsk.", BROKEN),
        ("security-zone", "Monitors noted that 22 tanks were missing from a permanent storage site.", BROKEN),
        ("security-zone", "Monitors saw heavy weapons in the security zone near Horlivka.", BROKEN),
        ("security-zone", "Ukrainian forces fired multiple launch rocket systems at Horlivka.", BROKEN),
        ("disengagement", "The disengagement process remained stalled.", BROKEN),
        ("disengagement", "The Mission observed soldiers inside the disengagement area near Zolote.", BROKEN),
        ("monitoring-access", 'Armed members of the "DPR" denied the SMM access to a storage site.', BROKEN),
        ("monitoring-access", "The SMM's freedom of movement was restricted 12 times.", BROKEN),
        ("monitoring-access", "The armed formations prevented an SMM patrol from going to the border.", BROKEN),
        ("monitoring-access", "A gunman fired at an SMM patrol near Pikuzy.", BROKEN),
        ("monitoring-access", "The monitors gained access to the checkpoint at Olenivka.", DONE),
        ("osce-monitoring", "The SMM continued to verify the withdrawal of weapons.", DONE),
        ("working-groups", "The Contact Group set up four working groups in Minsk.", DONE),
        ("election-dialogue", "Negotiators discussed modalities of local elections in Minsk.", DONE),
        ("election-dialogue", "Kyiv refused talks on local elections with the separatists.", BROKEN),
        ("status-resolution", "The Verkhovna Rada adopted a resolution defining the areas with special status.", DONE),
        ("amnesty", "Ukraine's parliament adopted a law on amnesty for fighters in Donbas.", DONE),
        ("prisoners", "All prisoners have been exchanged by the two sides.", DONE),
        ("prisoners", 'The exchange of detainees was suspended by the "LPR".', BROKEN),
        ("constitutional-reform", "Parliament enacted the constitutional amendments in the final vote.", DONE),
        ("special-status-law", "The Rada passed a law on permanent special status for Donbas.", DONE),
        ("local-elections", 'The so-called "LPR" held elections on 11 November.', BROKEN),
        ("humanitarian-access", "A convoy with humanitarian aid reached Luhansk.", DONE),
        ("humanitarian-access", "The armed formations turned back a humanitarian convoy at the checkpoint.", BROKEN),
        ("social-payments", "Ukraine suspended the payment of pensions to residents of Donetsk.", BROKEN),
        ("social-payments", "Ukraine will resume the payment of pensions next month, the minister said.", PLANNED),
        ("banking", "Ukraine reopened banks in the occupied territory of Donbas.", DONE),
        ("border-control", "Ukraine regained control of the border on Friday.", DONE),
        ("foreign-forces", "Russia continues to send troops into eastern Ukraine, the minister said.", BROKEN),
        ("foreign-forces", "Russia denied that its troops had entered Ukraine.", NOT_BROKEN),
        ("illegal-groups", "Ukraine disarmed a volunteer battalion in Mariupol.", DONE),
    ],
    PRETORIA: [
        ("cessation", "The ceasefire is holding in Tigray, the African Union said.", DONE),
        ("cessation", "Ethiopian forces shelled positions of the TPLF near Alamata on Friday.", BROKEN),
        ("cessation", "Hostilities resumed in southern Tigray.", BROKEN),
        ("hostile-propaganda", "The TPLF resumed its hostile propaganda against the federal government.", BROKEN),
        ("civilians", "Soldiers killed 40 civilians in Axum, the Ethiopian Human Rights Commission said.", BROKEN),
        ("political-dialogue", "A first political dialogue with the TPLF was held in April.", DONE),
        ("political-dialogue", "The TPLF boycotted the political dialogue.", BROKEN),
        ("interim-administration", "An interim administration for Tigray was established in March 2023.", DONE),
        ("interim-administration", "A faction of the TPLF ousted the interim administration.", BROKEN),
        ("elections", "Elections were held in Tigray in May.", DONE),
        ("monitoring", "The African Union deployed its monitoring team to Mekelle.", DONE),
        ("commanders-channel", "The two commanders opened a hotline between their headquarters.", DONE),
        ("commanders-meeting", "The senior commanders met in Nairobi and signed a declaration.", DONE),
        ("heavy-weapons", "Tigrayan forces handed over tanks and artillery to the Ethiopian army near Mekelle.", DONE),
        ("heavy-weapons", "The TPLF has begun to hand over its heavy weapons.", PLANNED),
        ("heavy-weapons", "The TPLF hid heavy weapons in the mountains, the government said.", BROKEN),
        ("disarmament", "All Tigrayan fighters have been disarmed, the rehabilitation commission said.", DONE),
        ("disarmament", "The TPLF recruited fighters in breach of the agreement.", BROKEN),
        ("constitutional-order", "The TPLF colluded with Eritrea, the government said.", BROKEN),
        ("federal-presence", "Federal police entered Mekelle and took control of the airport.", DONE),
        ("humanitarian-access", "Aid trucks reached Mekelle for the first time in weeks.", DONE),
        ("humanitarian-access", "The authorities blocked aid convoys to Tigray.", BROKEN),
        ("essential-services", "Electricity was restored in Mekelle, a spokesman of the TPLF said.", DONE),
        ("essential-services", "The federal government cut off banking services in Tigray.", BROKEN),
        ("essential-services", "The government must restore banking in Tigray, the African Union urged.", ASKED),
        ("terror-listing", "Parliament removed the TPLF from the terrorist list on 22 March 2023.", DONE),
        ("foreign-forces", "All Eritrean troops have left Tigray, the minister said.", DONE),
        ("foreign-forces", "Eritrean forces remain in several districts of Tigray, the TPLF said.", BROKEN),
        ("foreign-forces", "Eritrean troops will withdraw from Tigray, the prime minister told parliament.", PLANNED),
        ("transitional-justice", "The council of ministers approved a transitional justice policy.", DONE),
        ("ddr", "The demobilisation of Tigrayan fighters was suspended for lack of money.", BROKEN),
    ],
    BANGSAMORO: [
        ("draft-law", "The Bangsamoro Transition Commission submitted the draft bill to the President.", DONE),
        ("organic-law", "Congress passed the Bangsamoro Organic Law in July 2018.", DONE),
        ("organic-law", "Congress shelved the Bangsamoro basic law.", BROKEN),
        ("plebiscite", "The Commission on Elections held the plebiscite on the organic law on 21 January 2019.", DONE),
        ("transition-authority", "Duterte appointed the members of the Bangsamoro Transition Authority.", DONE),
        ("election", "Comelec postponed the first parliamentary election in the BARMM to October.", BROKEN),
        ("ceasefire", "The ceasefire between the government and the MILF is still holding, the monitors said.", DONE),
        ("ceasefire", "Fighting erupted between soldiers and the MILF in Maguindanao.", BROKEN),
        ("no-terrorists", "The army accused the MILF of sheltering members of Abu Sayyaf.", BROKEN),
        ("decommissioning-1", "A total of 145 combatants of the MILF were decommissioned on Tuesday.", DONE),
        ("decommissioning-1", "The MILF turned over 75 weapons to the Independent Decommissioning Body.", DONE),
        ("decommissioning-2", "The MILF decommissioned 12,000 combatants between September 2019 and March 2020.", DONE),
        ("decommissioning-4", "The MILF suspended the decommissioning of its remaining combatants.", SUSPENDED),
        ("packages", "Former combatants have received cash assistance of 100,000 pesos, the OPAPP said.", DONE),
        ("packages", "The government has yet to deliver the packages to the combatants, the MILF said.", NOT_DONE),
        ("packages", "The MILF demanded that the government release the packages for its combatants.", ASKED),
        ("security-bodies", "Joint Peace and Security Teams were deployed in Basilan.", DONE),
        ("private-armies", "All private armed groups in Maguindanao have been dismantled.", DONE),
        ("camps", "The government transformed Camp Abubakar into a productive community.", DONE),
        ("amnesty", "President Duterte proclaimed an amnesty for members of the MILF.", DONE),
        ("wealth-sharing", "The national government released the block grant to the Bangsamoro government.", DONE),
        ("wealth-sharing", "Manila cut the block grant of the Bangsamoro by a third.", BROKEN),
        ("trust-fund", "The Bangsamoro Normalization Trust Fund was established with money from donors.", DONE),
        ("third-party-monitors", "The Third Party Monitoring Team released its report in March.", DONE),
    ],
}  # fmt: skip

#: Sentences that are near to a promise, and say nothing of whether it was kept.
BESIDE: dict[str, list[tuple[str, str]]] = {
    MINSK: [
        ("a meeting is held as well", "Monitors held a meeting on the ceasefire with both sides."),
        ("none is no violation", "The security situation was calm and the monitors recorded no ceasefire violations."),
        ("an exercise", "The SMM observed that a live-fire exercise took place at a training area."),
        ("shells of an exercise", "Ukrainian forces shelled a range in a training exercise near Mariupol."),
        ("an exchange of some", "The two sides exchanged 25 detainees near Horlivka on 27 December."),
        ("a law for a time", "The Rada extended the interim law on special status by one year."),
        (
            "out of store, behind the lines",
            "The Mission saw six howitzers outside storage sites.",
        ),
        ("agreed, not yet done", "The sides have agreed to withdraw heavy weapons."),
        ("not all is not all", "Not all heavy weapons have been withdrawn from the contact line."),
        ("others", "Hamas fired rockets at a town in southern Israel."),
        ("other elections", "France held municipal elections on Sunday."),
        ("at the border, not of it", "Armed men near the border denied residents entry to the village."),
        ("a hope", "The envoy hoped that pensions would be paid again."),
    ],
    PRETORIA: [
        ("an exercise", "Tigrayan forces held a training exercise near Adigrat."),
        ("others", "Sudan's army shelled positions near the border."),
        ("another war", "Fighting erupted between Fano militia and the army in Gondar."),
        ("some towns are not the region", "Eritrean troops have withdrawn from two towns in Tigray."),
        ("another ceasefire", "Both sides violated the ceasefire in Sudan."),
        ("another list", "The United States removed a company from its sanctions list."),
        ("a draft", "The council of ministers discussed a draft policy on transitional justice in a consultation."),
        ("if", "If the TPLF disarms, services in Tigray could be restored."),
        ("an anniversary", "The parties marked the anniversary of the ceasefire in Tigray with a meeting."),
    ],
    BANGSAMORO: [
        ("another group", "Soldiers attacked a BIFF camp in Maguindanao."),
        ("another ceasefire", "The ceasefire in Ukraine is holding, monitors said."),
        ("another amnesty", "The President granted amnesty to communist rebels."),
        ("an exercise", "Troops and MILF fighters held a joint training exercise."),
        ("talks about it", "The government held talks with the MILF on the ceasefire."),
        ("crime", "Police arrested a member of the MILF for robbery."),
        ("a committee's vote", "A committee of Congress approved the Bangsamoro basic law on second reading."),
        ("village elections", "Village elections were held in the BARMM on Monday."),
        ("whether", "Analysts ask whether the MILF will decommission its remaining combatants."),
    ],
}


#: A report says somewhere which conflict it is about.
WHERE = {
    "minsk-2015": "The week in eastern Ukraine",
    "pretoria-2022": "The week in Tigray",
    "bangsamoro-2014": "The week in Mindanao",
}


def report(key: str, sentence: str) -> Report:
    digest = hashlib.sha256(f"{key}{sentence}".encode()).hexdigest()
    return Report(
        digest,
        "post.txt",
        f"{sentence}\n\n{WHERE[key]}.\n",
        outlet="Valley Post",
        published=PartialDate(PUBLISHED[key]),
        language="en",
    )


@cache
def heard() -> dict[tuple[str, str], set[tuple[str, str, str]]]:
    """What each sentence says of the promises of its agreement: commitment, claim and stance."""
    registry = load_registry()
    sentences = [(key, sentence) for key in SAID for _, sentence, _ in SAID[key]]
    sentences += [(key, sentence) for key in BESIDE for _, sentence in BESIDE[key]]
    reports = [report(key, sentence) for key, sentence in sentences]
    out: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
    for (key, sentence), read, testimony in zip(sentences, reports, extract_many(reports), strict=True):
        found = link(find_agreement(key), read, testimony, registry)
        promises = [e for e in found if e.subject.startswith("commitment:")]
        out[key, sentence] = {(e.subject.partition(":")[2], e.claim, e.stance) for e in promises}
    return out


@pytest.mark.parametrize(
    ("key", "commitment", "sentence", "told"), [(key, *case) for key in SAID for case in SAID[key]]
)
def test_a_report_is_heard(key: str, commitment: str, sentence: str, told: tuple[str, str]) -> None:
    assert find_agreement(key).commitment(commitment) is not None
    assert (commitment, *told) in heard()[key, sentence]


@pytest.mark.parametrize(("key", "why", "sentence"), [(key, *case) for key in BESIDE for case in BESIDE[key]])
def test_what_stands_beside_a_promise_settles_nothing(key: str, why: str, sentence: str) -> None:
    decided = {one for one in heard()[key, sentence] if one[1:] in (DONE, BROKEN)}
    assert not decided, why


@pytest.mark.parametrize("key", [MINSK, PRETORIA, BANGSAMORO])
def test_a_good_share_of_the_promises_is_heard_kept_and_broken(key: str) -> None:
    ids = {commitment.id for commitment in find_agreement(key).commitments}
    kept = {name for name, _, told in SAID[key] if told == DONE}
    broken = {name for name, _, told in SAID[key] if told in (BROKEN, NOT_DONE, SUSPENDED)}
    assert len(kept) >= 0.6 * len(ids)
    assert len(broken) >= 0.25 * len(ids)


@pytest.mark.parametrize("key", [MINSK, PRETORIA, BANGSAMORO])
def test_each_file_has_what_a_specialist_looks_for(key: str) -> None:
    agreement = find_agreement(key)
    assert 8 <= len(agreement.commitments) <= 40
    assert agreement.gates
    assert agreement.talks
    assert all(c.fulfilled and c.breached for c in agreement.commitments)
    assert all(c.topics.get("pax") for c in agreement.commitments)


@pytest.mark.parametrize(
    ("key", "commitment", "day"),
    [
        (MINSK, "heavy-weapons", "2015-03-03"),
        (MINSK, "addendum-2015", "2015-11-13"),
        (MINSK, "election-dialogue", "2015-02-17"),
        (MINSK, "status-resolution", "2015-03-14"),
        (MINSK, "constitutional-reform", "2015-12-31"),
        (MINSK, "special-status-law", "2015-12-31"),
        (MINSK, "border-control", "2015-12-31"),
        (PRETORIA, "commanders-channel", "2022-11-03"),
        (PRETORIA, "commanders-meeting", "2022-11-07"),
        (PRETORIA, "disarmament", "2022-12-02"),
        (BANGSAMORO, "election", "2016-05-09"),
    ],
)
def test_what_is_due_by_a_day(key: str, commitment: str, day: str) -> None:
    found = find_agreement(key).commitment(commitment)
    assert found is not None
    assert found.deadline is not None
    assert found.deadline.date == dt.date.fromisoformat(day)


def test_what_waits_for_what() -> None:
    def before(agreement: Agreement, commitment: str) -> tuple[str, ...]:
        found = agreement.commitment(commitment)
        assert found is not None
        return found.antecedent

    minsk, bangsamoro = find_agreement(MINSK), find_agreement(BANGSAMORO)
    assert before(minsk, "border-control") == ("local-elections", "constitutional-reform")
    prisoners = minsk.commitment("prisoners")
    assert prisoners is not None
    assert prisoners.deadline is not None
    assert (prisoners.deadline.expression, prisoners.deadline.date) == ("start(heavy-weapons) + 5 days", None)
    steps = [before(bangsamoro, f"decommissioning-{step}") for step in (2, 3, 4)]
    assert steps == [("plebiscite",), ("transition-authority", "decommissioning-2"), ("decommissioning-3",)]


def test_the_election_of_the_bangsamoro_was_moved_four_times() -> None:
    moved = [amendment for amendment in find_agreement(BANGSAMORO).amendments if amendment.commitment == "election"]
    assert [amendment.deadline.date for amendment in moved if amendment.deadline] == [
        dt.date(2022, 5, 9),
        dt.date(2025, 5, 12),
        dt.date(2025, 10, 13),
        dt.date(2026, 3, 31),
    ]


def test_what_later_papers_added_is_marked() -> None:
    def declared(key: str) -> set[str]:
        return {commitment.id for commitment in find_agreement(key).commitments if commitment.basis == "declaration"}

    assert declared(MINSK) == {"addendum-2015", "disengagement"}
    assert declared(PRETORIA) == {"foreign-forces"}


@pytest.mark.skipif(
    not (SHARED / "data/monitoring/ukraine/agreements").is_dir(), reason="the texts of Minsk are not beside the project"
)
def test_no_sentence_is_taken_from_the_texts_of_minsk() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).lower())
        return {tuple(words[i : i + 12]) for i in range(len(words) - 11)}

    folder = SHARED / "data/monitoring/ukraine"
    theirs = set().union(*(runs(p.read_text("utf-8", errors="replace")) for p in folder.glob("*/*.html")))
    library = Path(__file__).resolve().parents[2] / "src/treuga/agreements/library"
    for path in (library / f"{MINSK}.yaml", Path(__file__)):
        assert not theirs & runs(path.read_text("utf-8")), path.name
