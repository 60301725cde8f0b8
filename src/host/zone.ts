import { DAY, type Window, type ZoneOffset } from '../core';

/**
 * The offsets of a zone within a window: one from its start, and one for each change in it, to the millisecond.
 *
 * @param zone IANA name, `utc`, or `browser` (as the empty name) for the zone of this browser
 * @returns [] for a window that ends before it begins, or has no end
 * Throws RangeError for a name that the browser does not know.
 */
export function zoneOffsets(zone: string, { from, to }: Window): ZoneOffset[] {
  const offsetAt = clock(zone);
  if (!(from <= to)) {
    return [];
  }
  const offsets = [{ from, offsetMs: offsetAt(from) }];
  // No zone has changed back to the same offset within a day.
  for (let day = from; day < to; day += DAY) {
    const end = Math.min(day + DAY, to);
    for (let last = offsets[offsets.length - 1]; offsetAt(end) !== last.offsetMs; last = offsets[offsets.length - 1]) {
      const change = firstWhere((time) => offsetAt(time) !== last.offsetMs, Math.max(day, last.from), end);
      offsets.push({ from: change, offsetMs: offsetAt(change) });
    }
  }
  return offsets;
}

/** The first ms for which a condition holds that does not hold at `before` and holds at `after`. */
function firstWhere(holds: (time: number) => boolean, before: number, after: number): number {
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return high;
}

/** The offset of a zone at a time, both in ms. */
function clock(zone: string): (time: number) => number {
  const format = localTime(zone === 'browser' || zone === '' ? undefined : zone);
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) as number;
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return local - Math.floor(time / 1000) * 1000;
  };
}

function localTime(timeZone: string | undefined): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new RangeError(`There is no time zone "${timeZone}": use a name such as Europe/Berlin, or utc.`);
  }
}
