-- What a case holds. Names are those of the nouns; `record` is the whole of each as JSON, `place` its order.
-- Both engines read this file; what each calls its types is filled in where it is read.

CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT,
    outlet TEXT,
    published TEXT,
    language TEXT,
    url TEXT,
    address TEXT,
    uri TEXT NOT NULL,
    added TEXT NOT NULL,
    text TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX documents_address ON documents (address);

-- What the machine found in a document alone.
CREATE TABLE extractions (
    document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

-- Inputs that were put aside; those that the last comparison knew have a place.
CREATE TABLE rejected (
    id TEXT PRIMARY KEY,
    place INTEGER,
    uri TEXT NOT NULL,
    reason TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

-- What was worked out before, so that it is not worked out again.
CREATE TABLE memo (
    stage TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (stage, key)
) STRICT;

-- What people said; no row is ever changed or taken away.
CREATE TABLE edits (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    name TEXT,
    why TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

-- What is shown: the last comparison, made of all the above.
CREATE TABLE compared (
    id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE names (
    id TEXT PRIMARY KEY,
    entity TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;
CREATE INDEX names_folded ON names (folded);
CREATE INDEX names_entity ON names (entity);

CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    speaker TEXT,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    start INTEGER,
    finish INTEGER,
    said TEXT NOT NULL,
    cue TEXT NOT NULL,
    source TEXT NOT NULL,
    parent TEXT,
    unknown TEXT,
    confidence REAL NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX statements_document ON statements (document, start);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_confidence ON statements (confidence);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    title TEXT NOT NULL,
    size INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE questions (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    event TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE answers (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    question TEXT NOT NULL,
    speaker TEXT,
    value TEXT NOT NULL,
    summary TEXT NOT NULL,
    since TEXT,
    until TEXT,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX answers_question ON answers (question);
CREATE INDEX answers_speaker ON answers (speaker);

CREATE TABLE answer_statements (
    id TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    statement TEXT NOT NULL
) STRICT;
CREATE INDEX answer_statements_answer ON answer_statements (answer);
CREATE INDEX answer_statements_statement ON answer_statements (statement);

CREATE TABLE discrepancies (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    sides TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    note TEXT NOT NULL,
    confidence REAL NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX discrepancies_question ON discrepancies (question);

CREATE TABLE agreements (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    question TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    note TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE copies (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    size INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE reuses (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    document TEXT NOT NULL,
    origin TEXT NOT NULL,
    kind TEXT NOT NULL,
    similarity REAL NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE revisions (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    url TEXT NOT NULL,
    earlier TEXT NOT NULL,
    later TEXT NOT NULL,
    extent TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE suggestions (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    a TEXT NOT NULL,
    b TEXT,
    strength TEXT NOT NULL,
    why TEXT NOT NULL,
    against TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE outcomes (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    edit TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    by_edit TEXT,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE reviews (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    edit TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_target ON reviews (target);

-- The words of all documents, folded, each once: where parts of words are looked for.
CREATE TABLE terms (
    number INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;
