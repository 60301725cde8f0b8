import type { ZoneOffset } from '../seam';

/**
 * Local time by a list of offsets, oldest first. Each offset holds from its start to the next one's; the first also before.
 * An empty list is UTC.
 */
export function offsetAt(zone: readonly ZoneOffset[], time: number): number {
  let offset = zone.length > 0 ? zone[0].offsetMs : 0;
  for (const each of zone) {
    if (each.from > time) {
      break;
    }
    offset = each.offsetMs;
  }
  return offset;
}

/**
 * The first instant whose local time is `local` or later (ms as if local time were UTC). An hour that daylight saving leaves
 * out gives the instant of the change; of an hour that comes twice, the first.
 */
export function instantOf(zone: readonly ZoneOffset[], local: number): number {
  for (let i = 0; i < zone.length; i++) {
    const begins = i === 0 ? -Infinity : zone[i].from;
    const ends = i + 1 < zone.length ? zone[i + 1].from : Infinity;
    const instant = Math.max(begins, local - zone[i].offsetMs);
    if (instant < ends) {
      return instant;
    }
  }
  return local;
}

/** The largest of `units` (ms) that every offset of the zone is a multiple of; undefined if none is. */
export const evenIn = (zone: readonly ZoneOffset[], units: readonly number[]): number | undefined =>
  [...units]
    .sort((a, b) => b - a)
    .find((unit) => zone.every(({ offsetMs, from }, i) => offsetMs % unit === 0 && (i === 0 || from % unit === 0)));
