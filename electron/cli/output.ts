// A terminal obeys these: text from a model or a file must not move the cursor, set the title or fill the clipboard.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text as a terminal may show it. Works on pieces of a stream, too. */
export const plain = (text: string): string => text.replaceAll(CONTROLS, '');

/** Text for stdout as it stands: controls are left out only where a terminal would obey them. */
export function printPiece(text: string): void {
  process.stdout.write(process.stdout.isTTY ? plain(text) : text);
}

/** Results go to stdout, all else to stderr, so a script can read the one without the other. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/** A note for the person at the terminal. */
export function note(line: string): void {
  process.stderr.write(`${plain(line)}\n`);
}

/** Rows as aligned columns. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) print(plain(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).trimEnd());
}

/** Whoever reads the output may have had enough of it. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
