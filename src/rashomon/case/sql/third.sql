-- Schema 3: the page that a document was read from, packed by zlib, with the encoding that is declared for it.

CREATE TABLE originals (
    document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    charset TEXT,
    page BLOB NOT NULL
) STRICT;
