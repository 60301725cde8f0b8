import * as fc from 'fast-check';
import { keyOf, type Groups } from './groups';
import { placesOf, ranked, turned, type Ordering } from './rank';
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

test('groups that differ in the last of twelve texts alone are told apart, though their places together are no safe integer', () => {
  const rows = [
    [1599, 5],
    [1599, 3],
    [0, 4],
    [1599, 4],
  ].map(([first, last]) => [...Array.from({ length: 11 }, () => first), last]);
  const groups = {
    size: rows.length,
    dimensions: rows[0].map((_, d) => ({
      dictionary: DICTIONARY,
      codes: Uint32Array.from(rows, (codes) => codes[d]),
      numeric: false,
    })),
  };
  const textsOf = (row: number) => keyOf(groups, row);
  const plain = [0, 1, 2, 3].sort((x, y) =>
    textsOf(x).reduce((step, text, d) => step || compareText(text, textsOf(y)[d]), 0)
  );
  expect(ranked(groups, { groupBy: [], orderBy: [], numbers: {} })).toEqual(plain);
});

/** The order of groups that have a text each. */
function inOrder(texts: string, ordering: Partial<Ordering>): string {
  const dictionary = [...new Set(texts)].reverse();
  const codes = Uint32Array.from(texts, (text) => dictionary.indexOf(text));
  const groups = { size: texts.length, dimensions: [{ dictionary, codes, numeric: false }] };
  const order = ranked(groups, { groupBy: ['letter'], orderBy: [], numbers: {}, ...ordering });
  return order.map((index) => texts[index]).join('');
}

const by = (...fields: string[]): Pick<Ordering, 'orderBy'> => ({
  orderBy: fields.map((field) => ({ field: field.slice(1), direction: field.startsWith('+') ? 'asc' : 'desc' })),
});
const numbers = { n: Float64Array.of(7, NaN, 7, -1), m: Float64Array.of(1, 1, 2, NaN) };

test.each<[says: string, given: string, Partial<Ordering>, wanted: string]>([
  ['without an order, by their texts', 'cadb', {}, 'abcd'],
  ['by their texts', 'cadb', by('+letter'), 'abcd'],
  ['by their texts, the last first', 'cadb', by('-letter'), 'dcba'],
  ['by numbers, the least first, what is not known behind', 'cadb', { ...by('+n'), numbers }, 'bcda'],
  ['by numbers, the most first, what is not known behind', 'cadb', { ...by('-n'), numbers }, 'cdba'],
  ['equal numbers by the next order', 'cadb', { ...by('-n', '-letter'), numbers }, 'dcba'],
  ['what is not known of the first order by the next', 'cadb', { ...by('+m', '-n'), numbers }, 'cadb'],
  ['an order by what is not there counts for nothing', 'cadb', { ...by('+gone', '-m'), numbers }, 'dacb'],
  ['what leads comes before the texts', 'cadb', { lead: Float64Array.of(2, 3, 1, NaN) }, 'dcab'],
  [
    'what leads comes behind the given order',
    'cadb',
    { ...by('-n'), numbers, lead: Float64Array.of(2, 1, 1, 1) },
    'dcba',
  ],
  [
    'what leads changes nothing where the order decides',
    'cadb',
    { ...by('-letter'), lead: Float64Array.of(1, 2, 3, 4) },
    'dcba',
  ],
  ['equal leads by the texts', 'abba', { lead: Float64Array.of(1, 0, 1, 0) }, 'abab'],
  ['the first of them', 'cadb', { limit: 3 }, 'abc'],
  ['no more than there are', 'cadb', { limit: 9 }, 'abcd'],
  ['one alone', 'a', by('-letter'), 'a'],
  ['none at all', '', by('-letter'), ''],
])('in order: %s', (_, given, ordering, wanted) => expect(inOrder(given, ordering)).toBe(wanted));

test('groups without dimensions are in the order of their numbers alone, and of equal ones in their own', () => {
  const groups = { size: 4, dimensions: [] };
  expect(ranked(groups, { groupBy: [], ...by('-n'), numbers })).toEqual([0, 2, 3, 1]);
  expect(ranked(groups, { groupBy: [], orderBy: [], numbers })).toEqual([0, 1, 2, 3]);
});

test('places are those among distinct numbers; what is not known has the last, whichever way they go', () => {
  const placed = (values: number[], down: boolean) => {
    const { places, count } = placesOf(Float64Array.from(values), down);
    return [[...Array.from(places)], count];
  };
  expect(placed([5, 1, 5, NaN, -3], false)).toEqual([[2, 1, 2, 3, 0], 4]);
  expect(placed([5, 1, 5, NaN, -3], true)).toEqual([[0, 1, 0, 3, 2], 4]);
  expect(placed([0, -0], true)).toEqual([[0, 0], 2]);
  expect(placed([NaN, NaN], false)).toEqual([[0, 0], 1]);
  expect(placed([], false)).toEqual([[], 1]);
});

test('places are turned around within their count, and codes stay', () => {
  const codes = [1, 0];
  const given = { places: Uint32Array.of(0, 2, 1), codes, count: 4 };
  expect(turned(given, true)).toEqual({ places: Uint32Array.of(3, 1, 2), codes, count: 4 });
  expect(turned(given, false)).toEqual(given);
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
