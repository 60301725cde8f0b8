import type { Metric } from '../catalogue/dataset';
import { keyOf } from './groups';
import type { Numbers } from './numbers';
import { withOther } from './other';
import { united } from './united';

const count: Metric = {
  name: 'count',
  additivity: 'sum',
  type: 'uint64',
  label: 'Count',
  unit: 'short',
  description: '',
};
const groupsOf = (keys: string[], values: number[], width = values.length / Math.max(1, keys.length)) => ({
  size: keys.length,
  width,
  dimensions: [{ numeric: false, dictionary: keys, codes: Uint32Array.from(keys, (_, i) => i) }],
  values: [Float64Array.from(values)],
});
const numbers = (keys: string[], values: number[]): Numbers => ({
  groups: groupsOf(keys, values),
  columns: [{ when: 'now', dataset: 'd', metric: count }],
  notes: {},
});
const total = (...values: number[]): Numbers => ({
  ...numbers([''], values),
  groups: { size: 1, width: values.length, dimensions: [], values: [Float64Array.from(values)] },
});

test('the others are the total less what is chosen, slot by slot, and never below zero', () => {
  const read = numbers(['a', 'b', 'c'], [5, 1, NaN, 2, 9, 9]);
  const other = withOther(read, total(10, 2), [0, 1]) as Numbers;
  expect(other.groups.size).toBe(4);
  expect(keyOf(other.groups, 3)).toEqual(['Other']);
  expect([...other.groups.values[0]]).toEqual([5, 1, NaN, 2, 9, 9, 5, 0]);
});

test('there are no others where nothing is left, or where the total is not known', () => {
  expect(withOther(numbers(['a'], [5, 3]), total(5, 3), [0])).toBeUndefined();
  expect(withOther(numbers(['a'], [5, 3]), total(NaN, NaN), [0])).toBeUndefined();
  expect(withOther(numbers(['a'], [5, 3]), total(NaN, 4), [0])?.groups.values[0]).toEqual(
    Float64Array.of(5, 3, NaN, 1)
  );
});

test('groups of several reads are those of any, with the columns of all', () => {
  const all = united([groupsOf(['a', 'b'], [1, 2, 3, 4]), groupsOf(['b', 'c'], [5, 6, 7, 8])]);
  expect(Array.from({ length: all.size }, (_, i) => keyOf(all, i))).toEqual([['a'], ['b'], ['c']]);
  expect(all.values.map((each) => [...each])).toEqual([
    [1, 2, 3, 4, NaN, NaN],
    [NaN, NaN, 5, 6, 7, 8],
  ]);
  expect(united([]).size).toBe(0);
});
