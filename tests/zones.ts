import { HOUR, type ZoneOffset } from '../src/core';

/** Zones as hosts give them to the core: offsets, each with its start. */

const at = (text: string): number => Date.parse(text);

/** From the end of summer time 2025 to that of 2026. */
export const berlin: readonly ZoneOffset[] = [
  { from: at('2025-10-26T01:00Z'), offsetMs: HOUR },
  { from: at('2026-03-29T01:00Z'), offsetMs: 2 * HOUR },
  { from: at('2026-10-25T01:00Z'), offsetMs: HOUR },
];

/** Its summer time is half an hour. */
export const lordHowe: readonly ZoneOffset[] = [
  { from: at('2026-04-04T15:00Z'), offsetMs: 10.5 * HOUR },
  { from: at('2026-10-03T15:30Z'), offsetMs: 11 * HOUR },
];

export const kathmandu: readonly ZoneOffset[] = [{ from: 0, offsetMs: 5.75 * HOUR }];
