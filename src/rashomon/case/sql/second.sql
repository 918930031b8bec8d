-- Schema 2: what may have been so, in people's words, and how each answer stands to it; the least sure statements first.

CREATE TABLE hypotheses (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    who TEXT NOT NULL,
    against INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE marks (
    id TEXT PRIMARY KEY,
    hypothesis TEXT NOT NULL,
    answer TEXT NOT NULL,
    bearing TEXT NOT NULL,
    who TEXT NOT NULL,
    edit TEXT NOT NULL
) STRICT;
CREATE INDEX marks_hypothesis ON marks (hypothesis);

CREATE VIEW hypotheses_and_answers AS
SELECT h.text AS hypothesis, h.against, m.bearing, q.text AS question, e.name AS speaker, a.value, m.who,
    h.id AS hypothesis_id, a.id AS answer
FROM hypotheses h
LEFT JOIN marks m ON m.hypothesis = h.id
LEFT JOIN answers a ON a.id = m.answer
LEFT JOIN questions q ON q.id = a.question
LEFT JOIN entities e ON e.id = a.speaker;

DROP INDEX statements_confidence;
CREATE INDEX statements_least_sure ON statements (confidence, place);
