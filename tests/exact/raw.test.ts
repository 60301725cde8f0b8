import * as fc from 'fast-check';
import { startSimulator } from '../../simulator/start';
import { viewings } from '../../simulator/viewings';
import {
  type Ask,
  type Context,
  DATASETS,
  DAY,
  defaultQuery,
  type FrameJson,
  HOUR,
  MINUTE,
  rawText,
  type Window,
} from '../../src/core';
import { answer, run } from './answer';

/** Queries in GraphQL, against the single viewings and against the same queries made of choices. */

const NOW = Date.parse('2026-11-24T02:17:30Z');
const SOURCE = { seed: 7, videos: 6 };
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const RANGE = 'datetime_geq: $from, datetime_lt: $to';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, ...SOURCE, account: ACCOUNT, now: () => NOW });
});
afterAll(() => simulator.close());

const ask = (each: Ask) => answer(simulator.url, ACCOUNT, each);
const contextOf = (range: Window, maxDuration = 31 * 86_400): Context => ({
  now: NOW,
  range,
  intervalMs: MINUTE,
  maxDataPoints: 200,
  zone: [],
  limits: Object.fromEntries(Object.keys(DATASETS).map((name) => [name, { maxDuration }])),
  caller: 'panel',
  refId: 'A',
});

const ranges = fc
  .record({ back: fc.integer({ min: 0, max: 30 * DAY }), length: fc.integer({ min: 1, max: 5 * DAY }) })
  .map(({ back, length }) => ({ from: NOW - back - length, to: NOW - back }));

/** What is known of each series, by labels and time. */
function points({ schema, data }: FrameJson): Map<string, number> {
  const [times, ...series] = data.values;
  return new Map(
    series.flatMap((values, i) =>
      values.flatMap((value, row): Array<[string, number]> =>
        value === null
          ? []
          : [[JSON.stringify([schema.fields[i + 1].labels, schema.fields[i + 1].name, times[row]]), value as number]]
      )
    )
  );
}

const rowsOf = ({ data }: FrameJson): unknown[][] =>
  data.values[0].map((_, row) => data.values.map((each) => each[row]));
const inOrder = (rows: unknown[][]): string[] => rows.map((row) => JSON.stringify(row)).sort();

test('the text that a query of choices begins with gives the same numbers as its choices', async () => {
  const cases: Array<[string, string[], string[]]> = [
    [MINUTES, ['sum.minutesViewed', 'count'], ['uid', 'clientCountryName', 'mediaType']],
    ['videoPlaybackEventsAdaptiveGroups', ['count', 'sum.timeViewedMinutes'], ['uid', 'deviceType']],
    ['videoQualityEventsAdaptiveGroups', ['count'], ['qualityResolution']],
    ['liveInputEventsAdaptiveGroups', ['avg.bitRate', 'max.gopDuration'], ['inputId']],
  ];
  const queries = fc.constantFrom(...cases).chain(([dataset, metrics, dimensions]) =>
    fc.record({
      dataset: fc.constant(dataset),
      metrics: fc.subarray(metrics, { minLength: 1 }),
      groupBy: fc.subarray(dimensions),
      bucket: fc.constantFrom('auto' as const, 'fifteenMinutes' as const, 'hour' as const),
      format: fc.constantFrom('timeSeries' as const, 'table' as const),
      filters: fc.constantFrom(
        [],
        [{ field: 'datetimeHour', operator: 'neq', values: ['2026-11-20T03:00:00Z'] }],
        [
          {
            or: [
              { field: dimensions[0], operator: 'gt', values: ['7'] },
              { field: dimensions[0], operator: 'lt', values: ['1'] },
            ],
          },
        ]
      ),
    })
  );
  await fc.assert(
    fc.asyncProperty(queries, ranges, fc.constantFrom(86_400, 31 * 86_400), async (chosen, range, maxDuration) => {
      const query = { ...defaultQuery, orderBy: [], limit: undefined, gaps: 'null' as const, ...chosen };
      const bound = query.metrics.includes('avg.bitRate');
      fc.pre(!(bound && query.bucket === 'auto'));
      const graphql = rawText(query);
      const [built, raw] = [
        await run(query, contextOf(range), ask),
        await run({ dataset: 'graphql', format: query.format, graphql }, contextOf(range, maxDuration), ask),
      ].map(({ result }) => result);
      // Rows without a time cannot be put together, and are not.
      fc.pre(query.format !== 'table' || query.bucket !== 'auto' || raw.stats.windows === 1 || raw.error === undefined);
      if (raw.error) {
        return expect(raw.error.message).toMatch(/cannot be put together/);
      }
      expect(built.error).toBeUndefined();
      if (query.format === 'timeSeries') {
        const named = (frame: FrameJson) =>
          new Map(
            [...points(frame)].map(([key, value]) => [
              key.replace('bitRateHour', 'bitRate').replace('bitRateFifteenMinutes', 'bitRate'),
              value,
            ])
          );
        return expect(named(raw.frames[0])).toEqual(named(built.frames[0]));
      }
      // A table of choices has the time and the dimensions first.
      const width = query.metrics.length;
      const turned = rowsOf(raw.frames[0]).map((row) => [...row.slice(width), ...row.slice(0, width)]);
      const total = query.groupBy.length === 0 && query.bucket === 'auto';
      return expect(total && turned.length === 0 ? 0 : inOrder(turned)).toEqual(
        total && turned.length === 0 ? 0 : inOrder(rowsOf(built.frames[0]))
      );
    }),
    { numRuns: 80 }
  );
});

test('whatever its limit, a text by time has every row, and every number is the sum of its viewings', async () => {
  await fc.assert(
    fc.asyncProperty(ranges, fc.integer({ min: 1, max: 60 }), async (range, limit) => {
      const graphql = `${MINUTES}(filter: {${RANGE}}, limit: ${limit}) { m: sum { v: minutesViewed } dimensions { t: datetimeHour c: clientCountryName } }`;
      const { result } = await run({ dataset: 'graphql', format: 'table', graphql }, contextOf(range), ask);
      const expected = new Map<string, number>();
      let most = 0;
      const window = {
        from: Math.floor(range.from / HOUR) * HOUR,
        to: Math.min(Math.ceil(range.to / HOUR) * HOUR, NOW + 1),
      };
      const countries = new Map<number, Set<string>>();
      for (const { time, clientCountryName, minutesViewed } of viewings(SOURCE, window)) {
        const hour = Math.floor(time / HOUR) * HOUR;
        const key = JSON.stringify([hour, clientCountryName]);
        expected.set(key, (expected.get(key) ?? 0) + minutesViewed);
        countries.set(hour, (countries.get(hour) ?? new Set()).add(clientCountryName));
        most = Math.max(most, countries.get(hour)?.size ?? 0);
      }
      if (result.error) {
        return expect(most >= limit || result.stats.upstreamQueries > 100).toBe(true);
      }
      return expect(
        new Map(rowsOf(result.frames[0]).map(([value, hour, country]) => [JSON.stringify([hour, country]), value]))
      ).toEqual(expected);
    }),
    { numRuns: 25 }
  );
});

test('the most of a range, as the text orders them', async () => {
  const range = { from: NOW - 2 * DAY, to: NOW - DAY };
  const graphql = `{ viewer { accounts(filter: {accountTag: $accountTag}) {
    ${MINUTES}(filter: {${RANGE}, clientCountryName_neq: "US"}, limit: 3, orderBy: [sum_minutesViewed_DESC]) {
      sum { minutesViewed } dimensions { uid } } } } }`;
  const { result } = await run({ dataset: 'graphql', format: 'table', graphql }, contextOf(range), ask);
  const sums = new Map<string, number>();
  const window = { from: Math.floor(range.from / MINUTE) * MINUTE, to: Math.ceil(range.to / MINUTE) * MINUTE };
  for (const { uid, clientCountryName, minutesViewed } of viewings(SOURCE, window)) {
    if (clientCountryName !== 'US') {
      sums.set(uid, (sums.get(uid) ?? 0) + minutesViewed);
    }
  }
  expect(result.frames[0].data.values[0]).toEqual([...sums.values()].sort((a, b) => b - a).slice(0, 3));
});
