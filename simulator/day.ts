import { CYCLE_DAYS, type Catalogue } from './catalogue';
import { COUNTRIES } from './countries';
import { DEVICES } from './devices';
import { draws, hash } from './random';

// Looked up once, as in random.ts.
const { cos, exp, floor, PI } = Math;

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Bytewise ascending. */
export const MEDIA_TYPES = ['live', 'onDemand'] as const;

/** What `player` holds for a viewing in another player than Stream's: no playback event comes from it. */
export const OTHER_PLAYER = 255;

/** One UTC day of viewings as columns. Row `i` of each column is viewing `i`; rows are in order of the hour alone. */
export interface Day {
  /** Midnight, ms since the epoch. */
  readonly from: number;
  readonly size: number;
  /** Second of the day at which the viewing began. */
  readonly second: Uint32Array;
  readonly video: Uint16Array;
  /** Index into COUNTRIES. */
  readonly country: Uint8Array;
  /** Index into MEDIA_TYPES. */
  readonly mediaType: Uint8Array;
  /** Minutes that the server delivered. */
  readonly minutes: Uint8Array;
  /** Index into DEVICES, or OTHER_PLAYER. */
  readonly player: Uint8Array;
  /** 1 where Stream Player reported the start of a playback, 0 where it only reported on one begun before. */
  readonly starts: Uint8Array;
  /** Minutes that Stream Player reported. */
  readonly playerMinutes: Uint8Array;
}

const VIEWINGS_PER_VIDEO_AND_DAY = 20;
const STREAM_PLAYER_SHARE = 0.45;

const totalWeight = COUNTRIES.reduce((sum, { weight }) => sum + weight, 0);

/** The viewings of the day that begins at `from`. Depends on nothing but its arguments; reads no clock. */
export function makeDay(seed: number, catalogue: Catalogue, from: number): Day {
  const number = from / DAY_MS;
  const counts = countsByHourAndCountry(seed, catalogue.uids.length, from);
  const size = counts.reduce((sum, count) => sum + count, 0);
  const day: Day = {
    from,
    size,
    second: new Uint32Array(size),
    video: new Uint16Array(size),
    country: new Uint8Array(size),
    mediaType: new Uint8Array(size),
    minutes: new Uint8Array(size),
    player: new Uint8Array(size),
    starts: new Uint8Array(size),
    playerMinutes: new Uint8Array(size),
  };
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
      day.second[row] = floor((hour + draw()) * 3600);
      day.video[row] = video;
      day.country[row] = cell % COUNTRIES.length;
      day.mediaType[row] = catalogue.live[video] === 1 && draw() < 0.75 ? 0 : 1;
      day.minutes[row] = minutes;
      day.player[row] = source < STREAM_PLAYER_SHARE ? pickDevice(source / STREAM_PLAYER_SHARE) : OTHER_PLAYER;
      day.starts[row] = draw() < 0.04 ? 0 : 1;
      day.playerMinutes[row] = floor(minutes * (0.4 + 0.6 * draw()));
    }
  });
  return day;
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

/** Turns a draw in [0, 1) into an index, each as likely as its weight. */
function picker(weights: Float64Array): (draw: number) => number {
  let total = 0;
  const upTo = weights.map((weight) => (total += weight));
  return (draw) => {
    const wanted = draw * total;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
}
