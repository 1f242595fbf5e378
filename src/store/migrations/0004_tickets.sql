-- The life of a ticket: everything that ever happened to it, appended to and never changed. Its number is the cursor of
-- the feed, and the outbox of webhooks refers to it.
CREATE TABLE ticket_event (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket  INTEGER REFERENCES ticket (id),  -- NULL: an alarm, which is about many
    seq     INTEGER NOT NULL,                -- of the ticket, from 1
    at      INTEGER NOT NULL,                -- milliseconds since 1970
    author  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    body    TEXT NOT NULL,                   -- JSON
    UNIQUE (ticket, seq)
) STRICT;

CREATE TRIGGER ticket_event_is_append_only BEFORE UPDATE ON ticket_event
BEGIN SELECT raise(ABORT, 'ticket events are append-only'); END;
CREATE TRIGGER ticket_event_is_never_deleted BEFORE DELETE ON ticket_event
BEGIN SELECT raise(ABORT, 'ticket events are append-only'); END;
CREATE TRIGGER ticket_event_is_never_replaced BEFORE INSERT ON ticket_event
WHEN EXISTS (SELECT 1 FROM ticket_event WHERE id = NEW.id OR (ticket = NEW.ticket AND seq = NEW.seq))
BEGIN SELECT raise(ABORT, 'ticket events are append-only'); END;

-- What the events of each registered ticket add up to, as far as lists and clocks ask for it. It can be made again.
CREATE TABLE ticket_life (
    ticket         INTEGER PRIMARY KEY REFERENCES ticket (id),
    source         TEXT NOT NULL,
    external_id    TEXT,
    digest         BLOB NOT NULL,     -- SHA-256 of the folded title and text
    seq            INTEGER NOT NULL,
    state          TEXT NOT NULL,
    urgency        INTEGER NOT NULL,  -- 0 low, 1 medium, 2 high
    level          INTEGER NOT NULL,
    category       TEXT,
    entry          TEXT,
    department     TEXT,
    front          TEXT,
    product        TEXT,
    region         TEXT,
    registered_at  INTEGER NOT NULL,  -- milliseconds since 1970, as all instants here
    received_at    INTEGER NOT NULL,
    day            INTEGER NOT NULL,  -- of registration, in the library's time zone, counted from 1970
    ended_at       INTEGER,
    due_at         INTEGER,           -- the earliest open deadline
    fires_at       INTEGER,           -- when a reminder or an escalation is due next
    revision       INTEGER NOT NULL   -- the library revision the two were counted with
) STRICT;

CREATE UNIQUE INDEX ticket_by_external_id ON ticket_life (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ticket_by_digest ON ticket_life (digest);
CREATE INDEX open_ticket_by_due ON ticket_life (coalesce(due_at, 9223372036854775807), ticket) WHERE ended_at IS NULL;
CREATE INDEX open_ticket_of_department_by_due
ON ticket_life (department, coalesce(due_at, 9223372036854775807), ticket) WHERE ended_at IS NULL;
CREATE INDEX open_ticket_of_state_by_due
ON ticket_life (state, coalesce(due_at, 9223372036854775807), ticket) WHERE ended_at IS NULL;
CREATE INDEX ticket_by_firing ON ticket_life (fires_at) WHERE fires_at IS NOT NULL;
CREATE INDEX open_ticket_by_revision ON ticket_life (revision) WHERE ended_at IS NULL;
CREATE INDEX ticket_by_day ON ticket_life (day, category, entry, product, region);

-- By what a customer is known again: digests of phone, account, or what the sender calls them.
CREATE TABLE ticket_customer (
    digest  BLOB NOT NULL,
    ticket  INTEGER NOT NULL REFERENCES ticket (id),
    PRIMARY KEY (digest, ticket)
) STRICT, WITHOUT ROWID;

-- Requests under an idempotency key, with what they were answered.
CREATE TABLE answered_request (
    idempotency_key  TEXT PRIMARY KEY,
    request          BLOB NOT NULL,  -- SHA-256, to tell a repeat from another request under the same key
    answer           TEXT NOT NULL   -- JSON
) STRICT, WITHOUT ROWID;
