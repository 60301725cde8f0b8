import type { Window } from '../seam';
import { MINUTE, SECOND } from './units';

/**
 * Windows: half-open spans in ms since the epoch. No clock, no zone.
 *
 * Laws of `split`, for a range on multiples of `unit` and a `longest` of at least one unit (windows.test.ts):
 *   cover     the windows follow one another from the range's start to its end
 *   whole     a range that is no longer than `longest` is one window
 *   aligned   every edge is a multiple of `unit`, every inner edge a multiple of `longest` cut down to whole units, so that
 *             all panels cut at the same places
 *   bounded   no window is empty or longer than `longest`
 */

/** Cuts a range into windows of at most `longest` ms, oldest first. An empty range gives none. */
export function split(range: Window, longest: number, unit: number): Window[] {
  const step = Math.max(unit, Math.floor(longest / unit) * unit);
  if (range.to - range.from <= step) {
    return range.from < range.to ? [range] : [];
  }
  const windows: Window[] = [];
  for (let from = range.from; from < range.to;) {
    const to = Math.min(range.to, (Math.floor(from / step) + 1) * step);
    windows.push({ from, to });
    from = to;
  }
  return windows;
}

/** Widens a range to multiples of `unit` ms. */
export const widen = ({ from, to }: Window, unit: number): Window => ({ from: floor(from, unit), to: ceil(to, unit) });

/**
 * The whole minutes of a range, so that one query can ask for them where the range itself is no longer than `longest` ms. Whole minutes may
 * be longer than the range: then the first one, which the range holds only in part, is left out. Only whole seconds of the range count,
 * because hosts look at the clock once for each end of it.
 *
 * @param whole the range's whole minutes
 * @param longest at least a minute
 */
export const inOneQuery = (whole: Window, range: Window, longest: number): Window =>
  floor(range.to - range.from, SECOND) <= longest
    ? { from: Math.max(whole.from, whole.to - floor(longest, MINUTE)), to: whole.to }
    : whole;

export const floor = (time: number, unit: number): number => Math.floor(time / unit) * unit;

export const ceil = (time: number, unit: number): number => Math.ceil(time / unit) * unit;
