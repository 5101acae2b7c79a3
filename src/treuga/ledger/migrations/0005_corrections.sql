-- What a person corrected in a link: its review stands in `reviews` as accepted, and each row here says what is so
-- instead of what was found. The passage stays what it was.

CREATE TABLE review_corrections (
    review INTEGER NOT NULL REFERENCES reviews (n),
    field  TEXT NOT NULL CHECK (field IN ('subject', 'claim', 'stance', 'happened', 'witness')),
    value  TEXT NOT NULL,                     -- of `happened`: a date to its precision, or empty for "not said"
    PRIMARY KEY (review, field)
) WITHOUT ROWID;

CREATE TRIGGER review_corrections_stay BEFORE UPDATE ON review_corrections
BEGIN SELECT RAISE(ABORT, 'review_corrections: rows are never changed'); END;
CREATE TRIGGER review_corrections_keep BEFORE DELETE ON review_corrections
BEGIN SELECT RAISE(ABORT, 'review_corrections: rows are never removed'); END;
CREATE TRIGGER review_corrections_once BEFORE INSERT ON review_corrections
WHEN EXISTS (SELECT 1 FROM review_corrections WHERE review = NEW.review AND field = NEW.field)
BEGIN SELECT RAISE(ABORT, 'review_corrections: this row is there already'); END;
