/** What of main's may change by itself. Whoever shows it reads it again when told. */
export const TOPICS = ['state', 'models', 'policy', 'settings', 'requests', 'chats', 'keys'] as const;

export type Topic = (typeof TOPICS)[number];

/** `GET /ui/events` says what changed: one JSON array of topics a line, empty ones now and then so that a silence is noticed. */
export const EVENTS_PATH = '/events';
