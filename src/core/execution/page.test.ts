import * as fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import type { Table } from '../seam';
import { take } from './page';
import type { Read } from './read';

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
