-- What only SQLite has: edits that stay, and the words to search by (all folded before they are written).

CREATE TRIGGER edits_stay BEFORE UPDATE ON edits BEGIN
    SELECT RAISE(ABORT, 'an edit is never changed: undo it by another');
END;
CREATE TRIGGER edits_are_kept BEFORE DELETE ON edits BEGIN
    SELECT RAISE(ABORT, 'an edit is never taken away: undo it by another');
END;
-- INSERT OR REPLACE would delete without asking the trigger above.
CREATE TRIGGER edits_come_once BEFORE INSERT ON edits WHEN EXISTS (SELECT 1 FROM edits WHERE id = NEW.id) BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE VIRTUAL TABLE words USING fts5 (
    title, said, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
CREATE VIRTUAL TABLE words_used USING fts5vocab (words, row);

-- Filled beside `terms`, by no trigger: a case from somebody else is opened with a schema that is not trusted.
CREATE VIRTUAL TABLE term_parts USING fts5 (
    word, content = 'terms', content_rowid = 'number', detail = none, tokenize = 'trigram'
);
