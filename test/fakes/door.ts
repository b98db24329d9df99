import { openDoor } from '../../electron/egress/door.ts';
import type { DoorOptions } from '../../electron/egress/options.ts';
import type { EgressRecord } from '../../electron/egress/record.ts';
import type { Departure, Ending } from '../../shared/privacy/egress.ts';

/** A row as the door wrote it. */
export interface Row {
  readonly departure: Departure;
  readonly text?: string;
  ending?: Ending;
}

const textOf = (body: Uint8Array | undefined) => (body === undefined ? {} : { text: Buffer.from(body).toString() });

/** A record in memory that keeps texts. */
export function memoryRecord() {
  const rows: Row[] = [];
  const opened: EgressRecord['opened'] = (departure, body) => {
    const row: Row = { departure, ...textOf(body) };
    rows.push(row);
    return { ended: (ending, late) => void Object.assign(row, { ending, ...textOf(late) }) };
  };
  const record: EgressRecord = {
    keepsText: () => true,
    opened,
    refused: (departure, reason) => void rows.push({ departure, ending: { outcome: 'refused', reason } }),
  };
  return { rows, record };
}

/** The switch “Stay on this device”, to be turned in a test. */
function staySwitch() {
  let isOn = false;
  const listeners = new Set<() => void>();
  return {
    stayOnDevice: () => isOn,
    onStay(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    turn(on: boolean) {
      isOn = on;
      if (on) for (const listener of listeners) listener();
    },
  };
}

/** The real door, with its log in memory and the switch at hand. */
export function doorForTests(options: Partial<DoorOptions> = {}) {
  const { rows, record } = memoryRecord();
  const { turn, ...staying } = staySwitch();
  const refused: string[] = [];
  const onRefused = (event: string, { host }: Readonly<Record<string, string>>) => void refused.push(`${event}: ${host}`);
  const door = openDoor({ placeOf: () => undefined, record, onRefused, ...staying, ...options });
  return { ...door, rows, refused, turn };
}
