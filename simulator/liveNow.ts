import type { Window } from '../src/core/seam';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import { DAY_MS, MEDIA_TYPES } from './day';
import { placesIn } from './events';
import { sessionsOf } from './inputs';

/** Whether an input, an index, is connected at a moment. */
export function isConnected({ seed }: Source, input: number, now: number): boolean {
  const second = (now % DAY_MS) / 1000;
  return sessionsOf(seed, input, Math.floor(now / DAY_MS)).some(({ from, to }) => second >= from && second < to);
}

/** The longest viewing. */
const LONGEST_MS = 4 * 3_600_000;

/** How many watch the given videos live at a moment: indexes into the catalogue. */
export function liveViewers(
  source: Source,
  videos: ReadonlySet<number>,
  now: number,
  quiet: readonly Window[]
): number {
  const window = { from: now - LONGEST_MS, to: now + 1 };
  let viewers = 0;
  for (const { columns, row, time } of placesIn(archiveOf(source).days.viewings(window), window, quiet)) {
    const isLive = MEDIA_TYPES[columns.mediaType[row]] === 'live';
    viewers += isLive && videos.has(columns.video[row]) && now < time + columns.minutes[row] * 60_000 ? 1 : 0;
  }
  return viewers;
}
