/** A place where a text can be written plainly: what stands from `start` to `end` reads as `text`. Offsets are UTF-16 code units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** False for what is ordinary in prose, such as a dash: no reason to read the text again, but written plainly where it is. */
  readonly matters: boolean;
}
