/** What llama.cpp, the C++ library, V8 and the operating systems say when memory does not suffice. */
const WORDS = [
  /\b(failed|unable|cannot|could not) to allocate\b/i,
  /\bcannot allocate memory\b/i,
  /\bout of memory\b/i,
  /\bnot enough (v?ram|(free |available )?memory)\b/i,
  /\binsufficient (v?ram|memory|(system )?resources)\b/i,
  /\ballocat\w* .{0,80}\bfail/i,
  /\bfailed to (mmap|map segment)\b/i,
  /\bmmap failed\b/i,
  /\bbad_alloc\b/i,
  /\bENOMEM\b/,
  /\btoo large for the available (v?ram|resources)\b/i,
] as const;

/** Words are looked for in this much, from the end: the last ones say why. */
const READ = 16_384;

/** Whether these last words of a worker, or of a failure inside it, speak of memory that ran out. */
export function speaksOfMemory(words: string): boolean {
  const end = words.slice(-READ);
  return WORDS.some((pattern) => pattern.test(end));
}
