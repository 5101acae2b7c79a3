-- PLOVER's source and target of an event, each with the words that name it, and its contexts.

ALTER TABLE events ADD COLUMN source TEXT NOT NULL DEFAULT '[]';    -- [[start, end, text, party, sector, country], ...]
ALTER TABLE events ADD COLUMN target TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN contexts TEXT NOT NULL DEFAULT '[]';
