import type { ModelSettings } from './settings.ts';

/** How numbers of the key-value cache are kept. */
export type CacheType = NonNullable<ModelSettings['cacheType']>;

/** Bytes of a block of 32 numbers, its scale included. */
const BLOCK_BYTES: Readonly<Record<CacheType, number>> = { F16: 64, Q8_0: 34, Q4_0: 18 };

/** What the cache takes, as a part of what it takes in 16 bits. */
export const cacheFactor = (type: CacheType) => BLOCK_BYTES[type] / BLOCK_BYTES.F16;
