import { DAY } from './facts';

/** Local time by Intl, looked at every quarter of an hour: all zones of our days change at such moments, to such offsets. */
export const STEP = 900_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const locals = new Map<string, Map<number, number>>();

/** A moment's local time as though it were UTC, in ms. */
export function localOf(zone: string, time: number): number {
  let known = locals.get(zone);
  if (known === undefined) {
    locals.set(zone, (known = new Map()));
  }
  let local = known.get(time);
  if (local === undefined) {
    known.set(time, (local = read(zone, time)));
  }
  return local;
}

function read(zone: string, time: number): number {
  const format =
    formats.get(zone) ??
    // Sweden writes 2026-03-29 03:00:00.
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  return Date.parse(`${format.format(time).replace(' ', 'T')}Z`);
}

/** A number that grows from one local day, week (from Monday) or month to the next. */
export function periodOf(bucket: 'day' | 'week' | 'month', local: number): number {
  const day = Math.floor(local / DAY);
  if (bucket === 'day') {
    return day;
  }
  const date = new Date(local);
  // 1970 began on a Thursday.
  return bucket === 'week' ? Math.floor((day + 3) / 7) : date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first moment whose local day or month is the given one or later. */
export function firstOf(zone: string, bucket: 'day' | 'month', period: number): number {
  const utc = bucket === 'day' ? period * DAY : Date.UTC(Math.floor(period / 12), period % 12, 1);
  let time = utc - 2 * DAY;
  while (periodOf(bucket, localOf(zone, time)) < period) {
    time += STEP;
  }
  return time;
}

/** Every offset of a zone in a window, and every moment in it from which another holds. */
export function offsetsIn(zone: string, from: number, to: number): { offsets: number[]; changes: number[] } {
  const offsets: number[] = [];
  const changes: number[] = [];
  for (let time = Math.floor(from / STEP) * STEP; time <= to; time += STEP) {
    const offset = localOf(zone, time) - time;
    if (offset !== offsets[offsets.length - 1]) {
      offsets.push(offset);
      if (offsets.length > 1) {
        changes.push(time);
      }
    }
  }
  return { offsets, changes };
}
