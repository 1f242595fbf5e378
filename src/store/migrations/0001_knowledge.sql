-- What we know: every revision of every file of the pack, appended to and never changed.
CREATE TABLE revision (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,  -- RFC 3339, UTC
    author  TEXT NOT NULL,
    note    TEXT NOT NULL
) STRICT;

CREATE TABLE knowledge (
    path      TEXT NOT NULL,  -- below kb/, '/'-separated
    revision  INTEGER NOT NULL REFERENCES revision (id),
    content   TEXT,           -- NULL: removed in this revision
    PRIMARY KEY (path, revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX knowledge_by_revision ON knowledge (revision);

CREATE TRIGGER revision_is_append_only BEFORE UPDATE ON revision BEGIN SELECT raise(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER revision_is_never_deleted BEFORE DELETE ON revision BEGIN SELECT raise(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER knowledge_is_append_only BEFORE UPDATE ON knowledge BEGIN SELECT raise(ABORT, 'knowledge is append-only'); END;
CREATE TRIGGER knowledge_is_never_deleted BEFORE DELETE ON knowledge BEGIN SELECT raise(ABORT, 'knowledge is append-only'); END;
-- INSERT OR REPLACE deletes without asking the triggers above.
CREATE TRIGGER revision_is_never_replaced BEFORE INSERT ON revision WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.id)
BEGIN SELECT raise(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER knowledge_is_never_replaced BEFORE INSERT ON knowledge
WHEN EXISTS (SELECT 1 FROM knowledge WHERE path = NEW.path AND revision = NEW.revision)
BEGIN SELECT raise(ABORT, 'knowledge is append-only'); END;
