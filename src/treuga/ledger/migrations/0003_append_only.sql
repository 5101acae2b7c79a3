-- What is written stays. Rows are neither changed nor removed; an insert cannot take the place of a row either
-- (INSERT OR REPLACE deletes without firing delete triggers, hence the third trigger of each table).

CREATE TRIGGER reports_stay BEFORE UPDATE ON reports
BEGIN SELECT RAISE(ABORT, 'reports: rows are never changed'); END;
CREATE TRIGGER reports_keep BEFORE DELETE ON reports
BEGIN SELECT RAISE(ABORT, 'reports: rows are never removed'); END;
CREATE TRIGGER reports_once BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE n = NEW.n OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'reports: this row is there already'); END;

CREATE TRIGGER statements_stay BEFORE UPDATE ON statements
BEGIN SELECT RAISE(ABORT, 'statements: rows are never changed'); END;
CREATE TRIGGER statements_keep BEFORE DELETE ON statements
BEGIN SELECT RAISE(ABORT, 'statements: rows are never removed'); END;
CREATE TRIGGER statements_once BEFORE INSERT ON statements
WHEN EXISTS (SELECT 1 FROM statements WHERE n = NEW.n OR (report = NEW.report AND position = NEW.position))
BEGIN SELECT RAISE(ABORT, 'statements: this row is there already'); END;

CREATE TRIGGER mentions_stay BEFORE UPDATE ON mentions
BEGIN SELECT RAISE(ABORT, 'mentions: rows are never changed'); END;
CREATE TRIGGER mentions_keep BEFORE DELETE ON mentions
BEGIN SELECT RAISE(ABORT, 'mentions: rows are never removed'); END;
CREATE TRIGGER mentions_once BEFORE INSERT ON mentions
WHEN EXISTS (SELECT 1 FROM mentions WHERE report = NEW.report AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'mentions: this row is there already'); END;

CREATE TRIGGER times_stay BEFORE UPDATE ON times
BEGIN SELECT RAISE(ABORT, 'times: rows are never changed'); END;
CREATE TRIGGER times_keep BEFORE DELETE ON times
BEGIN SELECT RAISE(ABORT, 'times: rows are never removed'); END;
CREATE TRIGGER times_once BEFORE INSERT ON times
WHEN EXISTS (SELECT 1 FROM times WHERE report = NEW.report AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'times: this row is there already'); END;

CREATE TRIGGER quantities_stay BEFORE UPDATE ON quantities
BEGIN SELECT RAISE(ABORT, 'quantities: rows are never changed'); END;
CREATE TRIGGER quantities_keep BEFORE DELETE ON quantities
BEGIN SELECT RAISE(ABORT, 'quantities: rows are never removed'); END;
CREATE TRIGGER quantities_once BEFORE INSERT ON quantities
WHEN EXISTS (SELECT 1 FROM quantities WHERE report = NEW.report AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'quantities: this row is there already'); END;

CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events: rows are never changed'); END;
CREATE TRIGGER events_keep BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events: rows are never removed'); END;
CREATE TRIGGER events_once BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE report = NEW.report AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'events: this row is there already'); END;

CREATE TRIGGER evidence_stay BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence: rows are never changed'); END;
CREATE TRIGGER evidence_keep BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence: rows are never removed'); END;
CREATE TRIGGER evidence_once BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE n = NEW.n OR (digest = NEW.digest AND id = NEW.id))
BEGIN SELECT RAISE(ABORT, 'evidence: this row is there already'); END;

CREATE TRIGGER linked_stay BEFORE UPDATE ON linked
BEGIN SELECT RAISE(ABORT, 'linked: rows are never changed'); END;
CREATE TRIGGER linked_keep BEFORE DELETE ON linked
BEGIN SELECT RAISE(ABORT, 'linked: rows are never removed'); END;
CREATE TRIGGER linked_once BEFORE INSERT ON linked
WHEN EXISTS (SELECT 1 FROM linked WHERE digest = NEW.digest AND report = NEW.report)
BEGIN SELECT RAISE(ABORT, 'linked: this row is there already'); END;
