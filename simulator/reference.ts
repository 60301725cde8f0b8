import type { Viewing } from './viewings';

/**
 * What the API means, said the long way for tests: viewing by viewing, in texts, without columns, codes and keys.
 */

export type Texts = Readonly<Record<string, string>>;
export type Predicate = (texts: Texts) => boolean;

/** A viewing as one dataset sees it: its dimensions as the API writes them, and what it adds to the numbers. */
export interface Flat {
  readonly time: number;
  readonly texts: Texts;
  readonly count: number;
  readonly sum: number;
}

export interface Tested {
  readonly node: string;
  readonly sum: string;
  readonly strings: readonly string[];
  readonly times: readonly string[];
  flat(viewing: Viewing): Flat[];
}

const TIMES = ['date', 'datetime', 'datetimeMinute', 'datetimeFiveMinutes', 'datetimeFifteenMinutes', 'datetimeHour'];

export const MINUTES: Tested = {
  node: 'streamMinutesViewedAdaptiveGroups',
  sum: 'minutesViewed',
  strings: ['uid', 'creator', 'clientCountryName', 'mediaType'],
  times: TIMES,
  flat: ({ time, uid, creator, clientCountryName, mediaType, minutesViewed }) => [
    { time, texts: { ...timesOf(time), uid, creator, clientCountryName, mediaType }, count: 1, sum: minutesViewed },
  ],
};

export const PLAYBACK: Tested = {
  node: 'videoPlaybackEventsAdaptiveGroups',
  sum: 'timeViewedMinutes',
  strings: ['uid', 'clientCountryName', 'deviceType', 'deviceOs', 'deviceBrowser'],
  times: [...TIMES, 'datetimeHalfOfHour'],
  flat: ({ time, uid, clientCountryName, playback }) => {
    if (!playback) {
      return [];
    }
    const { starts, timeViewedMinutes, ...device } = playback;
    return [
      { time, texts: { ...timesOf(time), uid, clientCountryName, ...device }, count: starts, sum: timeViewedMinutes },
    ];
  },
};

/** Every time dimension of a moment, as the API writes it. */
export function timesOf(time: number): Texts {
  const datetime = `${new Date(time).toISOString().slice(0, 19)}Z`;
  const minute = Number(datetime.slice(14, 16));
  const every = (width: number) => `${datetime.slice(0, 14)}${String(minute - (minute % width)).padStart(2, '0')}:00Z`;
  return {
    date: datetime.slice(0, 10),
    datetime,
    datetimeMinute: every(1),
    datetimeFiveMinutes: every(5),
    datetimeFifteenMinutes: every(15),
    datetimeHalfOfHour: every(30),
    datetimeHour: every(60),
  };
}

const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What each operator means, said of two texts. Times written alike compare as texts. */
export const OPERATORS: Readonly<Record<string, (actual: string, value: string) => boolean>> = {
  '': (actual, value) => actual === value,
  _neq: (actual, value) => actual !== value,
  _gt: (actual, value) => bytes(actual, value) > 0,
  _geq: (actual, value) => bytes(actual, value) >= 0,
  _lt: (actual, value) => bytes(actual, value) < 0,
  _leq: (actual, value) => bytes(actual, value) <= 0,
};

export function like(actual: string, pattern: string): boolean {
  const [head, ...rest] = [...pattern];
  if (head === undefined) {
    return actual === '';
  }
  const [first, ...others] = [...actual];
  return head === '%'
    ? like(actual, rest.join('')) || (first !== undefined && like(others.join(''), pattern))
    : first === head && like(others.join(''), rest.join(''));
}

export interface Filter {
  /** As it is sent. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly passes: Predicate;
}

export interface Question {
  readonly dataset: Tested;
  readonly dimensions: readonly string[];
  readonly filter: Filter;
  readonly orderBy: readonly string[];
  readonly limit: number;
  readonly range: readonly [number, number];
}

export interface Row {
  readonly count: number;
  readonly dimensions?: Texts;
  readonly sum: Readonly<Record<string, number>>;
}

/** @param flats the dataset's, of the question's range or more */
export function reference(flats: readonly Flat[], question: Question): Row[] {
  const { dataset, dimensions, filter, orderBy, limit, range } = question;
  const groups = new Map<string, { dimensions: Texts; count: number; minutes: number }>();
  for (const { time, texts, count, sum } of flats) {
    if (time >= range[0] && time < range[1] && filter.passes(texts)) {
      const key = JSON.stringify(dimensions.map((name) => texts[name]));
      const group = groups.get(key) ?? { dimensions: texts, count: 0, minutes: 0 };
      groups.set(key, { ...group, count: group.count + count, minutes: group.minutes + sum });
    }
  }
  const orders = [...orderBy, ...dimensions.map((name) => `${name}_ASC`)];
  return [...groups.values()]
    .sort((a, b) => {
      for (const order of orders) {
        const field = order.replace(/_(ASC|DESC)$/, '');
        const difference =
          field === 'count'
            ? a.count - b.count
            : field.startsWith('sum_')
              ? a.minutes - b.minutes
              : bytes(a.dimensions[field], b.dimensions[field]);
        if (difference !== 0) {
          return order.endsWith('_DESC') ? -difference : difference;
        }
      }
      return 0;
    })
    .slice(0, limit)
    .map(({ dimensions: texts, count, minutes }) => ({
      count,
      ...(dimensions.length > 0 && { dimensions: Object.fromEntries(dimensions.map((name) => [name, texts[name]])) }),
      sum: { [dataset.sum]: minutes },
    }));
}
