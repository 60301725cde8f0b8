import * as fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import type { Filter } from '../query/query';
import { compareText } from '../execution/text';
import { after, allOf, among, during, toApi, type ApiFilter, type SortKey } from './filter';

/** `videoId` and `creatorId` are text, `startup` a uint8. */
const CMCD = DATASETS.streamCMCDAdaptiveGroups;

interface Row {
  readonly videoId: string;
  readonly creatorId: string;
  readonly startup: number;
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' ? a - Number(b) : compareText(a, String(b));

/** `%` is any text. */
const isLike = (text: string, pattern: string): boolean => {
  const [head, ...rest] = pattern.split('%');
  if (rest.length === 0) {
    return text === pattern;
  }
  const tail = rest.pop() as string;
  let at = head.length;
  const inOrder = rest.every((part) => {
    const found = text.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
  return text.startsWith(head) && inOrder && text.length >= at + tail.length && text.endsWith(tail);
};

const MEANINGS: Readonly<Record<string, (value: string | number, wanted: ReadonlyArray<string | number>) => boolean>> =
  {
    eq: (value, [wanted]) => value === wanted,
    neq: (value, [wanted]) => value !== wanted,
    in: (value, wanted) => wanted.includes(value),
    notin: (value, wanted) => !wanted.includes(value),
    gt: (value, [wanted]) => compare(value, wanted) > 0,
    geq: (value, [wanted]) => compare(value, wanted) >= 0,
    lt: (value, [wanted]) => compare(value, wanted) < 0,
    leq: (value, [wanted]) => compare(value, wanted) <= 0,
    like: (value, [wanted]) => isLike(String(value), String(wanted)),
    notlike: (value, [wanted]) => !isLike(String(value), String(wanted)),
  };

/** Whether the API, as its documentation has it, takes a row by a filter. It has no list of uint8. */
function takes(filter: ApiFilter, row: Row): boolean {
  return Object.entries(filter).every(([key, value]) => {
    if (key === 'AND' || key === 'OR') {
      const parts = value as ApiFilter[];
      return key === 'AND' ? parts.every((part) => takes(part, row)) : parts.some((part) => takes(part, row));
    }
    const [field, operator = 'eq'] = key.split('_');
    expect(field === 'startup' && Array.isArray(value)).toBe(false);
    return MEANINGS[operator](row[field as keyof Row], Array.isArray(value) ? value : [value as string]);
  });
}

/** What the saved filter says in words. */
function means(filter: Filter, row: Row): boolean {
  if ('or' in filter) {
    return filter.or.some((each) => means(each, row));
  }
  if ('and' in filter) {
    return filter.and.every((each) => means(each, row));
  }
  const value = row[filter.field as keyof Row];
  const wanted = filter.values.map((text) => (typeof value === 'number' ? Number(text) : text));
  return MEANINGS[filter.operator](value, wanted);
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🎬'), maxLength: 3 });
const row = fc.record({ videoId: text, creatorId: text, startup: fc.nat(3) });
const one = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 1 });
const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 4 });
const number = fc.nat(3).map(String);
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '%'), maxLength: 3 });
const fields = fc.constantFrom('videoId', 'creatorId');
const alone = fc.constantFrom('eq', 'neq', 'gt', 'geq', 'lt', 'leq');
const lists = fc.constantFrom('in', 'notin');
const { filter: saved } = fc.letrec<{ filter: Filter; leaf: Filter }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ field: fields, operator: alone, values: one(text) }),
    fc.record({ field: fields, operator: lists, values: some(text) }),
    fc.record({ field: fields, operator: fc.constantFrom('like', 'notlike'), values: one(pattern) }),
    fc.record({ field: fc.constant('startup'), operator: alone, values: one(number) }),
    fc.record({ field: fc.constant('startup'), operator: lists, values: some(number) })
  ),
  filter: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.record({ or: some(tie('filter')) }),
    fc.record({ and: some(tie('filter')) })
  ),
}));

test('filters mean to the API what they say, in groups, all of them together', () => {
  fc.assert(
    fc.property(fc.array(saved, { maxLength: 3 }), row, (filters, each) => {
      const api = allOf(filters.map((filter) => toApi(filter, CMCD)));
      expect(takes(api, each)).toBe(filters.every((filter) => means(filter, each)));
    }),
    { numRuns: 500 }
  );
});

const keysOf = (directions: ReadonlyArray<SortKey['direction']>): SortKey[] =>
  directions.map((direction, i) => ({ field: ['creatorId', 'startup', 'videoId'][i], direction }));

test('what follows a row are the rows behind it in the whole order', () => {
  const directions = fc.array(fc.constantFrom<SortKey['direction']>('asc', 'desc'), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(directions, row, row, (way, last, each) => {
      const keys = keysOf(way);
      const steps = keys.map(({ field, direction }) => {
        const [a, b] = [each[field as keyof Row], last[field as keyof Row]];
        return direction === 'asc' ? compare(a, b) : compare(b, a);
      });
      const api = after(
        CMCD,
        keys,
        keys.map(({ field }) => String(last[field as keyof Row]))
      );
      expect(takes(api, each)).toBe((steps.find((step) => step !== 0) ?? 0) > 0);
    }),
    { numRuns: 300 }
  );
});

test('rows of chosen groups are those that agree with one of them in every dimension', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.array(row, { minLength: 1, maxLength: 4 }),
      row,
      (count, chosen, each) => {
        const names = (['startup', 'creatorId', 'videoId'] as const).slice(0, count);
        const api = among(
          CMCD,
          names,
          chosen.map((one) => names.map((name) => String(one[name])))
        );
        expect(takes(api, each)).toBe(chosen.some((one) => names.every((name) => one[name] === each[name])));
      }
    ),
    { numRuns: 300 }
  );
});

test('a list of uint8 becomes single comparisons of numbers', () => {
  const startup = (operator: string) => toApi({ field: 'startup', operator, values: ['0', '1'] }, CMCD);
  expect(startup('in')).toEqual({ OR: [{ startup: 0 }, { startup: 1 }] });
  expect(startup('notin')).toEqual({ AND: [{ startup_neq: 0 }, { startup_neq: 1 }] });
});

test('a thousand videos are one list, the empty text is a value, and digits of a text stay text', () => {
  const uids = Array.from({ length: 1000 }, (_, i) => i.toString(16).padStart(32, '0'));
  expect(toApi({ field: 'videoId', operator: 'in', values: uids }, CMCD)).toEqual({ videoId_in: uids });
  expect(toApi({ field: 'creatorId', operator: 'eq', values: [''] }, CMCD)).toEqual({ creatorId: '' });
  expect(toApi({ field: 'creatorId', operator: 'in', values: ['', '12'] }, CMCD)).toEqual({ creatorId_in: ['', '12'] });
});

test('keys that are there twice are kept apart, others stand beside each other', () => {
  const window = during({ from: 0, to: 60_000 });
  expect(window).toEqual({ datetime_geq: '1970-01-01T00:00:00Z', datetime_lt: '1970-01-01T00:01:00Z' });
  expect(allOf([window, { videoId: 'a' }])).toEqual({ ...window, videoId: 'a' });
  expect(allOf([{ videoId: 'a' }, { videoId: 'b' }])).toEqual({ AND: [{ videoId: 'a' }, { videoId: 'b' }] });
  expect(allOf([])).toEqual({});
});
