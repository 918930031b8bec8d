-- What a person looks at in any tool that opens the case.

CREATE VIEW articles AS
SELECT d.published, d.outlet, d.title, d.language, d.url, d.id AS document, d.uri, d.added,
    (SELECT COUNT(*) FROM statements s WHERE s.document = d.id) AS statements
FROM documents d;

CREATE VIEW who_said_what AS
SELECT e.name AS speaker, s.said, s.act, s.kind, d.published, d.outlet, d.title AS article, d.url,
    s.source AS named_as, s.cue, s.unknown AS why_nobody, s.confidence, s.id AS statement, d.id AS document
FROM statements s
JOIN documents d ON d.id = s.document
LEFT JOIN entities e ON e.id = s.speaker;

CREATE VIEW speakers AS
SELECT e.name, e.type, COUNT(s.id) AS statements, COUNT(DISTINCT s.document) AS articles, e.id AS entity
FROM entities e
LEFT JOIN statements s ON s.speaker = e.id
GROUP BY e.id, e.name, e.type;

CREATE VIEW names_of_speakers AS
SELECT e.name AS speaker, n.name AS also, e.type, e.id AS entity
FROM names n
JOIN entities e ON e.id = n.entity;

CREATE VIEW answers_by_speaker AS
SELECT q.text AS question, e.name AS speaker, a.value, a.summary, a.since, a.until, q.kind,
    (SELECT COUNT(*) FROM answer_statements l WHERE l.answer = a.id) AS statements, v.title AS event, a.id AS answer
FROM answers a
JOIN questions q ON q.id = a.question
LEFT JOIN events v ON v.id = q.event
LEFT JOIN entities e ON e.id = a.speaker;

CREATE VIEW where_accounts_part AS
SELECT x.kind, x.sides AS between_whom, q.text AS question, ea.name AS one, a.value AS one_says,
    eb.name AS other, b.value AS other_says, x.note, x.confidence, x.id AS discrepancy
FROM discrepancies x
LEFT JOIN questions q ON q.id = x.question
LEFT JOIN answers a ON a.id = x.a
LEFT JOIN entities ea ON ea.id = a.speaker
LEFT JOIN answers b ON b.id = x.b
LEFT JOIN entities eb ON eb.id = b.speaker;

CREATE VIEW corrections AS
SELECT c.at, c.who, c.kind, c.about, c.name, c.why, o.state, o.note, c.id AS edit
FROM edits c
LEFT JOIN outcomes o ON o.edit = c.id;

CREATE VIEW changed_articles AS
SELECT r.url, r.extent, one.published AS earlier_published, other.published AS later_published,
    r.earlier, r.later
FROM revisions r
LEFT JOIN documents one ON one.id = r.earlier
LEFT JOIN documents other ON other.id = r.later;

CREATE VIEW may_be_the_same AS
SELECT one.name AS one, other.name AS other, s.strength, s.why, s.against, s.id AS suggestion
FROM suggestions s
LEFT JOIN entities one ON one.id = s.a
LEFT JOIN entities other ON other.id = s.b;

CREATE VIEW put_aside AS
SELECT uri AS input, reason FROM rejected;
