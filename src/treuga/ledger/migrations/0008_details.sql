-- What extraction learned to tell of statements, times and quantities, and the places that a report names.
-- A span is [start, end, text] as JSON, a reference [start, end, text, party]; NULL where there is none.

ALTER TABLE statements ADD COLUMN antecedent TEXT;
ALTER TABLE statements ADD COLUMN consequent TEXT;
ALTER TABLE statements ADD COLUMN negated INTEGER NOT NULL DEFAULT 0 CHECK (negated IN (0, 1));
ALTER TABLE statements ADD COLUMN hedge TEXT NOT NULL DEFAULT '';
ALTER TABLE statements ADD COLUMN tense TEXT NOT NULL DEFAULT '';

ALTER TABLE times ADD COLUMN anchor TEXT;
ALTER TABLE times ADD COLUMN relation TEXT NOT NULL DEFAULT '';

ALTER TABLE quantities ADD COLUMN upper REAL;
ALTER TABLE quantities ADD COLUMN base TEXT;
ALTER TABLE quantities ADD COLUMN owner TEXT;
ALTER TABLE quantities ADD COLUMN harm TEXT NOT NULL DEFAULT '';
ALTER TABLE quantities ADD COLUMN part_of TEXT;

CREATE TABLE places (
    report     INTEGER NOT NULL REFERENCES reports (n),
    position   INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    span_text  TEXT NOT NULL,
    id         TEXT NOT NULL,            -- in the gazetteer
    kind       TEXT NOT NULL,
    country    TEXT NOT NULL,            -- ISO 3166-1 alpha-2
    PRIMARY KEY (report, position)
) WITHOUT ROWID;

CREATE TRIGGER places_stay BEFORE UPDATE ON places
BEGIN SELECT RAISE(ABORT, 'places: rows are never changed'); END;
CREATE TRIGGER places_keep BEFORE DELETE ON places
BEGIN SELECT RAISE(ABORT, 'places: rows are never removed'); END;
CREATE TRIGGER places_once BEFORE INSERT ON places
WHEN EXISTS (SELECT 1 FROM places WHERE report = NEW.report AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'places: this row is there already'); END;
