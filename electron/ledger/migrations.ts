/**
 * Each entry takes the file from the version before it (`PRAGMA user_version`) to its own, which is
 * its place in the list plus one. Entries are never edited once released, only added.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX conversations_by_update ON conversations (updated_at DESC);

  CREATE TABLE messages (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    text TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('streaming', 'done', 'cancelled', 'failed', 'interrupted')),
    request_id TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    created_at INTEGER NOT NULL,
    UNIQUE (conversation_id, position)
  ) STRICT;
  CREATE INDEX messages_open ON messages (status) WHERE status = 'streaming';

  CREATE TABLE requests (
    id TEXT PRIMARY KEY,
    app TEXT NOT NULL,
    dialect TEXT NOT NULL,
    model TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    status TEXT NOT NULL CHECK (status IN ('open', 'done', 'cancelled', 'failed', 'interrupted')),
    target_id TEXT,
    zone TEXT,
    answer TEXT,
    input_tokens INTEGER NOT NULL DEFAULT 0,
    cached_input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    cost_nano_dollars INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX requests_by_time ON requests (created_at);
  CREATE INDEX requests_open ON requests (status) WHERE status = 'open';

  CREATE TABLE decisions (
    request_id TEXT PRIMARY KEY REFERENCES requests (id) ON DELETE CASCADE,
    policy_version INTEGER NOT NULL,
    ceiling TEXT NOT NULL,
    plan TEXT NOT NULL
  ) STRICT;

  CREATE TABLE attempts (
    request_id TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    target_id TEXT NOT NULL,
    zone TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'failed', 'cancelled')),
    error_code TEXT,
    PRIMARY KEY (request_id, number)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    last_four TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER
  ) STRICT;
  `,
  `
  CREATE TABLE policies (
    version INTEGER PRIMARY KEY,
    policy TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  ALTER TABLE keys ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE conversations ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';

  CREATE TABLE masks (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    placeholder TEXT NOT NULL,
    value TEXT NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (conversation_id, position)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE egress (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    request_id TEXT,
    target_id TEXT,
    target_name TEXT,
    host TEXT NOT NULL,
    zone TEXT NOT NULL,
    permit TEXT,
    masked INTEGER NOT NULL,
    lowered_from TEXT,
    findings TEXT NOT NULL,
    sha256 TEXT,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX egress_by_zone ON egress (zone, seq);
  CREATE INDEX egress_by_target ON egress (target_id, seq);

  CREATE TABLE egress_endings (
    seq INTEGER PRIMARY KEY,
    departure INTEGER NOT NULL UNIQUE REFERENCES egress (seq),
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    bytes_out INTEGER,
    bytes_in INTEGER,
    sha256 TEXT,
    hash TEXT NOT NULL
  ) STRICT;

  CREATE TABLE egress_texts (
    departure INTEGER PRIMARY KEY REFERENCES egress (seq),
    body BLOB NOT NULL
  ) STRICT;

  CREATE TABLE egress_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  INSERT INTO egress_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
  `,
  `
  ALTER TABLE keys ADD COLUMN models TEXT;
  `,
  `
  CREATE TABLE experience (
    target_id TEXT PRIMARY KEY,
    known TEXT NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE fleets (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    fleet TEXT NOT NULL
  ) STRICT;

  CREATE TABLE bases (
    seq INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE REFERENCES requests (id) ON DELETE CASCADE,
    fleet_id INTEGER NOT NULL,
    basis TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE providers (
    id TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    listed TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  `,
];
