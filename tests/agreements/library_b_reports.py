"""Short made-up news reports about Colombia and South Sudan, and where promises stand by them on two days."""

from __future__ import annotations

from library_b_samples import COLOMBIA, SOUTH_SUDAN

#: Day of publication and text.
REPORTS: dict[str, list[tuple[str, str]]] = {
    COLOMBIA: [
        (
            "2016-12-29",
            "BOGOTA, 29 December 2016 - Congress approved the amnesty law on Wednesday, in the first vote under "
            "the new procedure. The law covers rebellion and connected crimes. The government will release "
            "thousands of FARC prisoners next year, an official said.",
        ),
        (
            "2017-02-20",
            "BOGOTA, 20 February 2017 - More than 6,900 members of the FARC-EP have arrived at the transition "
            "zones, the United Nations Mission in Colombia said. It was the largest movement of fighters in the "
            "country in decades.\n\n"
            "Many of the transition zones lack water and electricity, the Mission said.",
        ),
        (
            "2017-04-06",
            "BOGOTA, 6 April 2017 - President Juan Manuel Santos established the Truth Commission by decree on "
            "Wednesday. The commission will work for three years.",
        ),
        (
            "2017-06-28",
            "MESETAS, 28 June 2017 - The United Nations Mission in Colombia received 7,132 weapons from the "
            "FARC-EP on 26 June 2017, the Mission said. The FARC-EP will give up their remaining caches by "
            "September.",
        ),
        (
            "2017-11-01",
            "BOGOTA, 1 November 2017 - The National Electoral Council recognized the legal status of the FARC "
            "party on Tuesday.",
        ),
        (
            "2018-07-21",
            "BOGOTA, 21 July 2018 - Eight lawmakers of the FARC party took their seats in Congress on 20 July. "
            "The Senate rejected the bill on the special seats for victims last year.",
        ),
        (
            "2019-12-30",
            "NEW YORK, 30 December 2019 - The UN Verification Mission in Colombia said that 77 former FARC-EP "
            "combatants had been killed in 2019. The Government must protect former combatants, the Mission "
            "said.",
        ),
        (
            "2021-06-15",
            "BOGOTA, 15 June 2021 - As of June, the Land Fund held 1.2 million hectares. The National Land "
            "Agency hopes that the fund will reach three million hectares by 2028.",
        ),
        (
            "2022-06-29",
            "BOGOTA, 29 June 2022 - The Truth Commission presented its final report on 28 June 2022. The "
            "commission had interviewed thousands of victims.",
        ),
        (
            "2022-07-21",
            "BOGOTA, 21 July 2022 - The Comunes party took ten seats for its second term in Congress on 20 July "
            "2022. Sixteen representatives of victims took the special seats in the House on the same day.",
        ),
    ],
    SOUTH_SUDAN: [
        (
            "2019-05-05",
            "ADDIS ABABA, 5 May 2019 - The cantonment sites lack food and medicine, RJMEC said on Sunday. Kiir "
            "and Machar will form a unity government in November, IGAD said.",
        ),
        (
            "2019-11-20",
            "JUBA, 20 November 2019 - The permanent ceasefire is holding, CTSAMVM said. The training of the "
            "necessary unified forces has not been completed, RJMEC said.",
        ),
        (
            "2020-02-16",
            "JUBA, 16 February 2020 - President Salva Kiir returned the country to ten states on 15 February "
            "2020. Riek Machar rejected the creation of three administrative areas.",
        ),
        (
            "2020-02-23",
            "JUBA, 23 February 2020 - Salva Kiir and Riek Machar formed a unity government on 22 February 2020. "
            "Machar was sworn in as first vice president at the State House.",
        ),
        (
            "2021-08-03",
            "JUBA, 3 August 2021 - Members of the Transitional National Legislative Assembly were sworn in on 2 "
            "August 2021.",
        ),
        (
            "2022-12-22",
            "JUBA, 22 December 2022 - Parliament passed the Constitution-Making Process Bill on Wednesday. The "
            "hybrid court has not been established, the Commission on Human Rights in South Sudan said.",
        ),
        (
            "2023-11-06",
            "JUBA, 6 November 2023 - President Kiir reconstituted the National Elections Commission on Friday. "
            "South Sudan will hold elections in December 2024, he said.",
        ),
        (
            "2024-03-12",
            "JUBA, 12 March 2024 - SSPDF troops attacked an SPLM-IO base near Leer, CTSAMVM said. A spokesman "
            "for the SSPDF denied that its troops had attacked the SPLM-IO.",
        ),
        (
            "2024-07-16",
            "NAIROBI, 16 July 2024 - The South Sudanese government and the South Sudan Opposition Movements "
            "Alliance initialled eight protocols of the Tumaini Initiative in Nairobi on 15 July 2024.",
        ),
        (
            "2024-09-14",
            "JUBA, 14 September 2024 - The signatories agreed to postpone the elections to December 2026, the "
            "presidency said. The unified forces have not been deployed, RJMEC said.",
        ),
    ],
}

#: Promise, state and schedule, as of a day and with the knowledge of that day.
STANDS: dict[tuple[str, str], list[tuple[str, str, str]]] = {
    (COLOMBIA, "2017-03-15"): [
        ("amnesty", "satisfied", "no deadline"),
        ("concentration", "satisfied", "done, date unknown"),
        ("zones", "violated", "overdue"),
        ("prisoners", "active", "no deadline"),
        ("weapons", "active", "not due"),
        ("truth-report", "conditional", "no deadline"),
        ("seats-2018", "conditional", "not due"),
        ("guarantees", "active", "no deadline"),
    ],
    (COLOMBIA, "2022-12-31"): [
        ("weapons", "satisfied", "late"),
        ("caches", "active", "overdue"),
        ("party", "satisfied", "no deadline"),
        ("seats-2018", "satisfied", "on time"),
        ("seats-2022", "satisfied", "on time"),
        ("victims-seats", "satisfied", "late"),
        ("truth-report", "satisfied", "late"),
        ("guarantees", "violated", "no deadline"),
        ("land-fund", "active", "not due"),
        ("growers-law", "active", "overdue"),
    ],
    (SOUTH_SUDAN, "2019-12-01"): [
        ("ceasefire", "active", "no deadline"),
        ("unity-government", "active", "not due"),
        ("unified-forces", "active", "not due"),
        ("peace-fund", "violated", "no deadline"),
        ("parliament", "conditional", "no deadline"),
        ("elections", "conditional", "no deadline"),
    ],
    (SOUTH_SUDAN, "2024-11-01"): [
        ("ceasefire", "violated", "no deadline"),
        ("states", "satisfied", "on time"),
        ("unity-government", "satisfied", "late"),
        ("parliament", "satisfied", "no deadline"),
        ("constitution-law", "satisfied", "late"),
        ("election-commission", "satisfied", "late"),
        ("deployment", "violated", "overdue"),
        ("elections", "active", "not due"),
        ("constitution", "active", "not due"),
        ("hybrid-court", "active", "no deadline"),
    ],
}
