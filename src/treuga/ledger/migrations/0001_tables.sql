-- The ledger's tables. Spans are (start, end, text) in characters of reports.text; dates are ISO 8601, to the
-- precision that is known; lists are JSON arrays, and a span inside JSON is [start, end, text].

PRAGMA application_id = 0x54524547;  -- "TREG"

CREATE TABLE reports (
    n               INTEGER PRIMARY KEY,      -- the order in which reports were read
    id              TEXT NOT NULL UNIQUE,     -- SHA-256 of the original bytes
    name            TEXT NOT NULL,
    title           TEXT NOT NULL,
    text            TEXT NOT NULL,            -- the canonical text
    text_digest     TEXT NOT NULL,            -- SHA-256 of the canonical text in UTF-8
    outlet          TEXT NOT NULL,
    published       TEXT,
    published_first TEXT,                     -- the first and last day that `published` can mean
    published_last  TEXT,
    dated_by        TEXT NOT NULL,
    language        TEXT NOT NULL,
    url             TEXT NOT NULL,
    note            TEXT NOT NULL,
    media_type      TEXT NOT NULL,
    retrieved       TEXT,
    furniture       TEXT NOT NULL,            -- [[start, end, kind], ...]
    original        BLOB NOT NULL,            -- zlib
    original_size   INTEGER NOT NULL CHECK (original_size >= 0),
    recorded        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
CREATE INDEX reports_published ON reports (published_first, published_last);

CREATE TABLE statements (
    n             INTEGER PRIMARY KEY,
    report        INTEGER NOT NULL REFERENCES reports (n),
    position      INTEGER NOT NULL,           -- place in the testimony, from 0
    speaker_start INTEGER NOT NULL,
    speaker_end   INTEGER NOT NULL,
    speaker_text  TEXT NOT NULL,
    speaker_party TEXT,
    cue_start     INTEGER NOT NULL,
    cue_end       INTEGER NOT NULL,
    cue_text      TEXT NOT NULL,
    content_start INTEGER NOT NULL,
    content_end   INTEGER NOT NULL,
    content_text  TEXT NOT NULL,
    act           TEXT NOT NULL,
    form          TEXT NOT NULL,
    addressees    TEXT NOT NULL,              -- [[start, end, text, party], ...]
    said          TEXT,
    fidelity      TEXT NOT NULL,
    topics        TEXT NOT NULL,
    reason        TEXT NOT NULL,
    nested_in     INTEGER,
    UNIQUE (report, position),
    FOREIGN KEY (report, nested_in) REFERENCES statements (report, position) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE mentions (
    report     INTEGER NOT NULL REFERENCES reports (n),
    position   INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    span_text  TEXT NOT NULL,
    party      TEXT NOT NULL,
    PRIMARY KEY (report, position)
) WITHOUT ROWID;

CREATE TABLE times (
    report     INTEGER NOT NULL REFERENCES reports (n),
    position   INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    span_text  TEXT NOT NULL,
    type       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (report, position)
) WITHOUT ROWID;

CREATE TABLE quantities (
    report     INTEGER NOT NULL REFERENCES reports (n),
    position   INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    span_text  TEXT NOT NULL,
    value      REAL NOT NULL,
    unit       TEXT NOT NULL,
    bound      TEXT NOT NULL,
    PRIMARY KEY (report, position)
) WITHOUT ROWID;

CREATE TABLE events (
    report          INTEGER NOT NULL REFERENCES reports (n),
    position        INTEGER NOT NULL,
    span_start      INTEGER NOT NULL,
    span_end        INTEGER NOT NULL,
    span_text       TEXT NOT NULL,
    predicate_start INTEGER NOT NULL,
    predicate_end   INTEGER NOT NULL,
    predicate_text  TEXT NOT NULL,
    lemma           TEXT NOT NULL,
    pos             TEXT NOT NULL,
    type            TEXT,
    mode            TEXT,
    actors          TEXT NOT NULL,
    recipients      TEXT NOT NULL,
    owners          TEXT NOT NULL,
    words           TEXT NOT NULL,
    modifiers       TEXT NOT NULL,
    quantities      TEXT NOT NULL,            -- [[start, end, text, value, unit, bound], ...]
    times           TEXT NOT NULL,            -- [[start, end, text, type, value], ...]
    factuality      TEXT NOT NULL,
    polarity        INTEGER NOT NULL CHECK (polarity IN (0, 1)),
    aspect          TEXT NOT NULL,
    statement       INTEGER,
    PRIMARY KEY (report, position),
    FOREIGN KEY (report, statement) REFERENCES statements (report, position)
) WITHOUT ROWID;

CREATE TABLE evidence (
    n             INTEGER PRIMARY KEY,        -- the order in which evidence was linked
    id            TEXT NOT NULL,
    agreement     TEXT NOT NULL,
    digest        TEXT NOT NULL,              -- of the agreement's wording
    subject       TEXT NOT NULL,
    claim         TEXT NOT NULL,
    stance        TEXT NOT NULL,
    report        INTEGER NOT NULL REFERENCES reports (n),
    report_name   TEXT NOT NULL,
    outlet        TEXT NOT NULL,
    spans         TEXT NOT NULL,              -- [[start, end, text], ...], the quotation first
    speaker_start INTEGER NOT NULL,
    speaker_end   INTEGER NOT NULL,
    speaker_text  TEXT NOT NULL,
    speaker_party TEXT,
    witness       TEXT NOT NULL,
    standing      TEXT NOT NULL,
    t_event       TEXT,
    t_known       TEXT,
    known_upto    TEXT NOT NULL,
    grade         TEXT NOT NULL,
    act           TEXT NOT NULL,
    linked_by     TEXT NOT NULL,
    notes         TEXT NOT NULL,
    recorded      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    UNIQUE (digest, id)
);
CREATE INDEX evidence_known ON evidence (digest, known_upto);

-- Which reports have been searched for evidence on which wording of an agreement, also where none was found.
CREATE TABLE linked (
    digest   TEXT NOT NULL,
    report   INTEGER NOT NULL REFERENCES reports (n),
    recorded TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (digest, report)
) WITHOUT ROWID;
