import type { Table } from '../seam';
import { lacking, numbers, textColumn, textAt } from './columns';

const table: Table = {
  rows: 3,
  columns: [
    { name: 'dimensions.uid', kind: 'text', dictionary: ['b', 'a'], codes: [0, 1, 0] },
    { name: 'dimensions.startup', kind: 'number', values: [7, null, 7] },
    { name: 'max.latest', kind: 'text', dictionary: ['1970-01-01T00:00:01Z', ''], codes: [1, 0, 0] },
    { name: 'count', kind: 'number', values: [1, null, 3] },
  ],
};

test('a dimension is text; whole numbers are written in digits, each once', () => {
  expect(textColumn(table, 'uid')).toBe(table.columns[0]);
  expect(textColumn(table, 'startup')).toEqual({
    name: 'dimensions.startup',
    kind: 'text',
    dictionary: ['7', 'NaN'],
    codes: Uint32Array.of(0, 1, 0),
  });
  expect(textColumn(table, 'country')).toMatchObject({ dictionary: [], codes: [] });
});

test('a metric is numbers, times in ms; what the answer lacks is not there', () => {
  expect(numbers(table, 'count')).toEqual([1, null, 3]);
  expect(numbers(table, 'max.latest')).toEqual([NaN, 1000, 1000]);
  expect(numbers(table, 'sum.minutesViewed')).toBeUndefined();
  expect(textAt(table, 'dimensions.uid')).toMatchObject({ dictionary: ['b', 'a'] });
  expect(textAt(table, 'count')).toBeUndefined();
  expect(textAt(table, 'valid')).toBeUndefined();
});

test('the first column that an answer with rows lacks is named by its path', () => {
  expect(lacking(table, ['uid'], ['count'])).toBeUndefined();
  expect(lacking(table, ['uid', 'country'], ['sum.minutesViewed'])).toBe('dimensions.country');
  expect(lacking(table, ['uid'], ['sum.minutesViewed'])).toBe('sum.minutesViewed');
  expect(lacking({ rows: 0, columns: [] }, ['uid'], ['count'])).toBeUndefined();
});
