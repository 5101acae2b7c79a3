-- Which reports are copies of one story, found out once, when a report is added, and not each time somebody asks.
-- A signature is the MinHash of a report's five-word runs without page furniture (treuga.text.duplicates): it proposes
-- which earlier reports may be copies, and only those whose texts really overlap are noted. Empty: a report without words.

CREATE TABLE signatures (
    report    INTEGER PRIMARY KEY REFERENCES reports (n),
    signature BLOB NOT NULL                   -- 128 numbers of 32 bits, little-endian
);

CREATE TABLE copies (
    report INTEGER NOT NULL REFERENCES reports (n),
    other  INTEGER NOT NULL REFERENCES reports (n),
    PRIMARY KEY (report, other)
) WITHOUT ROWID;

CREATE TRIGGER signatures_stay BEFORE UPDATE ON signatures
BEGIN SELECT RAISE(ABORT, 'signatures: rows are never changed'); END;
CREATE TRIGGER signatures_keep BEFORE DELETE ON signatures
BEGIN SELECT RAISE(ABORT, 'signatures: rows are never removed'); END;
CREATE TRIGGER signatures_once BEFORE INSERT ON signatures
WHEN EXISTS (SELECT 1 FROM signatures WHERE report = NEW.report)
BEGIN SELECT RAISE(ABORT, 'signatures: this row is there already'); END;

CREATE TRIGGER copies_stay BEFORE UPDATE ON copies
BEGIN SELECT RAISE(ABORT, 'copies: rows are never changed'); END;
CREATE TRIGGER copies_keep BEFORE DELETE ON copies
BEGIN SELECT RAISE(ABORT, 'copies: rows are never removed'); END;
CREATE TRIGGER copies_once BEFORE INSERT ON copies
WHEN EXISTS (SELECT 1 FROM copies WHERE report = NEW.report AND other = NEW.other)
BEGIN SELECT RAISE(ABORT, 'copies: this row is there already'); END;
