-- A document that was archived in several shards, once.
CREATE OR REPLACE VIEW articles AS
SELECT * FROM documents QUALIFY row_number() OVER (PARTITION BY id ORDER BY fetched, uri) = 1;

-- Every statement beside its article: who said what, where, when, and which origin printed it first.
CREATE OR REPLACE VIEW said AS
SELECT
  s.speaker_name, s.speaker_type, s.act, s.kind, s.content_text, s.source_text, s.cue_text, s.confidence,
  a.published, a.date, a.language, a.outlet, a.title, a.url, coalesce(o.origin, a.id) AS origin,
  s.speaker_key, s.id AS statement, s.document
FROM (SELECT DISTINCT ON (document, id) * FROM statements) AS s
JOIN articles AS a ON a.id = s.document
LEFT JOIN (SELECT DISTINCT ON (document) * FROM origins) AS o ON o.document = s.document;

-- Who speaks most: articles, and independent origins.
CREATE OR REPLACE VIEW speakers AS
SELECT
  speaker_key, mode(speaker_name) AS name, mode(speaker_type) AS type, count(*) AS statements,
  count(DISTINCT document) AS articles, count(DISTINCT origin) AS origins
FROM said WHERE speaker_key IS NOT NULL GROUP BY speaker_key ORDER BY origins DESC, speaker_key;

-- Words without case and marks on letters, those included that Unicode takes for letters of their own.
CREATE OR REPLACE MACRO plain(words) AS translate(strip_accents(lower(words)), 'łøđ', 'lod');

-- Everything X said about Y: the name in any case, a part of it is enough; the words in any case and anywhere in the
-- statement. Reprints are one row, with how many articles carry it.
CREATE OR REPLACE MACRO said_about(who, what) AS TABLE
SELECT
  any_value(speaker_name ORDER BY published, document) AS speaker,
  any_value(content_text ORDER BY published, document) AS statement,
  min(published) AS first_published, any_value(outlet ORDER BY published, document) AS outlet,
  any_value(url ORDER BY published, document) AS url, count(DISTINCT document) AS articles, origin
FROM said
WHERE contains(plain(speaker_name), plain(who)) AND contains(plain(content_text), plain(what))
GROUP BY origin, lower(regexp_replace(content_text, '\W+', ' ', 'g'))
ORDER BY first_published, origin, statement;

-- The same by how a name sounds, in any script: give the speaker_key that the view speakers shows.
CREATE OR REPLACE MACRO said_by_key(key) AS TABLE
SELECT * FROM said WHERE speaker_key = key ORDER BY published, document, statement;
