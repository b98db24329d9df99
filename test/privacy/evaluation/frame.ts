import type { Language } from './value.ts';

/** Where a text could have been pasted from. */
export const SETTINGS = ['prose', 'chat', 'email', 'json', 'table', 'log', 'code', 'env', 'sql', 'yaml', 'form', 'hidden'] as const;
export type Setting = (typeof SETTINGS)[number];

/**
 * A text with slots: `[[iban]]` is filled with a made IBAN and labelled, `[[health=a stroke]]` labels these words,
 * `[[~ip]]` may be found or not, `[[email|zero-width]]` is filled and then hidden. All other words hold nothing.
 */
export interface Frame {
  readonly template: string;
  readonly language: Language;
  readonly setting: Setting;
}

const frames = (language: Language, setting: Setting, templates: readonly string[]): Frame[] =>
  templates.map((template) => ({ template, language, setting }));

/** One frame a line. */
export const lines = (language: Language, setting: Setting, text: string): Frame[] =>
  frames(
    language,
    setting,
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );

/** Frames of several lines, with `%%` alone on a line between them. */
export const blocks = (language: Language, setting: Setting, text: string): Frame[] =>
  frames(
    language,
    setting,
    text.split('\n%%\n').map((block) => block.replace(/^\n+|\n+$/g, '')),
  );
