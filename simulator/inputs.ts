import { bytewise } from './bytewise';
import { draws, hash } from './random';

/** How a live input is used, and how well its encoder does. */
export interface LiveInput {
  readonly name: string;
  /** Connected day and night, but for an interruption now and then. */
  readonly always: boolean;
  /** Its encoder sends key frames at odd intervals and cannot keep up at times. */
  readonly unhealthy: boolean;
  /** Whether its live viewer count is kept from the public. */
  readonly hidesViewers: boolean;
  /** Time from one key frame to the next, which is a segment's, in ms. */
  readonly gopMs: number;
  readonly kilobitsPerSecond: number;
}

/** The account's live inputs. */
export const INPUTS: readonly LiveInput[] = [
  { name: 'Studio', always: true, unhealthy: false, hidesViewers: false, gopMs: 2000, kilobitsPerSecond: 6000 },
  { name: 'Main stage', always: false, unhealthy: false, hidesViewers: false, gopMs: 4000, kilobitsPerSecond: 8000 },
  { name: 'Outdoor camera', always: false, unhealthy: true, hidesViewers: false, gopMs: 4000, kilobitsPerSecond: 3500 },
  { name: 'Classroom 1', always: false, unhealthy: false, hidesViewers: false, gopMs: 2000, kilobitsPerSecond: 2500 },
  { name: 'Classroom 2', always: false, unhealthy: false, hidesViewers: false, gopMs: 2000, kilobitsPerSecond: 2500 },
  { name: 'Chapel', always: false, unhealthy: false, hidesViewers: false, gopMs: 6000, kilobitsPerSecond: 4500 },
  { name: 'Café “Zoë”', always: false, unhealthy: false, hidesViewers: false, gopMs: 5000, kilobitsPerSecond: 1800 },
  { name: 'Phone', always: false, unhealthy: false, hidesViewers: true, gopMs: 3000, kilobitsPerSecond: 1200 },
];

/** Bytewise ascending, as many as there are INPUTS. */
export const makeInputUids = (seed: number): string[] =>
  INPUTS.map((_, input) =>
    [0, 1, 2, 3].map((part) => hash(seed, 9, input, part).toString(16).padStart(8, '0')).join('')
  ).sort(bytewise);

/** A span in which an input is connected, in whole seconds of a day. */
export interface Session {
  readonly from: number;
  /** DAY_SECONDS where the input stays connected into the next day. */
  readonly to: number;
}

export const DAY_SECONDS = 86_400;

const LIVE_SHARE_OF_DAYS = 0.7;
const SLOT_SECONDS = 5 * 3600;
const LONGEST_SECONDS = 3.5 * 3600;

/** When an input is connected on a UTC day, numbered from 1970: apart and in order. */
export function sessionsOf(seed: number, input: number, day: number): Session[] {
  const draw = draws(hash(seed, 10, input, day));
  const { floor } = Math;
  if (INPUTS[input].always) {
    const cut = 60 + floor(draw() * (DAY_SECONDS - 300));
    const isCut = draw() < 0.2;
    return isCut
      ? [
          { from: 0, to: cut },
          { from: cut + 45, to: DAY_SECONDS },
        ]
      : [{ from: 0, to: DAY_SECONDS }];
  }
  if (draw() >= LIVE_SHARE_OF_DAYS) {
    return [];
  }
  const first = (6 + floor(draw() * 4)) * 3600;
  return Array.from({ length: 1 + floor(draw() * 3) }, (_, slot) => {
    // Most begin on the hour, so that inputs connect in the same second.
    const from = first + slot * SLOT_SECONDS + (draw() < 0.6 ? 0 : floor(draw() * 900));
    return { from, to: from + 600 + floor(draw() ** 2 * (LONGEST_SECONDS - 600)) };
  });
}
