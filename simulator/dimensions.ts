import type { Window } from '../src/core/seam';
import { STEP_MS } from './buckets';
import { bytewise } from './bytewise';
import type { Catalogue } from './catalogue';
import { COUNTRIES } from './countries';
import { DAY_MS, MEDIA_TYPES } from './day';
import { DEVICES } from './devices';
import type { Events } from './events';
import { COLOS, INGEST_EVENTS } from './ingestDay';
import { QUALITIES } from './playerDay';
import {
  BUFFER_LENGTH,
  INITIAL_STARVATION,
  LADDER,
  OBJECT_DURATIONS,
  sessionId,
  sessionsADay,
  STARVATION,
  STREAMINGS,
  THROUGHPUT,
} from './reportDay';

/** A dimension's value: a text, a number, or a time in ms since the epoch. */
export type Value = string | number;

/** Reads something of each event of a day. */
export type Reader<T> = (day: Events) => (row: number) => T;

/** A dimension as codes: whole numbers that order as the values do. */
export interface Dimension {
  /** Codes of the events of a span: `size` of them, from `least` on. */
  range(span: Window): { readonly least: number; readonly size: number };
  readonly code: Reader<number>;
  value(code: number): Value;
  /** Whether an event's value passes. */
  test(passes: (value: Value) => boolean): Reader<boolean>;
}

// Looked up once, as in random.ts.
const { ceil, floor, max } = Math;

/** A dimension whose codes are many: each event's value is worked out anew. */
function counted(range: Dimension['range'], code: Reader<number>, value: Dimension['value']): Dimension {
  return {
    range,
    code,
    value,
    test: (passes) => (day) => {
      const read = code(day);
      return (row) => passes(value(read(row)));
    },
  };
}

const bucket = (step: number): Dimension =>
  counted(
    ({ from, to }) => {
      // A whole day's first code, so that the digits of several time dimensions have the same epoch.
      const least = floor(from / DAY_MS) * (DAY_MS / step);
      return { least, size: max(1, ceil(to / step) - least) };
    },
    ({ from, columns: { second } }) =>
      (row) =>
        floor((from + second[row] * 1000) / step),
    (code) => code * step
  );

/** @param values distinct and ascending @param codes by the column's entry, an index into `values` */
function listed(
  column: string,
  values: readonly Value[],
  codes: ArrayLike<number> = values.map((_, at) => at)
): Dimension {
  return {
    range: () => ({ least: 0, size: values.length }),
    code: ({ columns }) => {
      const entries = columns[column];
      return (row) => codes[entries[row]];
    },
    value: (code) => values[code],
    test(passes) {
      // Decided once for each value, then looked up.
      const passing = Array.from(codes, (code) => passes(values[code]));
      return ({ columns }) => {
        const entries = columns[column];
        return (row) => passing[entries[row]];
      };
    },
  };
}

/** A column's entry stands for one of some things, and the dimension is a property of the thing. */
function property<T>(column: string, things: readonly T[], read: (thing: T) => Value): Dimension {
  const compare = (a: Value, b: Value) => (typeof a === 'number' ? a - Number(b) : bytewise(a, String(b)));
  const values = [...new Set(things.map(read))].sort(compare);
  return listed(
    column,
    values,
    things.map((thing) => values.indexOf(read(thing)))
  );
}

const steps = (column: string, { unit, most }: { unit: number; most: number }): Dimension =>
  listed(
    column,
    Array.from({ length: most }, (_, step) => step * unit)
  );

const session = (videos: number): Dimension => {
  const aDay = sessionsADay(videos);
  return counted(
    ({ from, to }) => {
      const least = floor(from / DAY_MS) * aDay;
      return { least, size: max(1, ceil(to / DAY_MS) * aDay - least) };
    },
    ({ from, columns: { viewing } }) => {
      const first = (from / DAY_MS) * aDay;
      return (row) => first + viewing[row];
    },
    sessionId
  );
};

/** Every dimension of every dataset, by name. */
export function makeDimensions({ uids, creators, creatorOf, inputs }: Catalogue): Record<string, Dimension> {
  const uid = listed('video', uids);
  const creator = listed('video', creators, creatorOf);
  const country = property('country', COUNTRIES, ({ code }) => code);
  return {
    ...Object.fromEntries(Object.entries(STEP_MS).map(([name, step]) => [name, bucket(step)])),
    uid,
    videoId: uid,
    contentId: uid,
    creator,
    creatorId: creator,
    clientCountryName: country,
    country,
    mediaType: listed('mediaType', MEDIA_TYPES),
    streamType: listed('mediaType', ['l', 'v']),
    deviceType: property('player', DEVICES, ({ type }) => type),
    deviceOs: property('player', DEVICES, ({ os }) => os),
    deviceBrowser: property('player', DEVICES, ({ browser }) => browser),
    qualityResolution: listed('quality', QUALITIES),
    streamingFormat: property('streaming', STREAMINGS, ({ format }) => format),
    hlsType: property('streaming', STREAMINGS, ({ hlsType }) => hlsType),
    sessionId: session(uids.length),
    resolution: property('rung', LADDER, ({ resolution }) => resolution),
    encodedBitrate: property('rung', LADDER, ({ kilobits }) => kilobits),
    topBitrate: property('topRung', LADDER, ({ kilobits }) => kilobits),
    objectDuration: listed('objectDuration', OBJECT_DURATIONS),
    startup: listed('startup', [0, 1]),
    playbackRate: listed('playbackRate', [0, 1, 2]),
    bufferLength: steps('bufferLength', BUFFER_LENGTH),
    bufferStarvation: property('bufferStarvation', [...Array(STARVATION.most).keys()], (units) => (units > 0 ? 1 : 0)),
    bufferStarvationDuration: steps('bufferStarvation', STARVATION),
    initialBufferStarvationDuration: steps('initialBufferStarvation', INITIAL_STARVATION),
    measuredThroughput: steps('measuredThroughput', THROUGHPUT),
    // Videos that never were live have no input; events of live inputs always have one.
    inputId: listed('input', ['', ...inputs]),
    eventCode: property('event', INGEST_EVENTS, ({ code }) => code),
    eventDescription: property('event', INGEST_EVENTS, ({ description }) => description),
    coloCode: listed('colo', COLOS),
  };
}
