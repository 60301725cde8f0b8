import * as fc from 'fast-check';
import {
  type Ask,
  type Context,
  DAY,
  type FrameJson,
  HOUR,
  type Limits,
  MINUTE,
  type Result,
  type Window,
  type ZoneOffset,
} from '../../src/core';
import { startSimulator } from '../../simulator/start';
import { viewings, type Viewing } from '../../simulator/viewings';
import { answer, run } from './answer';
import { panelContext } from '../panelContext';

/**
 * Every number that the core makes out of the simulator's answers, against sums over the single viewings that the simulator's
 * data are made of: random ranges, groupings, zones, page sizes and widths of windows.
 */

const NOW = Date.parse('2026-11-24T02:17:30Z');
const SETTLE = 5 * MINUTE;
const SOURCE = { seed: 7, videos: 6 };
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';
/** History of the simulated account, short so that many ranges can be tried. */
const RETENTION = 40 * DAY;

const limits = { notOlderThan: RETENTION / 1000, maxPageSize: 10_000, maxDuration: 31 * 86_400, maxNumberOfFields: 30 };
let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, ...SOURCE, account: ACCOUNT, now: () => NOW, limits });
});
afterAll(() => simulator.close());

const ask = (each: Ask) => answer(simulator.url, ACCOUNT, each);

const contextOf = (range: Window, more: Partial<Context> = {}, own: Limits = {}) =>
  panelContext(range, {
    now: NOW,
    intervalMs: HOUR,
    maxDataPoints: 1000,
    limits: { [MINUTES]: { ...limits, ...own }, [PLAYS]: { ...limits, ...own } },
    ...more,
  });

const keyOf = (viewing: Viewing, groupBy: readonly string[]): string =>
  JSON.stringify(groupBy.map((name) => ({ ...viewing, ...viewing.playback })[name as keyof Viewing]));

/** Minutes by group, over the single viewings. */
function minutes(
  window: Window,
  groupBy: readonly string[],
  accept: (viewing: Viewing) => boolean = () => true
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const viewing of viewings(SOURCE, { from: window.from, to: Math.min(window.to, NOW + 1) })) {
    if (accept(viewing)) {
      const key = keyOf(viewing, groupBy);
      sums.set(key, (sums.get(key) ?? 0) + viewing.minutesViewed);
    }
  }
  return sums;
}

/** A table's rows as `[key, number]`. */
const rowsOf = ({ data: { values } }: FrameJson, dimensions: number): Array<[string, number]> =>
  (values[values.length - 1] as number[]).map((value, row) => [
    JSON.stringify(values.slice(0, dimensions).map((column) => column[row])),
    value,
  ]);

const berlin: ZoneOffset[] = [
  { from: NOW - 60 * DAY, offsetMs: 2 * HOUR },
  { from: Date.parse('2026-10-25T01:00:00Z'), offsetMs: HOUR },
];
const zones = fc.constantFrom<ZoneOffset[]>(
  [],
  berlin,
  [{ from: 0, offsetMs: 5.75 * HOUR }],
  [{ from: 0, offsetMs: -9.5 * HOUR }]
);
const ranges = fc
  .record({ back: fc.integer({ min: 0, max: RETENTION - 8 * DAY }), length: fc.integer({ min: 1, max: 6 * DAY }) })
  .map(({ back, length }) => ({ from: NOW - back - length, to: NOW - back }));
const groupings = fc.subarray(['uid', 'creator', 'clientCountryName', 'mediaType'], { maxLength: 2 });
const pages = fc.record({
  maxPageSize: fc.constantFrom(1, 2, 7, 50, 400, 10_000),
  maxDuration: fc.constantFrom(DAY / 1000, (2 * DAY) / 1000 + 17, (31 * DAY) / 1000),
});
/**
 * Small pages over many rows only make many queries, beyond the core's ceiling, which has a test of its own.
 */
const affordable = (result: Result, { maxPageSize }: { maxPageSize: number }) =>
  fc.pre(maxPageSize >= 400 || result.error?.class !== 'limit');

test('series: every point of every group is the sum of its viewings, and what has none is zero', async () => {
  const buckets = fc.constantFrom('fifteenMinutes', 'halfOfHour', 'hour', 'sixHours', 'day', 'week');
  await fc.assert(
    fc.asyncProperty(ranges, groupings, buckets, zones, pages, async (range, groupBy, bucket, zone, own) => {
      const { result } = await run({ dataset: MINUTES, groupBy, bucket }, contextOf(range, { zone }, own), ask);
      affordable(result, own);
      expect(result.error).toBeUndefined();
      const [{ schema, data }] = result.frames;
      const times = data.values[0] as number[];
      if (times.length === 0) {
        return;
      }
      const ends = [...times.slice(1), endOf(bucket, times, zone)];
      const expected = new Map<string, number[]>();
      for (const viewing of viewings(SOURCE, { from: times[0], to: Math.min(ends[ends.length - 1], NOW + 1) })) {
        const key = keyOf(viewing, groupBy);
        const sums = expected.get(key) ?? times.map(() => NaN);
        const slot = times.findIndex((start, i) => viewing.time >= start && viewing.time < ends[i]);
        sums[slot] = (Number.isNaN(sums[slot]) ? 0 : sums[slot]) + viewing.minutesViewed;
        expected.set(key, sums);
      }
      if (groupBy.length === 0 && expected.size === 0) {
        expected.set(
          '[]',
          times.map(() => NaN)
        );
      }
      const shown = new Map(
        schema.fields
          .slice(1)
          .map(({ labels }, i) => [JSON.stringify(groupBy.map((name) => labels?.[name])), data.values[i + 1]])
      );
      if (expected.size > 0) {
        expect(new Set(shown.keys())).toEqual(new Set(expected.keys()));
      }
      for (const [key, sums] of expected) {
        expect(shown.get(key)).toEqual(
          sums.map((sum, slot) => (!Number.isNaN(sum) ? sum : ends[slot] <= NOW - SETTLE ? 0 : null))
        );
      }
    }),
    { numRuns: 40 }
  );
});

/** Where the last bucket ends, found by walking on in local time. */
function endOf(bucket: string, times: readonly number[], zone: ZoneOffset[]): number {
  const last = times[times.length - 1];
  const fixed: Record<string, number> = {
    fifteenMinutes: 15 * MINUTE,
    halfOfHour: 30 * MINUTE,
    hour: HOUR,
    sixHours: 6 * HOUR,
  };
  if (fixed[bucket]) {
    return last + fixed[bucket];
  }
  const local = (time: number) =>
    time + (zone.filter(({ from }) => from <= time).pop() ?? zone[0] ?? { offsetMs: 0 }).offsetMs;
  let end = last + 15 * MINUTE;
  while (local(end) % DAY !== 0 || (bucket === 'week' && new Date(local(end)).getUTCDay() !== 1)) {
    end += 15 * MINUTE;
  }
  return end;
}

test('tables: every row is the sum of its viewings, in the order and number that were asked for', async () => {
  const orders = fc.constantFrom('metric', 'dimension', 'none');
  await fc.assert(
    fc.asyncProperty(
      ranges,
      groupings,
      pages,
      orders,
      fc.option(fc.integer({ min: 1, max: 12 })),
      async (range, groupBy, own, order, limit) => {
        const span = { from: Math.floor(range.from / MINUTE) * MINUTE, to: Math.ceil(range.to / MINUTE) * MINUTE };
        const expected = minutes(span, groupBy);
        const orderBy =
          order === 'metric'
            ? [{ field: 'sum.minutesViewed', direction: 'desc' }]
            : order === 'dimension' && groupBy.length > 0
              ? [{ field: groupBy[groupBy.length - 1], direction: 'desc' }]
              : [];
        const query = {
          dataset: MINUTES,
          format: 'table',
          names: false,
          groupBy,
          orderBy,
          ...(limit === null ? {} : { limit }),
        };
        const { result } = await run(query, contextOf(range, {}, own), ask);
        affordable(result, own);
        expect(result.error).toBeUndefined();
        const rows = rowsOf(result.frames[0], groupBy.length);
        if (groupBy.length === 0) {
          return expect(rows).toEqual([['[]', expected.get('[]') ?? 0]]);
        }
        const sorted = [...expected].sort(([a, x], [b, y]) => {
          const [keyA, keyB] = [JSON.parse(a) as string[], JSON.parse(b) as string[]];
          const last = groupBy.length - 1;
          const lead = orderBy.length === 0 ? 0 : order === 'metric' ? y - x : -compare(keyA[last], keyB[last]);
          return lead || keyA.map((text, i) => compare(text, keyB[i])).find((step) => step !== 0) || 0;
        });
        expect(rows).toEqual(sorted.slice(0, limit ?? undefined));
      }
    ),
    { numRuns: 60 }
  );
});

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

test('a chart with a limit shows the largest groups of the range, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      ranges,
      fc.constantFrom(['uid'], ['clientCountryName', 'mediaType']),
      fc.integer({ min: 1, max: 5 }),
      pages,
      async (range, groupBy, limit, own) => {
        const query = { dataset: MINUTES, groupBy, bucket: 'hour', limit, orderBy: [{ field: 'sum.minutesViewed' }] };
        const { result } = await run(query, contextOf(range, {}, own), ask);
        affordable(result, own);
        const [{ schema, data }] = result.frames;
        const shown = schema.fields
          .slice(1)
          .flatMap(({ labels }, i): Array<[string, number]> =>
            labels
              ? [
                  [
                    JSON.stringify(groupBy.map((name) => labels[name])),
                    (data.values[i + 1] as number[]).reduce((a, b) => a + (b ?? 0), 0),
                  ],
                ]
              : []
          );
        const times = data.values[0] as number[];
        const whole =
          times.length === 0
            ? new Map<string, number>()
            : minutes({ from: times[0], to: times[times.length - 1] + HOUR }, groupBy);
        const sorted = [...whole].sort(([a, x], [b, y]) => y - x || compare(a, b)).slice(0, limit);
        expect(shown).toEqual(sorted);
      }
    ),
    { numRuns: 30 }
  );
});

test('whatever the size of pages and windows and the order of replies, the frames and the asks are the same', async () => {
  const week = { from: NOW - 5 * DAY, to: NOW - 3 * HOUR };
  const queries = [
    { dataset: MINUTES, groupBy: ['uid', 'clientCountryName'], format: 'table' },
    { dataset: MINUTES, groupBy: ['clientCountryName'], bucket: 'hour' },
    {
      dataset: PLAYS,
      metrics: ['sum.timeViewedMinutes', 'count'],
      groupBy: ['deviceType'],
      bucket: 'sixHours',
      limit: 2,
    },
  ];
  for (const query of queries) {
    const bare = ({ schema, data }: FrameJson) => ({ fields: schema.fields, data });
    const once = await run(query, contextOf(week), ask);
    const cut = contextOf(week, {}, { maxPageSize: 130, maxDuration: 1.5 * 86_400 });
    const first = await run(query, cut, ask);
    expect(first.asked.length).toBeGreaterThan(2);
    expect(first.result.frames.map(bare)).toEqual(once.result.frames.map(bare));
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (choices) => {
        const other = await run(query, cut, ask, (open) => (choices.next().value as number) % open);
        const byId = (a: Ask, b: Ask) => compare(a.id, b.id);
        expect([...other.asked].sort(byId)).toEqual([...first.asked].sort(byId));
        expect(other.result.frames.map(bare)).toEqual(first.result.frames.map(bare));
      }),
      { numRuns: 4 }
    );
  }
});

test('a thousand videos fit into one filter', async () => {
  const range = { from: NOW - 2 * DAY, to: NOW - HOUR };
  const span = { from: Math.floor(range.from / MINUTE) * MINUTE, to: Math.ceil(range.to / MINUTE) * MINUTE };
  const own = [...minutes(span, ['uid']).keys()].map((key) => JSON.parse(key)[0] as string).slice(0, 3);
  const others = Array.from({ length: 1000 - own.length }, (_, i) => i.toString(16).padStart(32, '0'));
  const values = [...others.slice(0, 500), ...own, ...others.slice(500)];
  for (const [operator, accept] of [
    ['in', (uid: string) => own.includes(uid)],
    ['notin', (uid: string) => !own.includes(uid)],
  ] as const) {
    const { result, asked } = await run(
      {
        dataset: MINUTES,
        format: 'table',
        filters: [{ field: 'uid', operator, values }],
        groupBy: ['uid'],
        names: false,
      },
      contextOf(range),
      ask
    );
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(rowsOf(result.frames[0], 1))).toEqual(
      Object.fromEntries(minutes(span, ['uid'], ({ uid }) => accept(uid)))
    );
  }
});

test('filters mean what they say, nested ones too', async () => {
  const range = { from: NOW - 2 * DAY, to: NOW - HOUR };
  const span = { from: Math.floor(range.from / MINUTE) * MINUTE, to: Math.ceil(range.to / MINUTE) * MINUTE };
  const [uid] = JSON.parse([...minutes(span, ['uid']).keys()][0]) as string[];
  const cases: Array<[unknown[], (viewing: Viewing) => boolean]> = [
    [[{ field: 'uid', operator: 'eq', values: [uid] }], (each) => each.uid === uid],
    [[{ field: 'uid', operator: 'gt', values: [uid] }], (each) => each.uid > uid],
    [
      [
        { field: 'clientCountryName', operator: 'in', values: ['US', 'DE'] },
        { field: 'uid', operator: 'neq', values: [uid] },
      ],
      (each) => ['US', 'DE'].includes(each.clientCountryName) && each.uid !== uid,
    ],
    [
      [{ field: 'clientCountryName', operator: 'notin', values: ['US', 'DE'] }],
      (each) => !['US', 'DE'].includes(each.clientCountryName),
    ],
    [
      [{ field: 'clientCountryName', operator: 'like', values: ['%S'] }],
      (each) => each.clientCountryName.endsWith('S'),
    ],
    [[{ field: 'creator', operator: 'eq', values: [''] }], (each) => each.creator === ''],
    [
      [
        {
          or: [
            { field: 'clientCountryName', operator: 'eq', values: ['US'] },
            {
              and: [
                { field: 'uid', operator: 'eq', values: [uid] },
                { field: 'clientCountryName', operator: 'neq', values: ['DE'] },
              ],
            },
          ],
        },
      ],
      (each) => each.clientCountryName === 'US' || (each.uid === uid && each.clientCountryName !== 'DE'),
    ],
    [
      [{ field: 'datetime', operator: 'geq', values: [new Date(NOW - DAY).toISOString().slice(0, 19) + 'Z'] }],
      (each) => each.time >= NOW - DAY,
    ],
    [
      [
        { field: 'uid', operator: 'geq', values: [uid] },
        { field: 'uid', operator: 'geq', values: ['0'] },
      ],
      (each) => each.uid >= uid && each.uid >= '0',
    ],
  ];
  for (const [filters, accept] of cases) {
    const { result } = await run(
      { dataset: MINUTES, format: 'table', filters, groupBy: ['clientCountryName'] },
      contextOf(range, {}, { maxPageSize: 9 }),
      ask
    );
    expect(Object.fromEntries(rowsOf(result.frames[0], 1))).toEqual(
      Object.fromEntries(minutes(span, ['clientCountryName'], accept))
    );
  }
});
