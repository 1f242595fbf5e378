-- Runs of the service: a backlog that was sent, and how far it is judged. The results are files beside the database.
CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,  -- the id the service gave it (a UUID)
    name        TEXT NOT NULL,         -- what the sender called the backlog
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'stopped', 'cancelled', 'failed', 'done')),
    request     TEXT NOT NULL,         -- JSON: what was asked for
    author      TEXT NOT NULL,
    created_at  TEXT NOT NULL,         -- RFC 3339, UTC
    changed_at  TEXT NOT NULL,
    rows        INTEGER NOT NULL DEFAULT 0,
    problems    INTEGER NOT NULL DEFAULT 0,
    message     TEXT                   -- why it failed
) STRICT;

-- Every change of a ticket's suggestion gets a number, so that whoever read the tickets before can tell what changed since.
CREATE TABLE ticket_change (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    number  INTEGER NOT NULL
) STRICT;
INSERT INTO ticket_change (only, number) VALUES (1, 0);

ALTER TABLE ticket ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER ticket_change_is_numbered AFTER UPDATE OF outcome, category, department, entry, revision ON ticket
BEGIN
    UPDATE ticket_change SET number = number + 1;
    UPDATE ticket SET changed = (SELECT number FROM ticket_change) WHERE id = NEW.id;
END;

CREATE INDEX ticket_by_external_id ON ticket (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX active_case_by_ticket ON taught_case (ticket) WHERE revoked_at IS NULL;

-- What applying a run wrote, so that it can be taken back.
CREATE TABLE application (
    id         INTEGER PRIMARY KEY,
    run        TEXT NOT NULL,  -- the run's own name, a digest
    author     TEXT NOT NULL,
    at         TEXT NOT NULL,
    undone_by  TEXT,
    undone_at  TEXT
) STRICT;

CREATE TABLE applied_ticket (
    application        INTEGER NOT NULL REFERENCES application (id),
    ticket             INTEGER NOT NULL,  -- no reference: undoing removes a ticket that applying added
    key                TEXT NOT NULL,     -- the ticket's id, to name it when it is gone
    added              INTEGER NOT NULL CHECK (added IN (0, 1)),
    before_outcome     TEXT,
    before_category    TEXT,
    before_department  TEXT,
    before_entry       TEXT,
    before_revision    INTEGER,
    after_outcome      TEXT NOT NULL,
    after_category     TEXT,
    after_department   TEXT,
    after_entry        TEXT,
    after_revision     INTEGER NOT NULL,
    PRIMARY KEY (application, ticket)
) STRICT, WITHOUT ROWID;
