import type { CapState } from '../money/cap.ts';

/** The state of this computer, sampled in the background. What cannot be measured has the value of a computer without trouble. */
export interface Hardware {
  readonly cores: number;
  /** Share of all cores kept busy, 0 to 1. */
  readonly cpu: number;
  /** Share of all cores kept busy by programs that are not Lintel's, 0 to 1. */
  readonly cpuOthers: number;
  readonly memoryTotalBytes: number;
  /** What programs can still take. */
  readonly memoryFreeBytes: number;
  /** Share of the busiest graphics card in use, 0 to 1; 0 without one. */
  readonly gpu: number;
  readonly vramTotalBytes: number;
  readonly vramFreeBytes: number;
  readonly onBattery: boolean;
  /** Charge, 0 to 1; 1 without a battery. */
  readonly battery: number;
  readonly thermal: Thermal;
}

/** `throttled`: the processor runs below its speed because of heat. */
export type Thermal = 'normal' | 'warm' | 'throttled';

/** What may still be spent, in nano-dollars. Absent: no cap applies. */
export interface BudgetState {
  /** The least that any hard cap over everything leaves. */
  readonly left?: number;
  /** All hard caps with what they leave; which of them a try falls under, its scope says. */
  readonly caps?: readonly CapState[];
  /** The least that caps on single targets leave, by target id. */
  readonly leftAt?: Readonly<Record<string, number>>;
  readonly spentToday: number;
  readonly spentThisMonth: number;
}

/** The moment, in the user's own time zone. */
export interface Moment {
  /** As `2026-01-31`. */
  readonly date: string;
  /** 0 to 24, minutes as a fraction. */
  readonly hour: number;
  readonly weekday: 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
}

/** All around a request that deciding may look at. Reading it costs no I/O. */
export interface Situation {
  readonly hardware: Hardware;
  readonly budget: BudgetState;
  readonly time: Moment;
}
