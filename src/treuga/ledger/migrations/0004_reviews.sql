-- What people decided about links and breaches: who, when, why. The latest word on a place, or on a breach, stands.
-- A place is found again after a new reading by its report, claim, stance and passage, whatever the evidence's id then is.

CREATE TABLE reviews (
    n         INTEGER PRIMARY KEY,            -- the order in which reviews were given
    agreement TEXT NOT NULL,                  -- its id: a review outlives the wording under which it was given
    subject   TEXT NOT NULL,
    verdict   TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'confirm', 'withhold')),
    reviewer  TEXT NOT NULL CHECK (reviewer <> ''),
    reason    TEXT NOT NULL CHECK (reason <> ''),
    reviewed  TEXT NOT NULL,                  -- the day, ISO 8601
    recorded  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
CREATE INDEX reviews_agreement ON reviews (agreement);

CREATE TABLE review_places (
    review     INTEGER NOT NULL REFERENCES reviews (n),
    position   INTEGER NOT NULL,
    report     INTEGER NOT NULL REFERENCES reports (n),
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    claim      TEXT NOT NULL,
    stance     TEXT NOT NULL,
    digest     TEXT NOT NULL,                 -- with `evidence`: the piece that was looked at
    evidence   TEXT NOT NULL,
    PRIMARY KEY (review, position)
) WITHOUT ROWID;

CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews: rows are never changed'); END;
CREATE TRIGGER reviews_keep BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews: rows are never removed'); END;
CREATE TRIGGER reviews_once BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews WHERE n = NEW.n)
BEGIN SELECT RAISE(ABORT, 'reviews: this row is there already'); END;

CREATE TRIGGER review_places_stay BEFORE UPDATE ON review_places
BEGIN SELECT RAISE(ABORT, 'review_places: rows are never changed'); END;
CREATE TRIGGER review_places_keep BEFORE DELETE ON review_places
BEGIN SELECT RAISE(ABORT, 'review_places: rows are never removed'); END;
CREATE TRIGGER review_places_once BEFORE INSERT ON review_places
WHEN EXISTS (SELECT 1 FROM review_places WHERE review = NEW.review AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'review_places: this row is there already'); END;
