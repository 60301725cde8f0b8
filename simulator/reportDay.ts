import type { Catalogue } from './catalogue';
import { COUNTRIES } from './countries';
import { DAY_MS, mostViewings, type Day } from './day';
import { columnsOf, firstOf, type Events } from './events';
import { DAY_SECONDS } from './inputs';
import { picker } from './picker';
import { draws, hash } from './random';

/**
 * What players report with their requests, as common media client data (CTA-5004): a few reports a viewing, all of one
 * session and all before its day ends.
 */

// Looked up once, as in random.ts.
const { floor, min, sqrt } = Math;

/** How a viewing was streamed. */
export const STREAMINGS = [
  { format: 'h', hlsType: 'hls', weight: 55 },
  { format: 'h', hlsType: 'll-hls', weight: 10 },
  { format: 'h', hlsType: '', weight: 5 },
  { format: 'd', hlsType: '', weight: 30 },
] as const;

/** What a video is encoded to. Ascending in kbit/s; the first is sound alone. */
export const LADDER = [
  { kilobits: 128, resolution: '' },
  { kilobits: 400, resolution: '426x240' },
  { kilobits: 800, resolution: '640x360' },
  { kilobits: 1400, resolution: '854x480' },
  { kilobits: 2800, resolution: '1280x720' },
  { kilobits: 5000, resolution: '1920x1080' },
  { kilobits: 14_000, resolution: '3840x2160' },
] as const;

/** ms. Ascending. */
export const OBJECT_DURATIONS = [1000, 2000, 4000, 6000];

/** What one unit of a report's columns is worth: CTA-5004 rounds buffers to 100 ms and throughput to 100 kbit/s. */
export const BUFFER_LENGTH = { unit: 100, most: 300 } as const;
export const STARVATION = { unit: 50, most: 160 } as const;
export const INITIAL_STARVATION = { unit: 50, most: 80 } as const;
export const THROUGHPUT = { unit: 100, most: 400 } as const;

const SHAPE = {
  second: Uint32Array,
  /** Index of the viewing in its day. */
  viewing: Uint32Array,
  viewer: Uint32Array,
  /** Index into the catalogue's uids. */
  video: Uint16Array,
  /** Index into the catalogue's inputs plus one; 0 for none. */
  input: Uint8Array,
  /** Index into COUNTRIES. */
  country: Uint8Array,
  /** Index into MEDIA_TYPES. */
  mediaType: Uint8Array,
  /** Index into STREAMINGS. */
  streaming: Uint8Array,
  /** What was played and the best there was: indexes into LADDER. */
  rung: Uint8Array,
  topRung: Uint8Array,
  /** Index into OBJECT_DURATIONS. */
  objectDuration: Uint8Array,
  /** 1 for a viewing's first report. */
  startup: Uint8Array,
  playbackRate: Uint8Array,
  /** In units, as below; 0 where the buffer never was empty. */
  bufferLength: Uint16Array,
  bufferStarvation: Uint8Array,
  initialBufferStarvation: Uint8Array,
  measuredThroughput: Uint16Array,
  /** ms */
  viewed: Uint32Array,
} as const;

/** One UTC day of reports. */
export type Reports = Events<keyof typeof SHAPE>;

const REPORTING_SHARE = 0.8;
const MOST_REPORTS = 3;
/** In each country. */
const VIEWERS_PER_VIDEO = 3;

export function makeReports(seed: number, { uids, inputOf }: Catalogue, viewings: Day): Reports {
  const { second, video, country, mediaType, minutes } = viewings.columns;
  const columns = columnsOf(SHAPE, viewings.size * MOST_REPORTS);
  const draw = draws(hash(seed, 14, viewings.from / DAY_MS));
  const pickStreaming = picker(Float64Array.from(STREAMINGS, ({ weight }) => weight));
  let size = 0;
  for (let viewing = 0; viewing < viewings.size; viewing++) {
    if (draw() >= REPORTING_SHARE) {
      continue;
    }
    // Squared, so that some viewers come every day and most now and then. Nobody moves to another country.
    const viewer = floor(draw() ** 2 * uids.length * VIEWERS_PER_VIDEO) * COUNTRIES.length + country[viewing];
    const streaming = pickStreaming(draw());
    const topRung = 3 + (hash(seed, 15, video[viewing]) % (LADDER.length - 3));
    const live = mediaType[viewing] === 0;
    const reports = 1 + (minutes[viewing] > 3 ? 1 : 0) + (minutes[viewing] > 15 ? 1 : 0);
    const viewed = floor((minutes[viewing] * 60_000 * (0.7 + 0.3 * draw())) / reports);
    const lasts = min(minutes[viewing] * 60, DAY_SECONDS - second[viewing]);
    for (let report = 0; report < reports; report++, size++) {
      const isFirst = report === 0;
      columns.second[size] = second[viewing] + floor(((report + draw()) / reports) * lasts);
      columns.viewing[size] = viewing;
      columns.viewer[size] = viewer;
      columns.video[size] = video[viewing];
      columns.input[size] = inputOf[video[viewing]];
      columns.country[size] = country[viewing];
      columns.mediaType[size] = mediaType[viewing];
      columns.streaming[size] = streaming;
      columns.rung[size] = floor(sqrt(draw()) * (topRung + 1));
      columns.topRung[size] = topRung;
      columns.objectDuration[size] = live ? floor(draw() * 2) : 2 + floor(draw() * 1.2);
      columns.startup[size] = isFirst ? 1 : 0;
      columns.playbackRate[size] = draw() < 0.93 ? 1 : 2 * floor(draw() * 2);
      columns.bufferLength[size] = floor(draw() * BUFFER_LENGTH.most);
      columns.bufferStarvation[size] = draw() < 0.2 ? 1 + floor(draw() ** 3 * (STARVATION.most - 1)) : 0;
      columns.initialBufferStarvation[size] = isFirst ? floor(draw() ** 2 * INITIAL_STARVATION.most) : 0;
      columns.measuredThroughput[size] = 5 + floor(draw() ** 2 * (THROUGHPUT.most - 5));
      columns.viewed[size] = viewed;
    }
  }
  return firstOf(columns, viewings.from, size);
}

/** Sessions as numbers: each viewing's index in its day, after those of all days before. */
export const sessionsADay = mostViewings;

/** A session's id out of its number. Of one length, so that ids order as numbers do. */
export function sessionId(session: number): string {
  const text = session.toString(16).padStart(12, '0');
  return `${text.slice(0, 8)}-${text.slice(8)}-${(session % 0xff_ff1).toString(16).padStart(6, '0')}`;
}
