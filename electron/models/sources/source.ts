import type { Found, FoundFile } from '../find-files.ts';

/** Who keeps a model: Lintel itself, a folder of the user's, or another app. */
export type SourceName = 'box' | 'lintel' | 'folder' | 'lm-studio' | 'jan' | 'hugging-face' | 'ollama';

/** A model file and who keeps it. */
export interface SourceFile extends FoundFile {
  readonly source: SourceName;
  /** How the app that keeps it calls it: `llama3.2:3b`. */
  readonly label?: string;
  /** Where the app wrote that it has the file, when that is a file of its own. */
  readonly manifest?: string;
}

/** Tells apart the names that another app gives to one file. */
export const placeOf = (file: SourceFile): string => file.manifest ?? file.path;

/** A place with models. */
export interface Source {
  readonly name: SourceName;
  /** The folder that shows changes. */
  readonly folder: string;
  /** What is there now; a missing folder holds nothing. Never throws. */
  find(): Promise<Found<SourceFile>>;
}
