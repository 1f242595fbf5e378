-- Who may do what: API tokens. Only a hash of each is kept.
CREATE TABLE token (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('agent', 'maintainer', 'publisher', 'admin')),
    hash        BLOB NOT NULL UNIQUE,  -- SHA-256 of the token
    created_at  TEXT NOT NULL,
    revoked_at  TEXT
) STRICT;

-- Tickets that were judged, with what was suggested: what edits are tried on, and what feedback refers to.
CREATE TABLE ticket (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,  -- the id the service gave it (a UUID), known before the row is written
    external_id  TEXT,                  -- the sender's id for it
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    received_at  TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    category     TEXT,
    department   TEXT,
    entry        TEXT,
    revision     INTEGER NOT NULL
) STRICT;

-- Confirmed tickets: what the model learns from. A revoked one teaches no more, but stays on record.
CREATE TABLE taught_case (
    id          INTEGER PRIMARY KEY,
    ticket      INTEGER REFERENCES ticket (id),
    title       TEXT NOT NULL,
    text        TEXT NOT NULL,
    category    TEXT,
    department  TEXT,
    entry       TEXT,
    digest      BLOB NOT NULL,  -- SHA-256 of the normalised title and text: the same complaint has the same
    replaces    INTEGER REFERENCES taught_case (id),
    taught_by   TEXT NOT NULL,
    taught_at   TEXT NOT NULL,
    revoked_by  TEXT,
    revoked_at  TEXT
) STRICT;

CREATE INDEX active_case_by_digest ON taught_case (digest) WHERE revoked_at IS NULL;

-- What agents said of suggestions. The same key is answered the same way again.
CREATE TABLE feedback (
    id               INTEGER PRIMARY KEY,
    idempotency_key  TEXT UNIQUE,
    request          BLOB NOT NULL,  -- SHA-256, to tell a repeat from another request under the same key
    answer           TEXT NOT NULL,  -- JSON
    verdict          TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected')),
    author           TEXT NOT NULL,
    at               TEXT NOT NULL,
    ticket           INTEGER REFERENCES ticket (id),
    taught_case      INTEGER REFERENCES taught_case (id)
) STRICT;

-- The pack as it was last imported: the common ancestor when the next one is merged.
CREATE TABLE imported_file (
    path     TEXT PRIMARY KEY,
    content  TEXT NOT NULL
) STRICT;

-- Broken cases a publisher let pass, with the reason given.
CREATE TABLE waiver (
    id        INTEGER PRIMARY KEY,
    revision  INTEGER NOT NULL REFERENCES revision (id),
    code      TEXT NOT NULL,
    path      TEXT NOT NULL,
    message   TEXT NOT NULL,
    reason    TEXT NOT NULL,
    author    TEXT NOT NULL
) STRICT;
