import * as fc from 'fast-check';
import type { BucketName, Order, StreamQuery } from '../../src/core';
import type { Case, Text } from './case';
import { FACTS, SINGLE, TESTED } from './facts';
import { filters } from './filterCases';
import { adds, madeMetrics, recipeOf } from './recipes';

/** Coarse first: it is cheap. */
const BUCKETS: ReadonlyArray<BucketName | 'auto'> = [
  'hour',
  'day',
  'auto',
  'week',
  'month',
  'sixHours',
  'halfOfHour',
  'fifteenMinutes',
  'fiveMinutes',
  'minute',
];

/** Mostly the first value: each other one has refusals of its own. */
const mostly = <T>(first: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(first) }, { weight: 2, arbitrary: fc.constantFrom(...others) });

const orders = (orderable: readonly string[]): fc.Arbitrary<Order[]> =>
  fc.uniqueArray(
    fc.record<Order>({
      field: fc.constantFrom(...orderable),
      direction: fc.constantFrom<Order['direction']>('desc', 'asc'),
    }),
    { maxLength: 2, selector: ({ field }) => field }
  );

const optional = (orderable: readonly string[]) => ({
  format: fc.constantFrom<StreamQuery['format']>('timeSeries', 'table'),
  bucket: fc.constantFrom(...BUCKETS),
  orderBy: orders(orderable),
  limit: fc.integer({ min: 1, max: 12 }),
  since: fc.oneof(
    { weight: 9, arbitrary: fc.constant<StreamQuery['since']>('range') },
    fc.constant<StreamQuery['since']>('month')
  ),
  gaps: fc.constantFrom<StreamQuery['gaps']>('auto', 'zero', 'null', 'none'),
  show: mostly<StreamQuery['show']>('value', 'share', 'perSecond', 'perMinute', 'forecast'),
  shift: mostly<StreamQuery['shift']>('none', 'day', 'week', 'range'),
  other: mostly(false, true),
  price: fc.constantFrom(1, 2.5),
  ceiling: fc.constantFrom<StreamQuery['ceiling']>('notice', 'error'),
});

/** Most queries without what the core must refuse by their shape alone, so that most have an answer. */
function sensible(query: Case['query']): Case['query'] {
  const { dataset, metrics = [], groupBy = [], limit, format = 'timeSeries', bucket = 'auto', show = 'value' } = query;
  const add = metrics.every((metric) => adds(dataset, metric));
  const isRate = metrics.some((metric) => recipeOf(dataset, metric).perMinute);
  const hasOthers = add && limit !== undefined && groupBy.length > 0 && (format === 'timeSeries' || bucket === 'auto');
  return {
    ...query,
    ...(query.other ? { other: hasOthers } : {}),
    // All of a month, event by event, is for coarse buckets.
    ...(bucket === 'month' || bucket === 'day' || format === 'table' ? {} : { since: 'range' as const }),
    ...(show !== 'value' && (!add || (isRate && show !== 'share')) ? { show: 'value' } : {}),
  };
}

/** Random queries of one dataset: names and operators are those that it has. */
export function queries(dataset: string): fc.Arbitrary<Case['query']> {
  const { tested, metrics } = FACTS[dataset];
  const all = [...metrics, ...madeMetrics(dataset)];
  const additive = all.filter((metric) => adds(dataset, metric));
  const dimensions = [...tested.strings, ...tested.numbers];
  const some = (names: readonly string[]) =>
    fc.shuffledSubarray([...names], { minLength: 1, maxLength: Math.min(3, names.length) });
  return fc
    .record({
      metrics: fc.oneof(some(additive), some(all)),
      groupBy: fc.shuffledSubarray(dimensions, { maxLength: Math.min(3, dimensions.length) }),
    })
    .chain((selected) =>
      fc.record(
        {
          dataset: fc.constant(dataset),
          metrics: fc.constant(selected.metrics),
          groupBy: fc.constant(selected.groupBy),
          filters: filters(tested),
          ...optional([...selected.metrics, ...selected.groupBy]),
        },
        { requiredKeys: ['dataset', 'metrics', 'groupBy'] }
      )
    )
    .chain((query) =>
      fc.oneof({ weight: 9, arbitrary: fc.constant(sensible(query)) }, { weight: 1, arbitrary: fc.constant(query) })
    );
}

/** Random queries for single events. */
export const eventQueries: fc.Arbitrary<Case['query']> = fc.record(
  {
    dataset: fc.constant(SINGLE),
    format: fc.constantFrom<StreamQuery['format']>('logs', 'table'),
    filters: filters(TESTED[SINGLE]),
    limit: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 200 })),
  },
  { requiredKeys: ['dataset', 'format', 'limit'] }
);

const times = (dataset: string): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(['$bucket']) },
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 3,
      arbitrary: fc.shuffledSubarray(
        TESTED[dataset].times.filter((time) => time !== 'datetime'),
        { minLength: 1, maxLength: 2 }
      ),
    },
    { weight: 1, arbitrary: fc.constant(['datetime']) }
  );

/** What random queries in GraphQL ask for. Bit rates are right by some buckets alone, and bounds are not to be had. */
export const texts: fc.Arbitrary<{ asks: Text; format: 'timeSeries' | 'table' }> = fc
  .constantFrom(...Object.keys(FACTS))
  .chain((dataset) => {
    const { tested, metrics } = FACTS[dataset];
    const own = metrics.filter((name) => !/^confidence|bitRate/.test(name));
    const dimensions = [...tested.strings, ...tested.numbers];
    return fc
      .record({
        metrics: fc.shuffledSubarray(own, { minLength: 1, maxLength: Math.min(3, own.length) }),
        groupBy: fc.shuffledSubarray(dimensions, { maxLength: Math.min(2, dimensions.length) }),
        times: times(dataset),
      })
      .chain((selected) =>
        fc.record({
          asks: fc.record({
            dataset: fc.constant(dataset),
            metrics: fc.constant(selected.metrics),
            groupBy: fc.constant(selected.groupBy),
            times: fc.constant(selected.times),
            filters: filters(tested),
            orderBy: orders([...own.slice(0, 1), ...selected.metrics, ...selected.groupBy, ...selected.times]),
            limit: fc.oneof(
              fc.constantFrom(10_000, 400),
              fc.integer({ min: 20, max: 60 }),
              fc.integer({ min: 1, max: 8 })
            ),
          }),
          format: fc.constantFrom(
            'table' as const,
            ...(selected.times.length === 1 ? (['timeSeries', 'timeSeries'] as const) : [])
          ),
        })
      );
  });
