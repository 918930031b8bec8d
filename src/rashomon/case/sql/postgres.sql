-- What only PostgreSQL has: edits that stay, and the words to search by (all folded before they are written).

CREATE FUNCTION edits_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an edit is never changed or taken away: undo it by another';
END $$;
CREATE TRIGGER edits_stay BEFORE UPDATE OR DELETE ON edits FOR EACH ROW EXECUTE FUNCTION edits_stay();
CREATE TRIGGER edits_are_kept BEFORE TRUNCATE ON edits FOR EACH STATEMENT EXECUTE FUNCTION edits_stay();

CREATE TABLE words (
    number BIGINT NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    part BIGINT NOT NULL,
    spots TSVECTOR NOT NULL,
    PRIMARY KEY (number, part)
);
CREATE INDEX words_spots ON words USING gin (spots);
