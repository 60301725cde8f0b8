import { DAY_MS, OTHER_PLAYER, type Day } from './day';
import { columnsOf, firstOf, type Column, type Events } from './events';
import { DAY_SECONDS } from './inputs';
import { draws, hash } from './random';

/**
 * What Stream Player reports besides the start of a playback: that it ran out of buffer, and that it changed to another
 * quality. Both happen while a viewing lasts, and before its day ends.
 */

// Looked up once, as in random.ts.
const { floor, min, sqrt } = Math;

/** Vertical lines that Stream Player changes to. Ascending; 0 where it could not tell. */
export const QUALITIES = [0, 240, 360, 480, 720, 1080, 1440, 2160];

const BUFFER_SHAPE = {
  second: Uint32Array,
  /** Index into the catalogue's uids. */
  video: Uint16Array,
  /** Index into COUNTRIES. */
  country: Uint8Array,
  /** Index into DEVICES. */
  player: Uint8Array,
} as const;

const QUALITY_SHAPE = {
  ...BUFFER_SHAPE,
  /** Index into QUALITIES. */
  quality: Uint8Array,
} as const;

/** One UTC day of buffer events. */
export type Buffering = Events<keyof typeof BUFFER_SHAPE>;

/** One UTC day of changes of quality. */
export type QualityChanges = Events<keyof typeof QUALITY_SHAPE>;

const MOST_OF_EACH = 3;

export function makeBuffering(seed: number, viewings: Day): Buffering {
  const columns = columnsOf(BUFFER_SHAPE, viewings.size * MOST_OF_EACH);
  const size = addEach(viewings, draws(hash(seed, 12, viewings.from / DAY_MS)), 0.6, columns);
  return firstOf(columns, viewings.from, size);
}

export function makeQualityChanges(seed: number, viewings: Day): QualityChanges {
  const columns = columnsOf(QUALITY_SHAPE, viewings.size * MOST_OF_EACH);
  const draw = draws(hash(seed, 13, viewings.from / DAY_MS));
  const size = addEach(viewings, draw, 1.3, columns);
  for (let row = 0; row < size; row++) {
    columns.quality[row] = floor(sqrt(draw()) * QUALITIES.length);
  }
  return firstOf(columns, viewings.from, size);
}

/** Fills columns with the events of viewings in Stream Player. @returns how many there are */
function addEach(
  viewings: Day,
  draw: () => number,
  mean: number,
  columns: Record<keyof typeof BUFFER_SHAPE, Column>
): number {
  const { second, video, country, player, playerMinutes } = viewings.columns;
  let size = 0;
  for (let viewing = 0; viewing < viewings.size; viewing++) {
    if (player[viewing] === OTHER_PLAYER) {
      continue;
    }
    const lasts = min(30 + playerMinutes[viewing] * 60, DAY_SECONDS - second[viewing]);
    const events = min(MOST_OF_EACH, floor(draw() * (2 * mean + 1)));
    for (let n = 0; n < events; n++, size++) {
      columns.second[size] = second[viewing] + floor(draw() * lasts);
      columns.video[size] = video[viewing];
      columns.country[size] = country[viewing];
      columns.player[size] = player[viewing];
    }
  }
  return size;
}
