import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import type { Departure } from '../../shared/privacy/egress.ts';
import type { Objection } from './place.ts';

/** Puts down what was not let out and why, in both logs, and throws `forbidden`. */
export type Refuse = (objection: Objection, departure: Departure) => never;

/** What the switch “Stay on this device” says. */
export const notStaying = (host: string): Objection => ({ event: 'staying on this device', said: saidStaying(host) });

/** Told also to what was on its way when the switch was turned on. */
export const saidStaying = (host: Said | string): Said =>
  say`Lintel is set to stay on this device, so nothing goes to ${host}. Turn that off in the settings to let it.`;

export function createRefuse(
  onRefused: (event: string, fields: Readonly<Record<string, string>>) => void,
  record: { refused(departure: Departure, reason: string): void },
): Refuse {
  return (objection, departure) => {
    onRefused(objection.event, { host: departure.host });
    record.refused(departure, english(objection.said));
    throw new LintelError('forbidden', objection.said);
  };
}
