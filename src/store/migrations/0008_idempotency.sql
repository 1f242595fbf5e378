-- Requests under an idempotency key, with what they were answered: one table for all kinds of requests, each with keys of
-- its own.
CREATE TABLE idempotent_request (
    scope    TEXT NOT NULL,  -- the kind of request
    key      TEXT NOT NULL,
    request  BLOB NOT NULL,  -- SHA-256, to tell a repeat from another request under the same key
    answer   TEXT NOT NULL,  -- JSON
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

INSERT INTO idempotent_request (scope, key, request, answer)
SELECT 'feedback', idempotency_key, request, answer FROM feedback WHERE idempotency_key IS NOT NULL;
INSERT INTO idempotent_request (scope, key, request, answer)
SELECT 'tickets', idempotency_key, request, answer FROM answered_request;

DROP TABLE answered_request;

-- What agents said of suggestions.
CREATE TABLE feedback_without_keys (
    id           INTEGER PRIMARY KEY,
    verdict      TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected')),
    author       TEXT NOT NULL,
    at           TEXT NOT NULL,
    ticket       INTEGER REFERENCES ticket (id),
    taught_case  INTEGER REFERENCES taught_case (id)
) STRICT;

INSERT INTO feedback_without_keys (id, verdict, author, at, ticket, taught_case)
SELECT id, verdict, author, at, ticket, taught_case FROM feedback;

DROP TABLE feedback;
ALTER TABLE feedback_without_keys RENAME TO feedback;
