import * as fc from 'fast-check';
import type { BucketName, Caller } from '../../src/core';
import { HIGH, type Case, type Text, type TextCase } from './case';
import { combining, DAY, FACTS, WIDTHS } from './facts';
import { eventQueries, queries, texts } from './queryCases';
import { basesOf } from './recipes';
import { longestText, textOf } from './text';

/** Random cases. What is smaller to fast-check is plainer: no grouping, no filter, UTC, one page. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Spans of time with changes of the clock, each with data of its own, so that the days of both stay at hand. */
const ERAS = [
  { source: { seed: 7, videos: 6 }, from: Date.parse('2026-09-28T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') },
  { source: { seed: 8, videos: 5 }, from: Date.parse('2026-03-03T00:00:00Z'), to: Date.parse('2026-04-28T00:00:00Z') },
];

const ZONES = [
  'UTC',
  'Asia/Kathmandu',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Europe/London',
  // Clocks change at midnight.
  'Africa/Cairo',
  'America/Havana',
  'Asia/Beirut',
];

const nows = fc
  .constantFrom(...ERAS)
  .chain(({ source, from, to }) =>
    fc
      .tuple(
        fc.integer({ min: 0, max: (to - from) / 1000 - 1 }),
        fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 999 })),
        fc.constantFrom(1000, MINUTE, 5 * MINUTE, HOUR)
      )
      .map(([second, ms, unit]) => ({ source, now: from + Math.floor((second * 1000) / unit) * unit + ms }))
  );

/** A range that ends before now, or after; as long as buckets of that width allow. */
const ranges = (now: number, most: number) =>
  fc
    .record({
      back: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 2 * HOUR }) },
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 35 * DAY }) },
        { weight: 1, arbitrary: fc.integer({ min: -2 * DAY, max: 0 }) }
      ),
      length: fc.oneof(fc.integer({ min: 0, max: most / 20 }), fc.integer({ min: 0, max: most })),
      unit: fc.constantFrom(DAY, HOUR, MINUTE, 1000, 1),
    })
    .map(({ back, length, unit }) => {
      const to = Math.floor((now - back) / unit) * unit;
      return { from: to - Math.ceil(length / unit) * unit, to };
    });

/** Few points and few pages, so that many cases can be tried. Events of live inputs are many. */
const longest = (bucket: BucketName | 'auto', dataset: string, pageSize: number): number =>
  Math.min(
    Math.min(300, 10 * pageSize) *
      (bucket === 'month' || bucket === 'week' ? DAY : (WIDTHS[bucket as BucketName] ?? 3 * HOUR)),
    (dataset.startsWith('live') ? 4 : 45) * DAY
  );

/** As long as one query may cover, or a little longer or shorter. */
const fitting = (now: number, length: number) =>
  fc
    .record({
      back: fc.integer({ min: 0, max: 2 * HOUR }),
      more: fc.constantFrom(0, 1, 999, 1000, -1, MINUTE, -MINUTE),
    })
    .map(({ back, more }) => ({ from: now - back - length - more, to: now - back }));

const rangesFor = (now: number, most: number, { maxDuration }: Case['limits']) =>
  fc.oneof(
    { weight: 45, arbitrary: ranges(now, most) },
    { weight: 5, arbitrary: fitting(now, Math.min(maxDuration * 1000, most)) },
    fc.constant({ from: now, to: now - HOUR })
  );

type Known = Pick<Case, 'limits' | 'told'>;

const told = fc.record({
  enabled: fc.oneof({ weight: 60, arbitrary: fc.constant(true) }, fc.constant(false)),
  maxPageSize: fc.constantFrom(10_000, 400, 50, 7, 7, 2),
  maxDuration: fc.constantFrom((31 * DAY) / 1000, (31 * DAY) / 1000, DAY / 1000, (1.5 * DAY) / 1000 + 17),
  notOlderThan: fc.constantFrom(40 * DAY, 40 * DAY, 12 * DAY).map((ms) => ms / 1000),
  maxNumberOfFields: fc.oneof({ weight: 9, arbitrary: fc.constant(30) }, fc.constant(3)),
});

const DOCUMENTED: Case['limits'] = {
  enabled: true,
  maxPageSize: 10_000,
  maxDuration: (31 * DAY) / 1000,
  notOlderThan: (90 * DAY) / 1000,
  maxNumberOfFields: 30,
};

/** Limits that only refusals tell: one that is narrower than documented, since the core learns once. */
const untold = fc
  .constantFrom(
    { maxDuration: DAY / 1000 },
    { maxDuration: (2.5 * DAY) / 1000 + 1 },
    { notOlderThan: (20 * DAY) / 1000 },
    { maxPageSize: 50 }
  )
  .map((narrower): Known => ({ limits: { ...DOCUMENTED, ...narrower }, told: false }));

const known = fc.oneof(
  { weight: 9, arbitrary: told.map((limits): Known => ({ limits, told: true })) },
  { weight: 1, arbitrary: untold }
);

/**
 * A filter by time may keep a query within limits that its range passes, so that the API does not tell them; what cannot be
 * combined is refused by the limits that are documented; and of two datasets each would tell its own.
 */
const mustBeTold = ({
  dataset,
  metrics = [],
  filters,
}: Pick<Case['query'], 'dataset' | 'metrics' | 'filters'>): boolean =>
  /"field":"date/.test(JSON.stringify(filters ?? [])) ||
  basesOf(dataset, metrics).some((base) => base.dataset !== dataset || combining(base.metric) === 'none');

/** Cases of one dataset. */
export const cases = (dataset: string): fc.Arbitrary<Case> => casesOf(queries(dataset), longest);

/** Single events, of days that hold thousands of them. */
export const eventCases: fc.Arbitrary<Case> = casesOf(eventQueries, () => 2 * DAY);

/** Queries in GraphQL of every dataset with groups. */
export const textCases: fc.Arbitrary<TextCase> = texts.chain(({ asks, format }) =>
  fc
    .tuple(
      casesOf(fc.constant({ dataset: 'graphql', format, graphql: textOf(asks) }), () => longestText(asks.times), asks),
      fc.oneof({ weight: 19, arbitrary: fc.constant(true) }, fc.constant(false))
    )
    .map(([given, fits]) => {
      // Pages are as long as the text says; more than the API gives is refused.
      const { maxPageSize } = given.limits;
      const limits = {
        ...given.limits,
        maxPageSize: fits && given.told ? Math.max(asks.limit, maxPageSize) : maxPageSize,
      };
      return { ...given, asks, limits };
    })
);

/** @param most how long a range is at most, in ms */
function casesOf(
  of: fc.Arbitrary<Case['query']>,
  most: typeof longest,
  asks?: Pick<Text, 'dataset' | 'metrics' | 'filters'>
): fc.Arbitrary<Case> {
  return fc.tuple(of, known, nows).chain(([query, own, { source, now }]) =>
    fc.record({
      query: fc.constant(query),
      source: fc.constant(source),
      now: fc.constant(now),
      range: rangesFor(now, most(query.bucket ?? 'auto', query.dataset, own.limits.maxPageSize), own.limits),
      zone: fc.constantFrom(...ZONES),
      caller: fc.constantFrom<Caller>('panel', 'alert', 'panel'),
      intervalMs: fc.constantFrom(HOUR, MINUTE, 1000, 30 * MINUTE, 6 * HOUR, DAY),
      maxDataPoints: fc.constantFrom(1000, 100, 10),
      settleDelay: fc.constantFrom(300, 60, 91),
      limits: fc.constant(own.limits),
      told: fc.constant(own.told || mustBeTold(asks ?? query)),
      ceilings: fc.constant(HIGH),
      order: fc.constantFrom(0, 1, 2, 3),
    })
  );
}

/** Cases that pass their ceilings, many of them, and would rather have a part than nothing. */
export const largeCases = (dataset: string): fc.Arbitrary<Case> =>
  fc
    .tuple(
      cases(dataset),
      fc.record({
        rows: fc.constantFrom(HIGH.rows, 300, 60, 20),
        queries: fc.constantFrom(30, 12, 6, 4, 3),
        maxPageSize: fc.constantFrom(50, 7, 2),
        groupBy: fc.shuffledSubarray([...FACTS[dataset].tested.strings], { minLength: 1, maxLength: 2 }),
        isPlain: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
      })
    )
    .map(([given, { rows, queries, maxPageSize, groupBy, isPlain }]) => ({
      ...given,
      caller: 'panel',
      query: {
        ...given.query,
        ceiling: 'notice',
        ...(isPlain ? { groupBy, orderBy: [], limit: undefined, other: false, filters: [] } : {}),
      },
      limits: { ...given.limits, maxPageSize },
      ceilings: { rows, queries },
    }));
