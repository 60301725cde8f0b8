import * as fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import type { Table } from '../seam';
import { take } from './page';
import type { Piece, Read } from './read';
import { HOUR } from '../time/units';

const CMCD = DATASETS.streamCMCDAdaptiveGroups;
const FIELDS = ['videoId', 'inputId', 'creatorId', 'contentId', 'sessionId'];
const SIZE = 4000;
const DICTIONARY = Array.from({ length: SIZE }, (_, i) => String(i).padStart(4, '0'));

const read: Read = {
  dataset: CMCD,
  metrics: ['count'],
  groupBy: FIELDS,
  filters: [],
  windows: [],
  orderBy: [],
  keys: FIELDS.map((field) => ({ field, direction: 'asc' })),
  pageSize: 3,
};

const tableOf = (rows: readonly number[][]): Table => ({
  rows: rows.length,
  columns: [
    { name: 'count', kind: 'number', values: rows.map(() => 1) },
    ...FIELDS.map((field, d) => ({
      name: `dimensions.${field}`,
      kind: 'text' as const,
      dictionary: DICTIONARY,
      codes: rows.map((row) => row[d]),
    })),
  ],
});

test('a full page is continued if and only if each row follows the one before it, however many texts there are', () => {
  const code = fc.oneof(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: SIZE - 1 }));
  const rows = fc.array(fc.array(code, { minLength: 5, maxLength: 5 }), { minLength: 3, maxLength: 6 });
  const compare = (a: number[], b: number[]) => a.map((value, d) => value - b[d]).find((step) => step !== 0) ?? 0;
  fc.assert(
    fc.property(rows, fc.boolean(), (given, sorted) => {
      const shown = sorted ? [...given].sort(compare) : given;
      const ascends = shown.every((row, i) => i === 0 || compare(shown[i - 1], row) < 0);
      const taken = take(read, { id: '0', window: { from: 0, to: 1 }, before: 0 }, tableOf(shown));
      expect('class' in taken ? taken.class : taken.pieces.length).toBe(ascends ? 1 : 'upstream');
    }),
    {
      numRuns: 300,
      examples: [
        [
          [
            [282, 0, 0, 0, 0],
            [281, 1900, 0, 0, 3992],
            [282, 0, 0, 0, 1],
          ],
          true,
        ],
      ],
    }
  );
});

const FROM = Date.UTC(2026, 10, 24);
const window = { from: FROM, to: FROM + 24 * HOUR };
const hourly: Read = {
  ...read,
  groupBy: ['videoId', 'encodedBitrate'],
  bucket: { name: 'hour', dimension: 'datetimeHour', ms: HOUR },
  keys: [
    { field: 'videoId', direction: 'asc' },
    { field: 'encodedBitrate', direction: 'asc' },
  ],
};

type Row = readonly [hour: number, video: string, rate: string];

const hoursOf = (rows: readonly Row[], at = (hour: number) => FROM + hour * HOUR): Table => {
  const text = (name: string, values: readonly string[]) => {
    const dictionary = [...new Set(values)];
    return { name, kind: 'text' as const, dictionary, codes: values.map((value) => dictionary.indexOf(value)) };
  };
  return {
    rows: rows.length,
    columns: [
      { name: 'count', kind: 'number', values: rows.map(() => 1) },
      text(
        'dimensions.datetimeHour',
        rows.map(([hour]) => new Date(at(hour)).toISOString().replace('.000Z', 'Z'))
      ),
      text(
        'dimensions.videoId',
        rows.map(([, video]) => video)
      ),
      text(
        'dimensions.encodedBitrate',
        rows.map(([, , rate]) => rate)
      ),
    ],
  };
};

const whole = { id: '0', window, before: 0 };
const took = (table: Table, piece: Piece = whole, of: Read = hourly) => {
  const taken = take(of, piece, table);
  return 'class' in taken ? taken : { rows: taken.page.rows, pieces: taken.pieces };
};

test('the last bucket of a full page may be cut, so it is asked again from its start, with as many buckets a time as fitted', () => {
  const rows: Row[] = [
    [0, 'a', '640'],
    [9, 'a', '640'],
    [10, 'a', '640'],
    [10, 'b', '640'],
  ];
  const { pieces, ...rest } = took(hoursOf(rows)) as { rows: number; pieces: Piece[] };
  expect(rest.rows).toBe(2);
  expect(pieces.map(({ id, window: { from, to } }) => [id, (from - FROM) / HOUR, (to - FROM) / HOUR])).toEqual([
    ['0.0', 10, 19],
    ['0.1', 19, 24],
  ]);
});

test('a bucket that fills a page by itself goes on behind its last row, and the buckets after it are asked at once', () => {
  const full: Row[] = [
    [4, 'a', '640'],
    [4, 'a', '1280'],
    [4, 'b', '640'],
  ];
  const hour = (h: number) => FROM + h * HOUR;
  expect(took(hoursOf(full))).toEqual({
    rows: 3,
    pieces: [
      { id: '0.0', window: { from: hour(4), to: hour(5) }, before: 0, cursor: ['b', '640'] },
      { id: '0.1', window: { from: hour(5), to: hour(24) }, before: 0 },
    ],
  });
  const lastHour = { ...whole, window: { from: hour(4), to: hour(5) } };
  expect(took(hoursOf(full), lastHour)).toMatchObject({ pieces: [{ id: '0.0' }] });
  const single = { ...hourly, keys: [] };
  expect(took(hoursOf(full), whole, single)).toMatchObject({ pieces: [{ id: '0.1' }] });
});

test('a page that is not full, or empty, is the end', () => {
  expect(took(hoursOf([[4, 'a', '640']]))).toEqual({ rows: 1, pieces: [] });
  expect(took(hoursOf([]))).toEqual({ rows: 0, pieces: [] });
  expect(took({ rows: 0, columns: [] })).toEqual({ rows: 0, pieces: [] });
});

test('an answer that is not what was asked for is refused, and what is wrong is named', () => {
  const messages = (table: Table, piece?: Piece, of?: Read) => took(table, piece, of);
  const good: Row[] = [
    [1, 'a', '640'],
    [2, 'a', '640'],
  ];
  const without = (name: string): Table => {
    const { rows, columns } = hoursOf(good);
    return { rows, columns: columns.filter((column) => column.name !== name) };
  };
  for (const name of ['count', 'dimensions.datetimeHour', 'dimensions.videoId', 'dimensions.encodedBitrate']) {
    expect(messages(without(name))).toMatchObject({ class: 'upstream', message: expect.stringContaining(name) });
  }
  for (const rate of ['wide', '640p', 'x640', '']) {
    expect(messages(hoursOf([[1, 'a', rate]]))).toMatchObject({
      class: 'upstream',
      message: `Cloudflare's answer holds the encodedBitrate "${rate}", which is no whole number.`,
    });
  }
  for (const strange of [-1, 24, 3.5]) {
    expect(messages(hoursOf([[strange, 'a', '640']]))).toMatchObject({
      class: 'upstream',
      message: expect.stringMatching(/the datetimeHour "2026-11-2\d.*not asked for/),
    });
  }
  expect(messages(hoursOf([...good].reverse()))).toMatchObject({
    class: 'upstream',
    message: expect.stringContaining('(datetimeHour)'),
  });
});

test('what goes on behind a row begins behind it, and ascends, full or not', () => {
  const behind: Piece = { ...whole, window: { from: FROM + 4 * HOUR, to: FROM + 5 * HOUR }, cursor: ['b', '640'] };
  const next = (...rows: Row[]) => took(hoursOf(rows), behind);
  expect(next([4, 'b', '1280'], [4, 'c', '320'])).toEqual({ rows: 2, pieces: [] });
  const refused = { class: 'upstream', message: expect.stringContaining('(videoId, encodedBitrate)') };
  expect(next([4, 'b', '640'], [4, 'c', '320'])).toMatchObject(refused);
  expect(next([4, 'a', '640'])).toMatchObject(refused);
  expect(next([4, 'd', '640'], [4, 'c', '640'])).toMatchObject(refused);
  expect(next([4, 'c', '640'], [4, 'c', '640'])).toMatchObject(refused);
});

test('rows of the most or the fewest of a metric are in its order, where a limit cuts them', () => {
  const cut = (direction: 'asc' | 'desc', ...counts: number[]) => {
    const table = hoursOf(counts.map((_, i): Row => [0, 'abc'[i], '640']));
    const columns = [{ name: 'count', kind: 'number' as const, values: counts }, ...table.columns.slice(1)];
    return took({ ...table, columns }, whole, {
      ...hourly,
      bucket: undefined,
      keys: [],
      orderBy: [{ field: 'count', direction }],
    });
  };
  expect(cut('desc', 9, 5, 1)).toEqual({ rows: 3, pieces: [] });
  expect(cut('asc', 1, 5, 9)).toEqual({ rows: 3, pieces: [] });
  expect(cut('asc', 9, 5, 1)).toMatchObject({ class: 'upstream' });
  expect(cut('desc', 1, 5, 9)).toMatchObject({ class: 'upstream' });
});
