import type { Finding } from '../../finding.ts';
import { isPlaceholder } from './placeholder.ts';
import { wordSearch } from './word-search.ts';

// Passwords given to programs by a letter, and users with theirs.
const FLAG = /[ \t](?:-u[ \t]?|--(?:proxy-)?user[ =]|-p[ \t]?|-a[ \t])(?=[^\s-])/y;
const USER_AND_PASSWORD = /(["']?)([^\s:"'$<]{1,64}):([^\s"'$<{]{3,128})\1/y;
const PASSWORD = /(["']?)([^\s"'$<{]{4,128})\1/y;
/** The program that a flag is for, as far as it decides what the flag means. */
const PROGRAM =
  /\b(curl|wget|httpie|mysql(?:dump|admin|import)?|mariadb(?:-dump)?|sshpass|(?:docker|podman|helm)(?= (?:registry )?login)|mongo(?:sh|dump|restore|export)?|redis-cli|smbclient|rabbitmqadmin)\b[^\r\n|;&]*$/;

const execAt = (shape: RegExp, text: string, at: number) => {
  shape.lastIndex = at;
  return shape.exec(text);
};

function password(text: string, at: number, flag: string): string | undefined {
  const isUser = /^\s-[u-]/.test(flag);
  const match = isUser ? execAt(USER_AND_PASSWORD, text, at) : execAt(PASSWORD, text, at);
  if (match === null) return undefined;
  const start = at - flag.length;
  const program = PROGRAM.exec(text.slice(Math.max(0, start - 240), start))?.[1];
  if (program === undefined) return undefined;
  if (/^(?:curl|wget|http)/.test(program)) return isUser ? match[3] : undefined;
  if (isUser) return undefined;
  // MySQL's clients take the password without a blank, the others with one.
  return /^(?:mysql|maria)/.test(program) === /\s$/.test(flag) ? undefined : match[2];
}

/** Passwords on a command line, behind a flag that says so for that program. */
export const commandLine = wordSearch([' -u', ' -p', ' -a', ' --', '\t-u', '\t-p', '\t-a'], FLAG, (match, text): Finding | undefined => {
  const at = match.index + match[0].length;
  const value = password(text, at, match[0]);
  if (value === undefined || isPlaceholder(value)) return undefined;
  const start = text.indexOf(value, at);
  return { type: 'secret', start, end: start + value.length, confidence: 0.85, validator: 'command-line' };
});
