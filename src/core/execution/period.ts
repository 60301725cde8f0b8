import type { Slots } from '../time/slots';
import type { Window } from '../seam';
import { MINUTE } from '../time/units';

/** Which of the times that are shown: the range, or the earlier period beside it. */
export type When = 'now' | 'before';

/** The times that are shown. */
export interface Periods {
  readonly now: Period;
  readonly before?: Period;
}

/** Each of the times, the range first. */
export const eachPeriod = ({ now, before }: Periods): Array<{ readonly when: When; readonly period: Period }> => [
  { when: 'now', period: now },
  ...(before ? [{ when: 'before' as const, period: before }] : []),
];

/** A time that is shown, and what is known of it before anything is read. */
export interface Period {
  /** What is read: whole buckets or minutes, inside retention. */
  readonly span: Window;
  /** The buckets that are shown; absent where the whole range is one. */
  readonly slots?: Slots;
  /** How long each bucket has lasted until now, in minutes; one number where there are no buckets. */
  readonly minutes: Float64Array;
  /** How long each bucket lasts in all, in minutes. */
  readonly whole: Float64Array;
  /** 1 where no row means zero: inside retention and settled. A total is zero as soon as any part of it is settled. */
  readonly zero: Uint8Array;
}

/** How many periods of time each group has a number for. */
export const widthOf = ({ slots }: Period): number => (slots ? slots.starts.length : 1);

/** @param end of the time that the span is a part of */
export const inOne = (span: Window, end: number, now: number, settledUntil: number): Period => ({
  span,
  whole: Float64Array.of((Math.max(span.to, end) - span.from) / MINUTE),
  minutes: Float64Array.of((Math.min(span.to, now) - span.from) / MINUTE),
  zero: Uint8Array.of(span.from < Math.min(span.to, settledUntil) ? 1 : 0),
});

export function inSlots(slots: Slots, span: Window, now: number, settledUntil: number): Period {
  const { starts, end } = slots;
  const ends = (slot: number) => (slot + 1 < starts.length ? starts[slot + 1] : end);
  return {
    span,
    slots,
    whole: Float64Array.from(starts, (start, slot) => (ends(slot) - start) / MINUTE),
    minutes: Float64Array.from(starts, (start, slot) => (Math.min(ends(slot), now) - start) / MINUTE),
    zero: Uint8Array.from(starts, (start, slot) => (start >= span.from && ends(slot) <= settledUntil ? 1 : 0)),
  };
}
