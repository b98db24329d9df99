/** Lines for whoever runs Lintel. Never the text of a prompt, an answer or a key. */
export interface Log {
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  error(event: string, fault?: unknown): void;
}

/** One line each on the stream: time, level, event, then `name=value`. */
export function createLog(stream: { write(line: string): unknown }): Log {
  const write = (level: string, event: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
    stream.write(`${new Date().toISOString()} ${level} ${event}${rest.join('')}\n`);
  };
  return {
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fault) =>
      write('error', event, fault === undefined ? {} : { fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
  };
}
