import { CYCLE_DAYS, type Catalogue } from './catalogue';
import { COUNTRIES } from './countries';
import { DEVICES } from './devices';
import { columnsOf, type Events } from './events';
import { picker } from './picker';
import { draws, hash } from './random';

// Looked up once, as in random.ts.
const { cos, exp, floor, PI } = Math;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Bytewise ascending. */
export const MEDIA_TYPES = ['live', 'onDemand'] as const;

/** What `player` holds for a viewing in another player than Stream's: no playback event comes from it. */
export const OTHER_PLAYER = 255;

/** Where each number of a viewing is kept. */
const SHAPE = {
  /** Second of the day at which the viewing began. */
  second: Uint32Array,
  /** Index into the catalogue's uids. */
  video: Uint16Array,
  /** Index into COUNTRIES. */
  country: Uint8Array,
  /** Index into MEDIA_TYPES. */
  mediaType: Uint8Array,
  /** Minutes that the server delivered. */
  minutes: Uint8Array,
  /** Index into DEVICES, or OTHER_PLAYER. */
  player: Uint8Array,
  /** 1 where Stream Player reported the start of a playback, 0 where it only reported on one begun before. */
  starts: Uint8Array,
  /** Minutes that Stream Player reported. */
  playerMinutes: Uint8Array,
} as const;

/** One UTC day of viewings, in order of the hour alone. */
export type Day = Events<keyof typeof SHAPE>;

const VIEWINGS_PER_VIDEO_AND_DAY = 20;
const STREAM_PLAYER_SHARE = 0.45;

const totalWeight = COUNTRIES.reduce((sum, { weight }) => sum + weight, 0);

/** More viewings than these do not begin in a day: on the busiest of days every country's audience is at its peak. */
export const mostViewings = (videos: number): number => videos * VIEWINGS_PER_VIDEO_AND_DAY * 2 + 24 * COUNTRIES.length;

/** The viewings of the day that begins at `from`. Depends on nothing but its arguments; reads no clock. */
export function makeDay(seed: number, catalogue: Catalogue, from: number): Day {
  const number = from / DAY_MS;
  const counts = countsByHourAndCountry(seed, catalogue.uids.length, from);
  const size = counts.reduce((sum, count) => sum + count, 0);
  const columns = columnsOf(SHAPE, size);
  const pickVideo = picker(catalogue.weight.map((weight, video) => weight * liveliness(catalogue, video, number)));
  const pickDevice = picker(Float64Array.from(DEVICES, ({ weight }) => weight));
  const draw = draws(hash(seed, 5, number));
  let row = 0;
  counts.forEach((count, cell) => {
    const hour = floor(cell / COUNTRIES.length);
    for (let n = 0; n < count; n++, row++) {
      const video = pickVideo(draw());
      const minutes = 1 + floor(draw() ** 2 * catalogue.lengthMinutes[video]);
      const source = draw();
      columns.second[row] = floor((hour + draw()) * 3600);
      columns.video[row] = video;
      columns.country[row] = cell % COUNTRIES.length;
      columns.mediaType[row] = catalogue.live[video] === 1 && draw() < 0.75 ? 0 : 1;
      columns.minutes[row] = minutes;
      columns.player[row] = source < STREAM_PLAYER_SHARE ? pickDevice(source / STREAM_PLAYER_SHARE) : OTHER_PLAYER;
      columns.starts[row] = draw() < 0.04 ? 0 : 1;
      columns.playerMinutes[row] = floor(minutes * (0.4 + 0.6 * draw()));
    }
  });
  return { from, size, columns };
}

/** How many viewings begin, at index `hour * COUNTRIES.length + country`. */
function countsByHourAndCountry(seed: number, videos: number, from: number): Uint32Array {
  const draw = draws(hash(seed, 6, from / DAY_MS));
  const dayNoise = 0.85 + 0.3 * draw();
  const perHour = (videos * VIEWINGS_PER_VIDEO_AND_DAY * dayNoise) / 24 / totalWeight;
  return Uint32Array.from({ length: 24 * COUNTRIES.length }, (_, cell) => {
    const { weight, offsetMinutes } = COUNTRIES[cell % COUNTRIES.length];
    const local = from + floor(cell / COUNTRIES.length) * HOUR_MS + offsetMinutes * 60_000;
    return floor(perHour * weight * rhythm(local) * (0.7 + 0.6 * draw()) + draw());
  });
}

/** Audience at a local time (ms, as though it were UTC), around 1: nights are quiet, evenings and weekends are not. */
function rhythm(local: number): number {
  const hour = (local % DAY_MS) / HOUR_MS;
  const wave = (peak: number, period: number) => cos(((hour - peak) / period) * 2 * PI);
  const weekday = (floor(local / DAY_MS) + 4) % 7;
  const weekly = weekday === 0 || weekday === 6 ? 1.25 : 0.9;
  return weekly * (1 + 0.7 * wave(20, 24) + 0.2 * wave(20.5, 12));
}

/** A video's audience on a day as a multiple of its lasting weight: a peak at its release that decays, then nothing. */
function liveliness({ releaseDay }: Catalogue, video: number, day: number): number {
  if (releaseDay[video] < 0) {
    return 1;
  }
  const age = (day - releaseDay[video] + CYCLE_DAYS) % CYCLE_DAYS;
  return age < 95 ? 0.3 + 9 * exp(-age / 4) : 0;
}
