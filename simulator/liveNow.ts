import type { Window } from '../src/core/seam';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import { DAY_MS, MEDIA_TYPES } from './day';
import { placesIn } from './events';
import { INPUTS, sessionsOf } from './inputs';

/** Whether an input, an index, is connected at a moment. */
export function isConnected({ seed }: Source, input: number, now: number): boolean {
  const second = (now % DAY_MS) / 1000;
  return sessionsOf(seed, input, Math.floor(now / DAY_MS)).some(({ from, to }) => second >= from && second < to);
}

/** Where whoever would watch a channel whose input is away watches instead. */
const SUBSTITUTE = INPUTS.findIndex(({ always }) => always);

/** The channels, indexes of videos, that are watched at an input, an index, at a moment: none while it is away. */
export function channelsAt(source: Source, input: number, now: number): ReadonlySet<number> {
  const on = INPUTS.map((_, each) => isConnected(source, each, now));
  const inputOf = archiveOf(source).catalogue.inputOf;
  const isAt = (own: number) => own > 0 && (on[own - 1] ? own - 1 : SUBSTITUTE) === input;
  return new Set(on[input] ? [...inputOf.keys()].filter((video) => isAt(inputOf[video])) : []);
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
