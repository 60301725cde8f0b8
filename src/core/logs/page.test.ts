import * as fc from 'fast-check';
import { compareText } from '../execution/text';
import type { SortKey } from '../graphql/filter';
import type { Table, TextColumn } from '../seam';
import { toTime } from '../time/instant';
import { textAt } from '../execution/columns';
import { takeEvents, type Taken } from './page';

const KEYS: readonly SortKey[] = [
  { field: 'datetime', direction: 'desc' },
  { field: 'inputId', direction: 'asc' },
  { field: 'eventCode', direction: 'asc' },
];
const WINDOW = { from: 0, to: 10_000 };

type Row = readonly string[];

const compare = (a: Row, b: Row): number =>
  KEYS.map(({ direction }, i) => (direction === 'asc' ? 1 : -1) * compareText(a[i], b[i])).find((way) => way !== 0) ??
  0;

const tableOf = (rows: readonly Row[]): Table => ({
  rows: rows.length,
  columns: KEYS.map(({ field }, i) => {
    const dictionary = [...new Set(rows.map((row) => row[i]))];
    return { name: field, kind: 'text', dictionary, codes: rows.map((row) => dictionary.indexOf(row[i])) };
  }),
});

const rowsOf = ({ page: { table, rows } }: Taken): Row[] => {
  const columns = KEYS.map(({ field }) => textAt(table, field) as TextColumn);
  return Array.from({ length: rows }, (_, row) => columns.map(({ dictionary, codes }) => dictionary[codes[row]]));
};

/** Reads all rows of an API that has these, in pages. */
function read(all: readonly Row[], pageSize: number, wanted: number) {
  const sorted = [...all].sort(compare);
  const rows: Row[] = [];
  let cursor: readonly string[] | undefined;
  let alike = false;
  do {
    const behind = cursor === undefined ? sorted : sorted.filter((row) => compare(row, cursor as Row) > 0);
    const limit = Math.min(pageSize, wanted - rows.length);
    const asked = { window: WINDOW, keys: KEYS, cursor, limit, wanted: wanted - rows.length };
    const taken = takeEvents(asked, tableOf(behind.slice(0, limit)));
    if ('class' in taken) {
      throw new Error(taken.message);
    }
    rows.push(...rowsOf(taken));
    alike ||= taken.alike;
    cursor = taken.cursor;
  } while (cursor !== undefined && rows.length < wanted);
  return { rows, alike, expected: sorted.slice(0, wanted) };
}

const row = fc.tuple(
  fc.integer({ min: 0, max: 4 }).map((second) => toTime(second * 1000)),
  fc.constantFrom('a', 'b', '\uffff', '🎬'),
  fc.constantFrom('x', 'y')
);
const seen = (rows: readonly Row[]) =>
  Math.max(0, ...rows.map((each) => rows.filter((other) => compare(each, other) === 0).length));

test('pages of any size bring every row once, those that are alike too', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 60 }),
      (all, pageSize, wanted) => {
        const { rows, alike, expected } = read(all, pageSize, wanted);
        if (alike) {
          expect(seen(all)).toBeGreaterThanOrEqual(pageSize);
        } else {
          expect(rows).toEqual(expected);
        }
      }
    )
  );
});

test('a page that rows alike fill is said to be one', () => {
  const same: Row = [toTime(1000), 'a', 'x'];
  const { rows, alike } = read([same, same, same, [toTime(0), 'a', 'x']], 2, 10);
  expect(alike).toBe(true);
  expect(rows).toEqual([same, same, [toTime(0), 'a', 'x']]);
});

const taking = (rows: Row[], cursor?: Row) =>
  takeEvents({ window: WINDOW, keys: KEYS, cursor, limit: 2, wanted: 9 }, tableOf(rows));

test('what cannot be put together is refused', () => {
  const [newer, older]: Row[] = [
    [toTime(2000), 'a', 'x'],
    [toTime(1000), 'a', 'x'],
  ];
  expect(taking([older, newer])).toMatchObject({ class: 'upstream', message: expect.stringMatching(/order/) });
  expect(taking([newer], older)).toMatchObject({ message: expect.stringMatching(/order/) });
  expect(taking([newer], newer)).toMatchObject({ message: expect.stringMatching(/order/) });
  expect(taking([[toTime(10_000), 'a', 'x']])).toMatchObject({
    message: expect.stringMatching(/1970-01-01T00:00:10Z/),
  });
  expect(taking([['yesterday', 'a', 'x']])).toMatchObject({ message: expect.stringMatching(/yesterday/) });
  const { columns } = tableOf([newer]);
  expect(
    takeEvents({ window: WINDOW, keys: KEYS, limit: 2, wanted: 9 }, { rows: 1, columns: columns.slice(0, 2) })
  ).toMatchObject({ message: expect.stringMatching(/lacks the column eventCode/) });
});
