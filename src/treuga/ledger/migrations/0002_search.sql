-- Full-text indexes. They hold no text of their own: it is read from the tables. The writer fills them (and no trigger
-- does, because SQLite refuses virtual tables in triggers of a schema that is not trusted, as ours never is).

CREATE VIRTUAL TABLE reports_search USING fts5 (
    title, text,
    content = 'reports', content_rowid = 'n', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE statements_search USING fts5 (
    content_text,
    content = 'statements', content_rowid = 'n', tokenize = 'porter unicode61 remove_diacritics 2'
);
