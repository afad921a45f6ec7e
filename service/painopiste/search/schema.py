"""The tables of an index.

A thing has texts; a text consists of words, by `posting`; a word is filed under its forms, by `form`. `letters` finds the words that hold
some letters (FTS5 with trigrams). Which step of a search finds a word is known word by word, so that hits can be ranked by it.
`identifier` holds what a thing is known by as it is written, `link` what belongs together.
"""

VERSION = "2"

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, place INTEGER NOT NULL);
CREATE TABLE text (
    id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, role TEXT NOT NULL, language TEXT NOT NULL,
    text TEXT NOT NULL, key TEXT NOT NULL, weight REAL NOT NULL
);
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL);
CREATE TABLE form (form TEXT NOT NULL, whole INTEGER NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (form, whole, word)) WITHOUT ROWID;
CREATE TABLE posting (word INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (word, text)) WITHOUT ROWID;
CREATE TABLE reference (key TEXT NOT NULL, own INTEGER NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (key, own, thing)) WITHOUT ROWID;
CREATE TABLE identifier (thing INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (thing, value)) WITHOUT ROWID;
CREATE TABLE link (thing INTEGER NOT NULL, role TEXT NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (thing, role, other)) WITHOUT ROWID;
CREATE TABLE facet (thing INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (thing, facet, value)) WITHOUT ROWID;
"""

INDEXES = """
CREATE UNIQUE INDEX thing_iri ON thing (iri);
CREATE INDEX text_thing ON text (thing);
CREATE INDEX text_key ON text (key);
CREATE UNIQUE INDEX word_word ON word (word);
CREATE INDEX identifier_value ON identifier (value);
CREATE INDEX link_other ON link (other);
CREATE INDEX facet_value ON facet (facet, value);
CREATE VIRTUAL TABLE letters USING fts5 (word, content='word', content_rowid='id', tokenize='trigram');
INSERT INTO letters (letters) VALUES ('rebuild');
"""
