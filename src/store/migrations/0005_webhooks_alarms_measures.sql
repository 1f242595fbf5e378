-- Who is told of events. The secret signs what is sent, so that it must be kept as it is.
CREATE TABLE webhook (
    id             INTEGER PRIMARY KEY,
    url            TEXT NOT NULL,
    secret         TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    failures       INTEGER NOT NULL DEFAULT 0,  -- in a row, of the receiver as a whole
    resting_until  INTEGER NOT NULL DEFAULT 0,  -- milliseconds since 1970
    removed_at     INTEGER
) STRICT;

-- The outbox: written in the transaction of the event itself.
CREATE TABLE delivery (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook   INTEGER NOT NULL REFERENCES webhook (id),
    event     INTEGER NOT NULL REFERENCES ticket_event (id),
    ticket    INTEGER,
    state     TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dead', 'dropped')),
    attempts  INTEGER NOT NULL DEFAULT 0,
    due_at    INTEGER NOT NULL,
    error     TEXT,
    UNIQUE (webhook, event)
) STRICT;

CREATE INDEX open_delivery ON delivery (webhook, id) WHERE state IN ('pending', 'dead');
CREATE INDEX open_delivery_of_ticket ON delivery (webhook, ticket, id) WHERE state IN ('pending', 'dead');

-- Rises in tickets that chance does not explain, with their witnesses.
CREATE TABLE alarm (
    id          INTEGER PRIMARY KEY,
    dimension   TEXT NOT NULL,
    subject     TEXT NOT NULL,
    raised_at   INTEGER NOT NULL,
    days        INTEGER NOT NULL,
    observed    INTEGER NOT NULL,
    expected    REAL NOT NULL,
    chance      REAL NOT NULL,
    last_day    INTEGER NOT NULL,  -- the last day on which it was seen
    closed_at   INTEGER,
    closed_by   TEXT,
    note        TEXT
) STRICT;

CREATE TABLE alarm_witness (
    alarm   INTEGER NOT NULL REFERENCES alarm (id),
    ticket  INTEGER NOT NULL REFERENCES ticket (id),
    PRIMARY KEY (alarm, ticket)
) STRICT, WITHOUT ROWID;

-- What is done so that a frequent problem does not come back.
CREATE TABLE measure (
    id         INTEGER PRIMARY KEY,
    entry      TEXT NOT NULL,
    cause      TEXT NOT NULL,
    what       TEXT NOT NULL,
    owner      TEXT NOT NULL,
    due        TEXT NOT NULL,  -- a date
    author     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    done_at    INTEGER
) STRICT;
