import * as v from 'valibot';
import type { Filter, Problem } from './query';

/** Parts of the saved query's schema that queries of datasets and of sources have in common. */

/** Words with commas between them. */
export const list = (words: readonly string[]): string => words.join(', ');

export const oneOf = <const T extends string>(allowed: readonly T[]) =>
  v.picklist(allowed, ({ received }) => `${received} is not possible here; possible are ${list(allowed)}.`);

export const text = v.string(({ received }) => `${received} stands where text belongs.`);

/** Whatever is written down as one value: numbers are taken by their digits. */
const value = v.pipe(
  v.union([v.string(), v.number()], ({ received }) => `${received} is not a value: write a text or a number.`),
  v.transform(String)
);

/** These keys and no others: without a key that is misspelt, numbers would be others than those that are meant. */
const condition = v.strictObject(
  {
    field: text,
    operator: v.optional(text, 'eq'),
    values: v.array(value, 'values are a list, such as ["US"].'),
  },
  'A filter has "field", "values", "operator" where it is not "eq", and nothing else.'
);

/** Tells the three shapes apart by their key, so that a message is about the shape that was meant. */
const filter: v.GenericSchema<unknown, Filter> = v.lazy((input) => {
  if (typeof input === 'object' && input !== null && 'or' in input) {
    return v.strictObject({ or: v.array(filter, '"or" takes a list of filters.') }, alone('or'));
  }
  if (typeof input === 'object' && input !== null && 'and' in input) {
    return v.strictObject({ and: v.array(filter, '"and" takes a list of filters.') }, alone('and'));
  }
  return condition;
});

const alone = (key: string) => `A group of filters has "${key}" and nothing else.`;

export const limit = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\s*\d+\s*$/), v.transform(Number))], notWhole),
  v.integer(notWhole),
  v.minValue(1, notWhole)
);

function notWhole({ received }: { received: string }): string {
  return `${received} is not a limit: write a whole number from 1 on, or leave it out for all.`;
}

export const version = v.literal(
  1,
  ({ received }) => `Version ${received} is not known to this version of the plugin, which reads 1.`
);

export const groupBy = v.optional(v.array(text, 'groupBy is a list, such as ["uid"].'), []);

export const filters = v.optional(v.array(filter, 'filters are a list.'), []);

export const orderBy = v.optional(
  v.array(
    v.strictObject(
      { field: text, direction: v.optional(oneOf(['asc', 'desc']), 'desc') },
      'An order has "field", "direction" where it is not "desc", and nothing else.'
    ),
    'orderBy is a list.'
  ),
  []
);

/** What a schema finds wrong, with its place. */
export const toProblem = (issue: v.BaseIssue<unknown>): Problem => ({ path: pathOf(issue), message: issue.message });

const pathOf = (issue: v.BaseIssue<unknown>): string =>
  (issue.path ?? []).reduce(
    (path, { key }) =>
      typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
    ''
  );

/** Grafana's own keys beside ours. */
const GRAFANAS = ['refId', 'datasource', 'datasourceId', 'hide', 'key', 'queryType', 'intervalMs', 'maxDataPoints'];

/** Whether a key that means nothing to us means nothing to Grafana either. */
export const isStrange = (key: string): boolean => !GRAFANAS.includes(key);

/** Keys of a saved query that mean nothing. */
export const unknownKeys = (saved: Readonly<Record<string, unknown>>, entries: v.ObjectEntries): readonly string[] =>
  Object.keys(saved).filter((key) => !Object.hasOwn(entries, key) && isStrange(key));
