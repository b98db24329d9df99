/** How what is typed into and what is chosen from look. */
export const FIELD = 'h-9 min-w-0 rounded-lg border border-edge bg-paper px-3 -outline-offset-1';

/** The same for what takes several lines. */
export const AREA = 'rounded-lg border border-edge bg-paper px-3 py-2 text-body -outline-offset-1';
