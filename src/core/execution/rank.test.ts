import * as fc from 'fast-check';
import { keyOf, type Groups } from './groups';
import { ranked } from './rank';
import { compareText, compareValues, textRanks } from './text';

/** So many that the places of five dimensions together are no safe integer. */
const DICTIONARY = Array.from({ length: 1600 }, (_, i) => `${(i * 7919) % 1600}\u{1f3ac}`);
const DIMENSIONS = ['a', 'b', 'c', 'd', 'e'];

const groupsOf = (rows: ReadonlyArray<{ codes: number[]; count: number }>): Groups => ({
  size: rows.length,
  dimensions: DIMENSIONS.map((_, d) => ({
    dictionary: DICTIONARY,
    codes: Uint32Array.from(rows, ({ codes }) => codes[d]),
    numeric: false,
  })),
  values: [Float64Array.from(rows, ({ count }) => count)],
  width: 1,
});

test('groups are in the order of a plain sort, however many texts there are; nothing known comes last', () => {
  const code = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1599 }));
  const row = fc.record({
    codes: fc.array(code, { minLength: 5, maxLength: 5 }),
    count: fc.oneof(fc.constant(NaN), fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true })),
  });
  const rows = fc.uniqueArray(row, { maxLength: 60, selector: ({ codes }) => codes.join() });
  const directions = fc.constantFrom('asc' as const, 'desc' as const);
  fc.assert(
    fc.property(
      rows,
      directions,
      directions,
      fc.option(fc.integer({ min: 1, max: 9 })),
      (given, byCount, byText, limit) => {
        const groups = groupsOf(given);
        const orderBy = [
          { field: 'count', direction: byCount },
          { field: 'c', direction: byText },
        ];
        const sign = (direction: string) => (direction === 'asc' ? 1 : -1);
        const plain = given
          .map((_, index) => index)
          .sort((x, y) => {
            const [a, b] = [given[x].count, given[y].count];
            const [p, q] = [keyOf(groups, x), keyOf(groups, y)];
            const unknown = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
            return (
              unknown ||
              (a === b || Number.isNaN(a) ? 0 : sign(byCount) * (a < b ? -1 : 1)) ||
              sign(byText) * compareText(p[2], q[2]) ||
              p.map((text, d) => compareText(text, q[d])).find((step) => step !== 0) ||
              0
            );
          });
        expect(
          ranked(groups, {
            groupBy: DIMENSIONS,
            numbers: { count: groups.values[0] },
            orderBy,
            limit: limit ?? undefined,
          })
        ).toEqual(plain.slice(0, limit ?? undefined));
      }
    ),
    { numRuns: 25 }
  );
});

test('texts are compared by code points, as the API compares them, not by UTF-16', () => {
  expect(compareText('\uffee', '\u{1f3ac}')).toBeLessThan(0);
  expect(compareText('a', 'ab')).toBeLessThan(0);
  expect(compareText('Z', 'a')).toBeLessThan(0);
});

test('whole numbers are in the order of numbers, and texts in that of code points, surrogates or none', () => {
  expect(Math.sign(compareValues('9', '10', true))).toBe(-1);
  expect(Math.sign(compareValues('9', '10', false))).toBe(1);
  expect([...textRanks(['10', '9', '1080'], true)]).toEqual([1, 0, 2]);
  expect([...textRanks(['10', '9', '1080'], false)]).toEqual([0, 2, 1]);
  expect([...textRanks(['\u{1f3ac}', '\uffee', 'a'], false)]).toEqual([2, 1, 0]);
  const inOrder = ['a', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'];
  inOrder.slice(1).forEach((text, i) => expect(compareText(inOrder[i], text)).toBeLessThan(0));
});
