-- How a state follows from evidence, set at a time. The rules are those of docs/explanation/standing.md and of
-- `treuga.monitor`; tests/engines holds the two, and a third that was written from the page, against each other.
--
-- Only what DuckDB, Spark and SQLite understand alike: no structs, no lists, no FILTER, no date functions.
-- Days are integers (`datetime.date.toordinal`), flags are 0 or 1, and text is never built.
-- A part is a list of steps. `keep` makes a table, `view` a view, `drop` ends a table that is not read again.
-- Names in braces are numbers that the runner fills in: what is said is CLAIM * 10 + STANCE, so that {fulfilled} is
-- "fulfilled, asserted" and {unfulfilled} its denial.

-- part: hear

-- keep: places
-- The commitments that are asked about, with their numbers, so that everything after this is keyed by integers.
SELECT c.commitment, c.mode, c.accepted_from, c.in_force_from, c.deadline, c.start_of, c.expression, l.level, l.n
FROM commitments c JOIN levels l ON l.commitment = c.commitment JOIN asked a ON a.n = l.n;

-- keep: amended
-- What later papers changed, of which a question can know: the last new deadline, and whether it is still owed.
SELECT n, question,
    max(CASE WHEN moves = 1 AND place = 1 THEN deadline END) AS deadline,
    max(CASE WHEN moves = 1 AND place = 1 THEN start_of END) AS start_of,
    max(CASE WHEN moves = 1 AND place = 1 THEN expression END) AS expression,
    max(moves) AS moved, max(ends) AS ended
FROM (
    SELECT p.n, q.question, a.deadline, a.start_of, a.expression, a.moves, a.ends,
        row_number() OVER (PARTITION BY p.n, q.question, a.moves ORDER BY a.holds_from DESC, a.place DESC) AS place
    FROM (
        SELECT commitment, place, holds_from, known_from, deadline, start_of, expression,
            CASE WHEN expression IS NOT NULL THEN 1 ELSE 0 END AS moves,
            CASE WHEN withdrawn OR replaced_by IS NOT NULL THEN 1 ELSE 0 END AS ends
        FROM amendments
    ) a
    JOIN places p ON p.commitment = a.commitment
    JOIN questions q ON a.holds_from <= q.as_of AND a.known_from <= q.known_at
) x
GROUP BY n, question;

-- keep: replacements
-- What is owed only from an amendment on: whether one that says so holds.
SELECT p.n, q.question,
    min(CASE WHEN a.holds_from <= q.as_of AND a.known_from <= q.known_at THEN 0 ELSE 1 END) AS ahead
FROM amendments a JOIN places p ON p.commitment = a.replaced_by CROSS JOIN questions q
GROUP BY p.n, q.question;

-- keep: docket
-- One row for each commitment and question: the terms as they stood then.
SELECT CAST(p.n AS BIGINT) * {questions} + q.number AS k, p.n, q.number, q.question, q.as_of, q.known_at,
    p.commitment, p.level, p.accepted_from, p.in_force_from,
    CASE WHEN p.mode = 'achieve' THEN 1 ELSE 0 END AS once,
    CASE WHEN a.moved = 1 THEN a.deadline ELSE p.deadline END AS deadline,
    CASE WHEN a.moved = 1 THEN a.start_of ELSE p.start_of END AS start_of,
    CASE WHEN a.moved = 1 THEN a.expression ELSE p.expression END AS expression,
    CASE WHEN a.ended = 1 THEN 1 ELSE 0 END AS ended,
    CASE WHEN r.ahead = 1 THEN 1 ELSE 0 END AS ahead
FROM places p CROSS JOIN questions q
LEFT JOIN amended a ON a.n = p.n AND a.question = q.question
LEFT JOIN replacements r ON r.n = p.n AND r.question = q.question;

-- view: spoken
-- What a piece of evidence is on its own: when it was said, by when it was so, and what it weighs.
SELECT commitment, id, witness, story, question, known_upto, claim, stance, said, event_first, event_last, valid, class,
    mute,
    CASE WHEN event_last IS NULL OR event_last > said THEN said ELSE event_last END AS upto,
    CASE
        WHEN class = 0 THEN 3
        WHEN class = 2 OR unidentified OR graded < 0 THEN 0
        WHEN unaffiliated AND graded > 1 THEN 1
        ELSE graded
    END AS weight
FROM (
    SELECT commitment, id, witness, story, question, known_upto, event_first, event_last, unidentified, unaffiliated,
        CASE claim WHEN 'fulfilled' THEN 1 WHEN 'breached' THEN 2 WHEN 'outstanding' THEN 3 WHEN 'intended' THEN 4
            WHEN 'released' THEN 5 WHEN 'suspended' THEN 6 END AS claim,
        CASE stance WHEN 'asserts' THEN 0 WHEN 'denies' THEN 1 WHEN 'retracts' THEN 2 END AS stance,
        CASE standing WHEN 'acknowledged' THEN 0 WHEN 'third-party' THEN 1 WHEN 'self-serving' THEN 2 END AS class,
        CASE WHEN known_last IS NULL THEN known_upto ELSE known_last END AS said,
        CASE WHEN event_first IS NOT NULL THEN event_first WHEN known_first IS NOT NULL THEN known_first
            ELSE known_upto END AS valid,
        CASE WHEN unidentified OR (part AND claim = 'fulfilled') THEN 1 ELSE 0 END AS mute,
        CASE substr(grade, 1, 1) WHEN 'A' THEN 3 WHEN 'B' THEN 3 WHEN 'C' THEN 2 WHEN 'E' THEN 0 ELSE 1 END
            - CASE substr(grade, 2, 1) WHEN '4' THEN 1 WHEN '5' THEN 2 ELSE 0 END AS graded
    FROM evidence
) e;

-- keep: scope
-- What counts for a question: known by then, and of something that was certainly so by then. Unknown voices and parts of
-- a deed say nothing; plans decide nothing, and appeals only bound the day of a deed.
SELECT d.k, CAST(d.once AS SMALLINT) AS once, s.id, s.witness, s.story, CAST(s.claim AS SMALLINT) AS claim,
    CAST(s.claim * 10 + s.stance AS SMALLINT) AS say, s.said, s.upto, s.valid, s.event_first, s.event_last,
    CAST(s.class AS SMALLINT) AS class, CAST(s.weight AS SMALLINT) AS weight
FROM spoken s JOIN docket d ON d.commitment = s.commitment
WHERE s.known_upto <= d.known_at AND s.upto <= d.as_of AND (s.question IS NULL OR s.question = d.question)
    AND (s.stance = 2 OR (s.mute = 0 AND (s.claim NOT IN (3, 4) OR (s.claim = 3 AND s.stance = 0 AND d.once = 1))));

-- keep: taken_back
-- A retraction takes back what the same witness had said of the same claim until then.
SELECT k, witness, claim, max(said) AS said FROM scope WHERE say % 10 = 2 GROUP BY k, witness, claim;

-- keep: live
-- What was said and still stands, unless the same witness said something else later. Claims that it was done, kept or
-- broken are of one family; of the rest each replaces its own kind only. Conduct that goes on is ordered by what the
-- words speak of, a single deed by when they were said.
SELECT s.k, s.once, s.id, s.witness, s.story, s.say, s.said, s.upto, s.valid, s.event_first, s.event_last, s.class,
    s.weight, CASE WHEN s.claim <= 2 THEN 1 ELSE s.claim END AS family,
    CASE WHEN s.once = 1 THEN CAST(s.said AS BIGINT) * 4194304 + s.upto
        ELSE CAST(s.upto AS BIGINT) * 4194304 + s.said END AS moment
FROM scope s
LEFT JOIN taken_back t ON t.k = s.k AND t.witness = s.witness AND t.claim = s.claim
WHERE s.say % 10 < 2 AND (t.said IS NULL OR t.said < s.said);

-- drop: scope
-- drop: taken_back

-- keep: last_words
SELECT k, witness, family, max(moment) AS moment FROM live WHERE say <> {outstanding} GROUP BY k, witness, family;

-- keep: newest
-- The last word of each witness; of several at one time, that with the last id.
SELECT k, witness, family, moment, class, say
FROM (
    SELECT l.k, l.witness, l.family, l.moment, l.class, l.say,
        row_number() OVER (PARTITION BY l.k, l.witness, l.family ORDER BY l.id DESC) AS place
    FROM live l JOIN last_words w
        ON w.k = l.k AND w.witness = l.witness AND w.family = l.family AND w.moment = l.moment
) x
WHERE place = 1;

-- keep: words
-- Who speaks: the last word of each witness, and what it conceded, where that last word is in its own interest. And, not
-- speaking but bounding the day of a deed, what it said before to the same effect.
SELECT l.k, l.once, l.id, l.witness, l.story, l.say, l.said, l.upto, l.valid, l.class, l.weight,
    CASE WHEN l.moment = n.moment OR (n.class = 2 AND l.class < 2) THEN 1 ELSE 0 END AS speaks
FROM live l JOIN newest n ON n.k = l.k AND n.witness = l.witness AND n.family = l.family
WHERE l.moment = n.moment OR (n.class = 2 AND l.class < 2)
    OR (l.once = 1 AND l.say = {fulfilled} AND n.say = {fulfilled});

-- drop: last_words
-- drop: newest

-- keep: ballots
-- One witness has one vote for a claim: its weightiest. Where a story is shared as well, it takes rounds (part "vote").
SELECT k, once, id, witness, story, say, said, upto, valid, class, weight,
    row_number() OVER (PARTITION BY k, say, witness ORDER BY weight DESC, said, id) AS place,
    CASE WHEN count(story) OVER (PARTITION BY k, say, witness) > 0 THEN 1 ELSE 0 END AS mixed
FROM words WHERE speaks = 1;

-- keep: undecided_0
SELECT k, say, witness, story, weight, said, id FROM ballots WHERE mixed = 1;

-- part: vote

-- keep: voters_{round}
-- First among all of the same witness, and first among all copies of the same story: nobody can be in the way of these.
SELECT k, say, witness, story, id
FROM (
    SELECT k, say, witness, story, id,
        row_number() OVER (PARTITION BY k, say, witness ORDER BY weight DESC, said, id) AS of_witness,
        row_number() OVER (PARTITION BY k, say, story ORDER BY weight DESC, said, id) AS of_story
    FROM undecided_{round}
) x
WHERE of_witness = 1 AND (story IS NULL OR of_story = 1);

-- keep: undecided_{next}
SELECT u.k, u.say, u.witness, u.story, u.weight, u.said, u.id
FROM undecided_{round} u
LEFT JOIN (SELECT DISTINCT k, say, witness FROM voters_{round}) w
    ON w.k = u.k AND w.say = u.say AND w.witness = u.witness
LEFT JOIN (SELECT DISTINCT k, say, story FROM voters_{round} WHERE story IS NOT NULL) s
    ON s.k = u.k AND s.say = u.say AND s.story = u.story
WHERE w.k IS NULL AND s.k IS NULL;

-- part: bound

-- keep: voices
SELECT b.k, b.once, b.id, b.witness, b.say, b.said, b.upto, b.valid, b.class, b.weight
FROM ballots b LEFT JOIN elected e ON e.k = b.k AND e.id = b.id
WHERE (b.mixed = 0 AND b.place = 1) OR e.k IS NOT NULL;

-- keep: repeated
-- What those who have a vote for "done" had said to the same effect on other occasions.
SELECT k, witness, min(upto) AS upto
FROM (
    SELECT k, witness, upto FROM words WHERE speaks = 0
    UNION ALL
    SELECT b.k, b.witness, b.upto FROM ballots b LEFT JOIN voices v ON v.k = b.k AND v.id = b.id
    WHERE b.once = 1 AND b.say = {fulfilled} AND v.k IS NULL
) x
GROUP BY k, witness;

-- drop: words
-- drop: ballots

-- keep: done_by
-- A deed was done at the latest when somebody who carries the verdict first said so.
SELECT v.k, min(CASE WHEN r.upto < v.upto THEN r.upto ELSE v.upto END) AS latest
FROM voices v
JOIN (
    SELECT k, max(CASE WHEN weight > 0 THEN 1 ELSE 0 END) AS carried
    FROM voices WHERE once = 1 AND say = {fulfilled} GROUP BY k
) c ON c.k = v.k
LEFT JOIN repeated r ON r.k = v.k AND r.witness = v.witness
WHERE v.say = {fulfilled} AND (v.weight > 0 OR c.carried = 0)
GROUP BY v.k;

-- keep: urged
-- And not before somebody last asked for it, or said that it was not done.
SELECT k, id, valid
FROM (
    SELECT l.k, l.id, l.valid, row_number() OVER (PARTITION BY l.k ORDER BY l.valid DESC, l.id DESC) AS place
    FROM live l JOIN done_by d ON d.k = l.k
    WHERE l.say IN ({outstanding}, {unfulfilled}) AND l.valid < d.latest
) x
WHERE place = 1;

-- keep: dated
-- The day that the witness of best standing gives, among those that the bounds allow.
SELECT k, event_first, event_last
FROM (
    SELECT l.k, l.event_first, l.event_last,
        row_number() OVER (
            PARTITION BY l.k
            ORDER BY l.class,
                CASE WHEN l.event_last = l.event_first THEN 0 WHEN l.event_last - l.event_first < 31 THEN 1 ELSE 2 END,
                l.said, l.id
        ) AS place
    FROM live l JOIN done_by d ON d.k = l.k LEFT JOIN urged u ON u.k = l.k
    WHERE l.say = {fulfilled} AND l.event_first <= d.latest AND (u.valid IS NULL OR l.event_last >= u.valid)
) x
WHERE place = 1;

-- drop: live

-- keep: done
SELECT d.k,
    CASE WHEN t.event_first IS NULL OR u.valid > t.event_first THEN u.valid ELSE t.event_first END AS earliest,
    CASE WHEN t.event_last < d.latest THEN t.event_last ELSE d.latest END AS latest,
    t.event_last AS dated_upto,
    CASE WHEN t.event_first IS NULL OR u.valid >= t.event_first THEN u.id END AS urged
FROM done_by d LEFT JOIN urged u ON u.k = d.k LEFT JOIN dated t ON t.k = d.k;

-- keep: milestones
-- When a commitment was first said to be done, first and last to be broken, and last to be suspended.
SELECT k,
    max(CASE WHEN say = {suspended} THEN upto END) AS last_suspended,
    min(CASE WHEN say = {fulfilled} THEN upto END) AS first_done,
    min(CASE WHEN say IN ({breached}, {unfulfilled}) THEN upto END) AS first_broken,
    max(CASE WHEN say IN ({breached}, {unfulfilled}) THEN upto END) AS last_broken
FROM voices GROUP BY k;

-- keep: reads
-- As whose reading the two sides of a commitment take what it waits for: by the first of them who has a side there.
SELECT c.n, o.n AS needs,
    max(CASE WHEN x.role = 'debtor' AND x.place = 1 THEN x.side END) AS debtor_reads,
    max(CASE WHEN x.role = 'creditor' AND x.place = 1 THEN x.side END) AS creditor_reads
FROM antecedents a
JOIN places c ON c.commitment = a.commitment
JOIN levels o ON o.commitment = a.needs
LEFT JOIN (
    SELECT a.commitment, a.needs, r.role, s.side,
        row_number() OVER (PARTITION BY a.commitment, a.needs, r.role ORDER BY r.place) AS place
    FROM antecedents a
    JOIN (
        SELECT commitment, party, 'debtor' AS role, owes AS place FROM sides WHERE owes IS NOT NULL
        UNION ALL
        SELECT commitment, party, 'creditor' AS role, owed AS place FROM sides WHERE owed IS NOT NULL
    ) r ON r.commitment = a.commitment
    JOIN sides s ON s.commitment = a.needs AND s.party = r.party
    WHERE s.side IN ('debtor', 'creditor')
) x ON x.commitment = a.commitment AND x.needs = a.needs
GROUP BY c.n, o.n;

-- part: level

-- keep: due_{level}
SELECT d.k, d.n, d.number, d.question, d.as_of, d.commitment, d.accepted_from, d.once, d.in_force_from, d.ended, d.ahead,
    m.first_done, m.first_broken, m.last_broken, m.last_suspended,
    CASE WHEN d.start_of IS NULL THEN d.deadline ELSE r.deadline END AS deadline
FROM docket d
LEFT JOIN milestones m ON m.k = d.k
LEFT JOIN levels o ON o.commitment = d.start_of
LEFT JOIN passed p ON p.k = CAST(o.n AS BIGINT) * {questions} + d.number AND p.state = 'satisfied'
LEFT JOIN resolved_{level} r ON r.expression = d.expression AND r.day = p.dated_upto
WHERE d.level = {level};

-- view: antecedents_{level}
-- Conduct holds until its breach is established in both readings; a deed is read as the reader's side reads it.
SELECT d.k,
    max(CASE WHEN debtor = 'holds' THEN 0 ELSE 1 END) AS debtor_waits,
    max(CASE WHEN debtor = 'never' THEN 1 ELSE 0 END) AS debtor_never,
    max(CASE WHEN creditor = 'holds' THEN 0 ELSE 1 END) AS creditor_waits,
    max(CASE WHEN creditor = 'never' THEN 1 ELSE 0 END) AS creditor_never
FROM (
    SELECT d.k,
        CASE
            WHEN p.once = 0 THEN CASE WHEN p.state = 'violated' THEN 'open' ELSE 'holds' END
            ELSE CASE CASE r.debtor_reads WHEN 'debtor' THEN p.debtor WHEN 'creditor' THEN p.creditor ELSE p.state END
                WHEN 'satisfied' THEN 'holds' WHEN 'expired' THEN 'never' WHEN 'released' THEN 'never' ELSE 'open' END
        END AS debtor,
        CASE
            WHEN p.once = 0 THEN CASE WHEN p.state = 'violated' THEN 'open' ELSE 'holds' END
            ELSE CASE CASE r.creditor_reads WHEN 'debtor' THEN p.debtor WHEN 'creditor' THEN p.creditor ELSE p.state END
                WHEN 'satisfied' THEN 'holds' WHEN 'expired' THEN 'never' WHEN 'released' THEN 'never' ELSE 'open' END
        END AS creditor
    FROM docket d
    JOIN reads r ON r.n = d.n
    JOIN passed p ON p.k = CAST(r.needs AS BIGINT) * {questions} + d.number
    WHERE d.level = {level}
) d
GROUP BY d.k;

-- view: roles_{level}
-- For what, and against what, each voice votes.
SELECT v.k, v.id, v.weight, CASE WHEN v.class = 0 THEN 1 ELSE 0 END AS conceded,
    CASE WHEN v.say = {fulfilled} THEN 1 ELSE 0 END AS done_pro,
    CASE
        WHEN v.say NOT IN ({breached}, {unfulfilled}) THEN 0
        WHEN v.once = 0 OR d.first_done IS NULL OR v.said >= d.first_done THEN 1
        ELSE 0
    END AS done_con,
    CASE
        WHEN v.say = {breached} OR (v.once = 0 AND v.say = {unfulfilled}) THEN 1
        WHEN v.say = {unfulfilled} AND v.valid > d.deadline THEN 1
        ELSE 0
    END AS broken_pro,
    CASE
        WHEN v.once = 1 AND v.say IN ({unbreached}, {fulfilled}) THEN 1
        WHEN v.once = 0 AND v.say = {unbreached} AND v.upto >= d.first_broken THEN 1
        WHEN v.once = 0 AND v.say = {fulfilled} AND v.upto >= d.last_broken THEN 1
        ELSE 0
    END AS broken_con,
    CASE WHEN v.once = 0 AND v.say = {fulfilled} AND v.upto > d.last_broken THEN 1 ELSE 0 END AS cured_pro,
    CASE WHEN v.say = {released} THEN 1 ELSE 0 END AS released_pro,
    CASE WHEN v.say = {unreleased} THEN 1 ELSE 0 END AS released_con,
    CASE WHEN v.say = {suspended} THEN 1 ELSE 0 END AS suspended_pro,
    CASE WHEN v.say = {unsuspended} THEN 1 ELSE 0 END AS suspended_con,
    CASE WHEN v.say = {unsuspended} AND v.upto > d.last_suspended THEN 1 ELSE 0 END AS resumed_pro
FROM voices v JOIN due_{level} d ON d.k = v.k;

-- view: tallies_{level}
-- Votes, and the best class of those who vote for it: 3 acknowledged, 2 third party, 1 claimed, 0 nobody.
SELECT k,
    sum(done_pro * weight) AS done_for, sum(done_con * weight) AS done_against,
    sum(broken_pro * weight) AS broken_for, sum(broken_con * weight) AS broken_against,
    sum(cured_pro * weight) AS cured_for,
    sum(released_pro * weight) AS released_for, sum(released_con * weight) AS released_against,
    sum(suspended_pro * weight) AS suspended_for, sum(suspended_con * weight) AS suspended_against,
    sum(resumed_pro * weight) AS resumed_for,
    max(done_pro * (1 + CASE WHEN weight > 0 THEN 1 + conceded ELSE 0 END)) AS done_class,
    max(broken_pro * (1 + CASE WHEN weight > 0 THEN 1 + conceded ELSE 0 END)) AS broken_class,
    max(cured_pro * (1 + CASE WHEN weight > 0 THEN 1 + conceded ELSE 0 END)) AS cured_class,
    max(released_pro * (1 + CASE WHEN weight > 0 THEN 1 + conceded ELSE 0 END)) AS released_class,
    max(suspended_pro * (1 + CASE WHEN weight > 0 THEN 1 + conceded ELSE 0 END)) AS suspended_class
FROM roles_{level} GROUP BY k;

-- view: verdicts_{level}
-- 2 accepted, 1 contested, 0 out.
SELECT d.k, d.n, d.number, d.question, d.commitment, d.as_of, d.once, d.deadline, d.ended,
    CASE WHEN d.in_force_from > d.as_of OR d.ahead = 1 THEN 1 ELSE 0 END AS unsigned,
    CASE WHEN d.as_of > d.deadline THEN 1 ELSE 0 END AS past,
    CASE WHEN t.k IS NULL OR t.done_class = 0 THEN 0
        WHEN t.done_for >= d.accepted_from AND t.done_for > t.done_against THEN 2 ELSE 1 END AS done,
    CASE WHEN t.k IS NULL OR t.broken_class = 0 THEN 0
        WHEN t.broken_for >= d.accepted_from AND t.broken_for > t.broken_against THEN 2 ELSE 1 END AS broken,
    CASE WHEN t.k IS NULL OR t.cured_class = 0 THEN 0
        WHEN t.cured_for >= d.accepted_from AND t.cured_for > 0 THEN 2 ELSE 1 END AS cured,
    CASE WHEN t.k IS NULL OR t.released_class = 0 THEN 0
        WHEN t.released_for >= d.accepted_from AND t.released_for > t.released_against THEN 2 ELSE 1 END AS released,
    CASE WHEN t.k IS NULL OR t.suspended_class = 0 THEN 0
        WHEN t.resumed_for >= d.accepted_from AND t.resumed_for > 0 THEN 0 -- a suspension is over
        WHEN t.suspended_for >= d.accepted_from AND t.suspended_for > t.suspended_against THEN 2 ELSE 1
        END AS suspended,
    t.done_for, t.done_against, t.broken_for, t.broken_against, t.done_class, t.broken_class, t.cured_class,
    t.released_class, t.suspended_class
FROM due_{level} d LEFT JOIN tallies_{level} t ON t.k = d.k;

-- view: readings_{level}
-- Each side takes accepted claims as true, and of the contested ones those that it gains by. The first that applies.
SELECT v.k, v.n, v.number, v.question, v.commitment, v.once, v.deadline, v.done, v.broken, v.cured, v.done_for,
    v.done_against, v.broken_for, v.broken_against, v.done_class, v.broken_class, v.cured_class, v.released_class,
    v.suspended_class, v.past,
    CASE
        WHEN v.ended = 1 OR v.released > 0 THEN 'released'
        WHEN v.suspended > 0 THEN 'suspended'
        WHEN v.once = 1 AND v.done > 0 THEN 'satisfied'
        WHEN v.unsigned = 0 AND COALESCE(a.debtor_waits, 0) = 0 AND v.broken = 2 AND (v.once = 1 OR v.cured < 2)
            THEN 'violated'
        WHEN v.once = 0 AND v.past = 1 AND v.done = 2 THEN 'satisfied'
        WHEN a.debtor_never = 1 THEN 'expired'
        WHEN v.unsigned = 1 OR a.debtor_waits = 1 THEN 'conditional'
        ELSE 'active'
    END AS debtor,
    CASE
        WHEN v.ended = 1 OR v.released = 2 THEN 'released'
        WHEN v.suspended = 2 THEN 'suspended'
        WHEN v.once = 1 AND v.done = 2 THEN 'satisfied'
        WHEN v.unsigned = 0 AND COALESCE(a.creditor_waits, 0) = 0 AND v.broken > 0 AND (v.once = 1 OR v.cured < 2)
            THEN 'violated'
        WHEN v.once = 0 AND v.past = 1 AND v.done = 2 THEN 'satisfied'
        WHEN a.creditor_never = 1 THEN 'expired'
        WHEN v.unsigned = 1 OR a.creditor_waits = 1 THEN 'conditional'
        ELSE 'active'
    END AS creditor
FROM verdicts_{level} v LEFT JOIN antecedents_{level} a ON a.k = v.k;

-- keep: judged_{level}
-- With what others wait for: the agreed state, and the day on which both sides hold it done.
SELECT r.k, r.n, r.number, r.question, r.commitment, r.once, r.deadline, r.debtor, r.creditor,
    CASE WHEN r.debtor = r.creditor THEN r.debtor ELSE 'disputed' END AS state,
    CASE WHEN r.debtor = 'violated' OR r.creditor = 'violated' THEN 1 ELSE 0 END AS indicated,
    CASE WHEN r.broken > 0 AND r.cured = 2 THEN 1 ELSE 0 END AS cured,
    w.earliest AS done_earliest, w.latest AS done_latest, w.dated_upto, w.urged,
    COALESCE(r.done_for, 0) AS done_for, COALESCE(r.done_against, 0) AS done_against,
    COALESCE(r.broken_for, 0) AS broken_for, COALESCE(r.broken_against, 0) AS broken_against,
    CASE WHEN r.debtor = 'released' OR r.creditor = 'released' THEN COALESCE(r.released_class, 0) ELSE 0 END
        AS released_class,
    CASE WHEN r.debtor = 'suspended' OR r.creditor = 'suspended' THEN COALESCE(r.suspended_class, 0) ELSE 0 END
        AS suspended_class,
    CASE
        WHEN r.debtor = 'satisfied' OR r.creditor = 'satisfied' THEN COALESCE(r.done_class, 0)
        -- conduct of which nothing else is decided: the word that it is kept
        WHEN r.once = 0 AND NOT (r.broken > 0 AND r.cured = 2) AND r.debtor NOT IN ('released', 'suspended', 'violated')
            AND r.creditor NOT IN ('released', 'suspended', 'violated') THEN COALESCE(r.done_class, 0)
        ELSE 0
    END AS done_class,
    CASE
        WHEN r.debtor = 'violated' OR r.creditor = 'violated' THEN COALESCE(r.broken_class, 0)
        WHEN r.broken > 0 AND r.cured = 2 THEN COALESCE(r.cured_class, 0)
        ELSE 0
    END AS broken_class
FROM readings_{level} r
LEFT JOIN done w ON w.k = r.k AND r.once = 1 AND (r.debtor = 'satisfied' OR r.creditor = 'satisfied');

-- part: sets

-- keep: sets_{level}
-- The evidence that decides: all voices that vote on something, and the last one who still asked for a deed.
SELECT k, id FROM roles_{level}
WHERE done_pro + done_con + broken_pro + broken_con + cured_pro + released_pro + released_con + suspended_pro
    + suspended_con > 0
UNION
SELECT k, urged AS id FROM judged_{level} WHERE urged IS NOT NULL;

-- part: tell

-- view: findings
-- Only here a day is compared with today: what is due soon or overdue needs no new verdict.
SELECT q.question, j.commitment, q.as_of, q.known_at, j.state, j.debtor, j.creditor,
    CASE
        WHEN j.deadline IS NULL THEN 'no deadline'
        WHEN j.state = 'satisfied' AND (j.once = 0 OR j.done_latest <= j.deadline) THEN 'on time'
        WHEN j.state = 'satisfied' AND j.done_earliest > j.deadline THEN 'late'
        WHEN j.state = 'satisfied' THEN 'done, date unknown'
        WHEN q.as_of <= j.deadline AND j.deadline - q.as_of <= 30 THEN 'due soon'
        WHEN q.as_of <= j.deadline THEN 'not due'
        WHEN j.once = 1 AND NOT (j.debtor IN ('released', 'suspended', 'expired', 'conditional')
            AND j.creditor IN ('released', 'suspended', 'expired', 'conditional')) THEN 'overdue'
        ELSE 'not due'
    END AS schedule,
    j.deadline, j.deadline - q.as_of AS days,
    CASE
        WHEN 3 IN (j.done_class, j.broken_class, j.released_class, j.suspended_class) THEN 'acknowledged'
        WHEN 2 IN (j.done_class, j.broken_class, j.released_class, j.suspended_class) THEN 'third-party'
        WHEN 1 IN (j.done_class, j.broken_class, j.released_class, j.suspended_class) THEN 'claimed'
        ELSE 'none'
    END AS evidence_class,
    j.indicated, j.cured, j.done_earliest, j.done_latest, j.done_for, j.done_against, j.broken_for, j.broken_against
FROM judged j JOIN questions q ON q.number = j.number;
