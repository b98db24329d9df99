/** What else an app's key allows, as `KeyRules` without what has a column of its own. */
const KEY_RULES = `
  ALTER TABLE keys ADD COLUMN rules TEXT NOT NULL DEFAULT '{}';
  `;

/**
 * What the port's `/v1/responses` keeps for an app, until its key is revoked: also of an answer that comes after that.
 * `content` is the port's own.
 */
const RESPONSES = `
  CREATE TABLE responses (
    id TEXT PRIMARY KEY,
    app TEXT NOT NULL,
    previous_id TEXT,
    created_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    content TEXT NOT NULL
  ) STRICT;
  CREATE INDEX responses_by_age ON responses (created_at, app, bytes);
  CREATE TRIGGER responses_of_revoked_keys AFTER UPDATE OF revoked_at ON keys WHEN NEW.revoked_at IS NOT NULL BEGIN
    DELETE FROM responses WHERE app = NEW.id;
  END;
  CREATE TRIGGER responses_of_live_keys BEFORE INSERT ON responses
  WHEN EXISTS (SELECT 1 FROM keys WHERE id = NEW.app AND revoked_at IS NOT NULL) BEGIN
    SELECT RAISE(IGNORE);
  END;
`;

/** The model, or the pool of one model, that an app's vectors come from. */
const VECTOR_SPACES = `
  CREATE TABLE vector_spaces (
    app TEXT PRIMARY KEY,
    space TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** A request's trace names what left for it. */
const EGRESS_BY_REQUEST = `
  CREATE INDEX egress_by_request ON egress (request_id) WHERE request_id IS NOT NULL;
`;

/** Perplexity ended its chat completions in September 2026. What was promised of them holds for no other API: who trusted it decides anew. */
const PERPLEXITY_SPEAKS_RESPONSES = `
  UPDATE providers SET provider = json_remove(
    json_set(
      provider,
      '$.dialect', 'perplexity',
      '$.zone', iif(provider ->> '$.zone' = 'trusted', 'cloud', provider ->> '$.zone'),
      '$.baseUrl', iif(provider ->> '$.baseUrl' = 'https://api.perplexity.ai', 'https://api.perplexity.ai/v1', provider ->> '$.baseUrl')
    ),
    '$.ground'
  )
  WHERE CASE WHEN json_valid(provider) THEN provider ->> '$.kind' = 'perplexity' AND provider ->> '$.dialect' = 'openai' END;
`;

/** Of the lines in the file beside the database, the number of the last one that the tables have (`journal.ts`). */
const JOURNAL = `
  CREATE TABLE journal (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT;
  INSERT INTO journal VALUES (1, 0);
`;

/**
 * Chats as trees with projects, attachments and a full-text search. What is searched has a whole number of its own (`seq`):
 * the number that SQLite gives a row may change when the file is written anew. An answer is searched once it has ended.
 */
const CHAT_TREES = `
  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    parent_id TEXT REFERENCES projects (id) ON DELETE SET NULL,
    tags TEXT NOT NULL DEFAULT '[]',
    instructions TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE presets (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    preset TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE prompts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE drafts (
    conversation_id TEXT PRIMARY KEY,
    draft TEXT NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;

  ALTER TABLE conversations ADD COLUMN seq INTEGER;
  ALTER TABLE conversations ADD COLUMN leaf_id TEXT;
  ALTER TABLE conversations ADD COLUMN project_id TEXT REFERENCES projects (id) ON DELETE SET NULL;
  ALTER TABLE conversations ADD COLUMN preset_id TEXT REFERENCES presets (id) ON DELETE SET NULL;
  ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversations ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversations ADD COLUMN deleted_at INTEGER;
  ALTER TABLE messages ADD COLUMN seq INTEGER;
  ALTER TABLE messages ADD COLUMN parent_id TEXT;
  ALTER TABLE messages ADD COLUMN reasoning TEXT;
  ALTER TABLE messages ADD COLUMN calls TEXT;
  ALTER TABLE messages ADD COLUMN cleared TEXT;
  UPDATE conversations SET seq = rowid, leaf_id =
    (SELECT id FROM messages WHERE conversation_id = conversations.id ORDER BY position DESC LIMIT 1);
  UPDATE messages SET seq = rowid, parent_id = (
    SELECT id FROM messages AS before
    WHERE before.conversation_id = messages.conversation_id AND before.position < messages.position ORDER BY before.position DESC LIMIT 1
  );
  CREATE UNIQUE INDEX conversations_by_seq ON conversations (seq);
  CREATE UNIQUE INDEX messages_by_seq ON messages (seq);
  CREATE INDEX conversations_by_project ON conversations (project_id, updated_at DESC) WHERE project_id IS NOT NULL;
  CREATE INDEX conversations_deleted ON conversations (deleted_at) WHERE deleted_at IS NOT NULL;

  CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    message_id TEXT REFERENCES messages (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('text', 'image')),
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    pages INTEGER,
    content BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX attachments_by_message ON attachments (message_id, position);

  CREATE VIRTUAL TABLE messages_text USING fts5 (
    text, content = 'messages', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE VIRTUAL TABLE conversations_text USING fts5 (
    title, content = 'conversations', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
  );
  INSERT INTO messages_text (messages_text, rank) VALUES ('secure-delete', 1);
  INSERT INTO conversations_text (conversations_text, rank) VALUES ('secure-delete', 1);
  INSERT INTO messages_text (rowid, text) SELECT seq, text FROM messages WHERE status <> 'streaming';
  INSERT INTO conversations_text (rowid, title) SELECT seq, title FROM conversations;

  CREATE TRIGGER messages_text_insert AFTER INSERT ON messages WHEN new.status <> 'streaming' AND new.seq IS NOT NULL BEGIN
    INSERT INTO messages_text (rowid, text) VALUES (new.seq, new.text);
  END;
  CREATE TRIGGER messages_text_end AFTER UPDATE ON messages
  WHEN old.status = 'streaming' AND new.status <> 'streaming' AND new.seq IS NOT NULL BEGIN
    INSERT INTO messages_text (rowid, text) VALUES (new.seq, new.text);
  END;
  CREATE TRIGGER messages_text_update AFTER UPDATE ON messages
  WHEN old.status <> 'streaming' AND old.seq IS NOT NULL AND (old.text <> new.text OR new.status = 'streaming') BEGIN
    INSERT INTO messages_text (messages_text, rowid, text) VALUES ('delete', old.seq, old.text);
    INSERT INTO messages_text (rowid, text) SELECT new.seq, new.text WHERE new.status <> 'streaming';
  END;
  CREATE TRIGGER messages_text_delete AFTER DELETE ON messages WHEN old.status <> 'streaming' AND old.seq IS NOT NULL BEGIN
    INSERT INTO messages_text (messages_text, rowid, text) VALUES ('delete', old.seq, old.text);
  END;
  CREATE TRIGGER conversations_text_insert AFTER INSERT ON conversations WHEN new.seq IS NOT NULL BEGIN
    INSERT INTO conversations_text (rowid, title) VALUES (new.seq, new.title);
  END;
  CREATE TRIGGER conversations_text_update AFTER UPDATE OF title ON conversations WHEN old.seq IS NOT NULL BEGIN
    INSERT INTO conversations_text (conversations_text, rowid, title) VALUES ('delete', old.seq, old.title);
    INSERT INTO conversations_text (rowid, title) VALUES (new.seq, new.title);
  END;
  CREATE TRIGGER conversations_text_delete AFTER DELETE ON conversations WHEN old.seq IS NOT NULL BEGIN
    INSERT INTO conversations_text (conversations_text, rowid, title) VALUES ('delete', old.seq, old.title);
  END;
`;

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
  `
  CREATE TABLE caps (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    time_window TEXT NOT NULL,
    rolling INTEGER NOT NULL,
    soft INTEGER NOT NULL,
    nano_dollars INTEGER,
    tokens INTEGER,
    requests INTEGER,
    warned_at INTEGER NOT NULL DEFAULT 0,
    warned_bucket INTEGER,
    UNIQUE (scope, time_window, rolling, soft)
  ) STRICT;

  CREATE TABLE cap_sums (
    cap_id TEXT NOT NULL REFERENCES caps (id) ON DELETE CASCADE,
    bucket INTEGER NOT NULL,
    nano_dollars INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (cap_id, bucket)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE cap_windows (
    time_window TEXT PRIMARY KEY,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE reservations (
    request_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    at INTEGER NOT NULL,
    app TEXT NOT NULL,
    tags TEXT NOT NULL,
    project TEXT,
    conversation_id TEXT,
    target_id TEXT NOT NULL,
    provider TEXT,
    zone TEXT NOT NULL,
    nano_dollars INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    PRIMARY KEY (request_id, attempt)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE usage (
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    at INTEGER NOT NULL,
    app TEXT NOT NULL,
    tags TEXT NOT NULL,
    project TEXT,
    conversation_id TEXT,
    target_id TEXT NOT NULL,
    provider TEXT,
    zone TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'failed', 'cancelled', 'interrupted')),
    estimated INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    cached_input_tokens INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    image_tokens INTEGER NOT NULL,
    audio_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    reasoning_tokens INTEGER NOT NULL,
    searches INTEGER NOT NULL,
    cost_nano_dollars INTEGER NOT NULL,
    expected_nano_dollars INTEGER,
    would_cost_nano_dollars INTEGER,
    energy_joules REAL NOT NULL,
    UNIQUE (request_id, attempt)
  ) STRICT;
  CREATE INDEX usage_by_time ON usage (at);
  CREATE INDEX usage_by_conversation ON usage (conversation_id, at) WHERE conversation_id IS NOT NULL;

  CREATE TABLE usage_days (
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    tries INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    cached_input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_nano_dollars INTEGER NOT NULL,
    estimated_nano_dollars INTEGER NOT NULL,
    would_cost_nano_dollars INTEGER NOT NULL,
    energy_joules REAL NOT NULL,
    away_tries INTEGER NOT NULL,
    away_tokens INTEGER NOT NULL,
    PRIMARY KEY (kind, day, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX usage_days_by_name ON usage_days (kind, name);
  `,
  RESPONSES,
  KEY_RULES,
  VECTOR_SPACES,
  CHAT_TREES,
  EGRESS_BY_REQUEST,
  PERPLEXITY_SPEAKS_RESPONSES,
  JOURNAL,
];
