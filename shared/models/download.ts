import type { Said } from '../chat/said.ts';

/** A download as everyone sees it. */
export interface DownloadView {
  readonly id: string;
  /** What was asked for. */
  readonly ref: string;
  /** Names of the files; of the finished ones the names they got. */
  readonly files: readonly string[];
  /** `paused` also after a restart. `failed` has an `error` and can be resumed. */
  readonly state: 'running' | 'verifying' | 'paused' | 'failed' | 'done';
  /** Bytes here so far; while verifying, bytes looked at. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Smoothed over some seconds; absent while nothing moves. */
  readonly bytesPerSecond?: number;
  readonly secondsLeft?: number;
  /** Why it stopped, in a sentence that says what to do. */
  readonly error?: string;
  readonly said?: Said;
}
