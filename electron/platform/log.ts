import { withoutSecrets, writtenFault } from './redaction.ts';

/** Lines for whoever runs Lintel. Never the text of a prompt, an answer or a key. */
export interface Log {
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  error(event: string, fault?: unknown): void;
}

/** How lines are written: `time level event name=value`, or an object of JSON each. */
type LogFormat = 'text' | 'json';

/** One line each on the stream. `LINTEL_LOG=json` asks for JSON. */
export function createLog(
  stream: { write(line: string): unknown },
  format: LogFormat = process.env.LINTEL_LOG === 'json' ? 'json' : 'text',
): Log {
  const write = (level: string, event: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const time = new Date().toISOString();
    const said = Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? withoutSecrets(value) : value] as const);
    const what = withoutSecrets(event);
    const line =
      format === 'json'
        ? JSON.stringify({ time, level, event: what, ...Object.fromEntries(said) })
        : `${time} ${level} ${oneLine(what)}${said.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('')}`;
    stream.write(`${line}\n`);
  };
  return {
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fault) => write('error', event, fault === undefined ? {} : { ...writtenFault(fault) }),
  };
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
