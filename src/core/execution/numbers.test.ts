import { DATASETS } from '../catalogue/catalogue';
import { metricOf, type Metric } from '../catalogue/dataset';
import { atLeastOne, column, filled, gathered, type Numbers } from './numbers';
import type { Page } from './page';
import type { Part } from './parts';
import type { Period } from './period';

const dataset = DATASETS.streamMinutesViewedAdaptiveGroups;
const minutes = metricOf(dataset, 'sum.minutesViewed') as Metric;
const largest: Metric = { ...minutes, name: 'max.x', additivity: 'max' };

/** Two groups of two slots. */
const numbers: Numbers = {
  groups: {
    size: 2,
    width: 2,
    dimensions: [],
    values: [Float64Array.of(1, NaN, NaN, NaN), Float64Array.of(NaN, 7, NaN, NaN), Float64Array.of(NaN, NaN, 5, NaN)],
  },
  columns: [
    { when: 'now', dataset: dataset.name, metric: minutes },
    { when: 'now', dataset: dataset.name, metric: largest },
    { when: 'before', dataset: dataset.name, metric: minutes },
  ],
  notes: {},
};
const plain = ({ groups }: Numbers) => groups.values.map((each) => [...each]);

test('zero is filled in where it is known of the time and the metric adds, and nowhere else', () => {
  const period = { zero: Uint8Array.of(0, 1) } as unknown as Period;
  expect(plain(filled(numbers, { now: period }))).toEqual([
    [1, 0, NaN, 0],
    [NaN, 7, NaN, NaN],
    [NaN, NaN, 5, NaN],
  ]);
  expect(plain(filled(numbers, { now: period, before: period }))[2]).toEqual([NaN, 0, 5, 0]);
  // What was read is left as it was.
  expect(plain(numbers)[0]).toEqual([1, NaN, NaN, NaN]);
});

test('a metric is found by its time, dataset and name; one that was not read is not known anywhere', () => {
  const found = (when: 'now' | 'before', of: string, name: string) => [...column(numbers, when, of, name)];
  expect(found('before', dataset.name, 'sum.minutesViewed')).toEqual([NaN, NaN, 5, NaN]);
  expect(found('now', dataset.name, 'max.x')).toEqual([NaN, 7, NaN, NaN]);
  const nothing = [NaN, NaN, NaN, NaN];
  expect(found('before', dataset.name, 'max.x')).toEqual(nothing);
  expect(found('now', 'another', 'max.x')).toEqual(nothing);
  expect(found('now', dataset.name, 'count')).toEqual(nothing);
});

test('a total for which no row came is one group of which nothing is known', () => {
  const none = { ...numbers, groups: { size: 0, width: 3, dimensions: [], values: [] } };
  expect(atLeastOne(numbers, 2)).toBe(numbers);
  expect(atLeastOne(none, 3).groups).toEqual({
    size: 1,
    width: 3,
    dimensions: [],
    values: [0, 1, 2].map(() => Float64Array.of(NaN, NaN, NaN)),
  });
});

const part = (of: Part['of'], when: Part['when'] = 'now'): Part => ({
  of,
  when,
  metrics: [minutes],
  read: { dataset, metrics: [], groupBy: [], filters: [], windows: [], orderBy: [], keys: [], pageSize: 1 },
});
const pageOf = (index: number, ...values: number[]) => ({
  part: index,
  piece: { id: `${index}`, window: { from: 0, to: 1 }, before: 0 },
  rows: values.length,
  table: { rows: values.length, columns: [{ name: 'sum.minutesViewed', kind: 'number' as const, values }] },
});

test('groups and totals are gathered each by itself, every part from its own pages', () => {
  const parts = [part('groups'), part('total'), part('groups', 'before')];
  const pages = [pageOf(0, 1), pageOf(1, 10), pageOf(2, 100), pageOf(0, 2)] as unknown as Parameters<
    typeof gathered
  >[2];
  const groups = gathered('groups', parts, pages) as Numbers;
  expect(plain(groups)).toEqual([[3], [100]]);
  expect(groups.columns.map(({ when }) => when)).toEqual(['now', 'before']);
  expect(plain(gathered('total', parts, pages) as Numbers)).toEqual([[10]]);
});

test('what is wrong with one part is wrong with all', () => {
  const pages = [pageOf(0, 1), pageOf(1, 1, 2)] as unknown as ReadonlyArray<Page & never>;
  expect(gathered('groups', [part('groups'), part('groups')], pages)).toMatchObject({ class: 'upstream' });
});
