import { isLintelError } from '../../shared/chat/error.ts';
import { SECRETS } from '../../shared/privacy/detectors/secrets/secrets.ts';

/** A fault as it may be written down. */
export interface WrittenFault {
  readonly fault: string;
  readonly code?: string;
  readonly message?: string;
  /** Where it came from, in the program's own files. */
  readonly at?: string;
  readonly cause?: string;
}

const LONGEST = 500;
const MOST_FRAMES = 12;
const MOST_CAUSES = 3;
const LANGUAGES_OWN: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError']);
/** What stands between quotes is what the program was given: JSON, a property's name, a prompt. */
const QUOTED = [/“.*”/gs, /".*"/gs, /'.*'/gs, /`.*`/gs, /«.*»/gs];

/** A text without keys and passwords, and not too long. */
export function withoutSecrets(text: string): string {
  const short = text.slice(0, LONGEST);
  const found = SECRETS.flatMap((detector) => detector.find(short)).sort((a, b) => a.start - b.start);
  let rest = '';
  let done = 0;
  for (const { start, end } of found) {
    if (start >= done) rest += `${short.slice(done, start)}[secret]`;
    done = Math.max(done, end);
  }
  return rest + short.slice(done);
}

/**
 * A fault without what it may quote: its kind, the places in the program, and its message where that says what the
 * program did and not what it was given: a system's, the language's own and Lintel's, all between quotes taken out.
 * A library's message may hold anything, so it is left out. What was thrown and is no error says nothing.
 */
export function writtenFault(fault: unknown): WrittenFault {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const { code } = fault as NodeJS.ErrnoException;
  const words = wordsOf(fault);
  const frames = framesOf(fault);
  const causes = causesOf(fault);
  return {
    fault: nameOf(fault),
    ...(typeof code === 'string' ? { code: wordOf(code) } : {}),
    ...(words === '' ? {} : { message: words }),
    ...(frames === '' ? {} : { at: frames }),
    ...(causes === '' ? {} : { cause: causes }),
  };
}

function wordsOf(fault: Error): string {
  const { syscall, code, message, name } = fault as NodeJS.ErrnoException;
  // It names a file or an address, and nothing else.
  if (typeof syscall === 'string') return withoutSecrets(message);
  if (!isLintelError(fault) && !LANGUAGES_OWN.has(name) && !code?.startsWith?.('ERR_')) return '';
  return withoutSecrets(QUOTED.reduce((text, quoted) => text.replaceAll(quoted, '…'), message));
}

const wordOf = (text: string) => text.replaceAll(/[^\w-]/g, '').slice(0, 60);
const nameOf = ({ name }: Error) => (/^[A-Z]\w{0,40}Error$/.test(name) ? name : 'Error');

/** All of a file's path but its last two folders: it tells where somebody keeps Lintel, and may look like a secret. */
const OUTER_FOLDERS = /(?:file:\/\/)?[^\s()]*?[\\/](?=(?:[^\s()\\/]+[\\/]){2}[^\s()\\/]+:\d)/;

/** The stack begins with the message, and a message may have lines that look like places. */
function framesOf({ stack = '', message }: Error): string {
  const places = message === '' ? stack : stack.slice(stack.indexOf(message) + message.length);
  return places
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim().slice(3, LONGEST).replace(OUTER_FOLDERS, ''))
    .join(' < ');
}

function causesOf(fault: Error): string {
  const causes: string[] = [];
  for (let next = fault.cause; next instanceof Error && causes.length < MOST_CAUSES; next = next.cause) {
    causes.push(`${nameOf(next)} ${wordsOf(next)}`.trim());
  }
  return causes.join(' < ');
}
