import * as fc from 'fast-check';
import type { Filter } from '../query/query';
import { isLike } from '../rest/matches';
import { filterByPattern } from './pattern';

const holds = (filter: Filter, value: string): boolean => {
  if (!('field' in filter)) {
    return 'or' in filter
      ? filter.or.some((each) => holds(each, value))
      : filter.and.every((each) => holds(each, value));
  }
  const { operator, values } = filter;
  const found = operator.endsWith('like') ? isLike(value, values[0]) : values.includes(value);
  return operator.startsWith('n') ? !found : found;
};

/** Pieces of expressions, those that the API can say more often than others. */
const pieces = fc.constantFrom(
  'a',
  'b',
  '|',
  '.*',
  '.+',
  '\\.',
  '.',
  '^',
  '$',
  '(',
  ')',
  '(?:',
  '[ab]',
  '%',
  '_',
  '\\d',
  'a{2}',
  '?'
);
const patterns = fc.array(pieces, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const simple = fc
  .tuple(
    fc.constantFrom('', '^', '(', '^(?:'),
    fc.array(fc.constantFrom('a', 'b', '|', '.*', '\\.', '\\|'), { minLength: 1, maxLength: 5 })
  )
  .map(([open, parts]) => `${open}${parts.join('')}${open.includes('(') ? ')' : ''}${open.startsWith('^') ? '$' : ''}`);
const values = fc
  .array(fc.constantFrom('a', 'b', '.', '|', 'x', '%', '\n'), { maxLength: 4 })
  .map((parts) => parts.join(''));

function regularExpression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return undefined;
  }
}

test('a filter by a pattern holds for the values that the whole pattern matches, and for no others', () => {
  let known = 0;
  fc.assert(
    fc.property(
      fc.oneof(patterns, simple),
      fc.array(values, { minLength: 3 }),
      fc.boolean(),
      (pattern, texts, negated) => {
        const filter = filterByPattern('x', pattern, negated);
        const expression = regularExpression(pattern);
        if (filter === undefined) {
          return;
        }
        known++;
        expect(expression).toBeDefined();
        texts.forEach((text) =>
          expect([text, holds(filter, text)]).toEqual([text, expression?.test(text) !== negated])
        );
      }
    ),
    { numRuns: 2000 }
  );
  expect(known).toBeGreaterThan(500);
});

test.each<[string, Filter]>([
  ['US', { field: 'x', operator: 'in', values: ['US'] }],
  ['US|CA', { field: 'x', operator: 'in', values: ['US', 'CA'] }],
  ['^(?:US|CA)$', { field: 'x', operator: 'in', values: ['US', 'CA'] }],
  ['a\\.b', { field: 'x', operator: 'in', values: ['a.b'] }],
  ['team.*', { field: 'x', operator: 'like', values: ['team%'] }],
  ['.+', { field: 'x', operator: 'neq', values: [''] }],
  [
    'a|b.*',
    {
      or: [
        { field: 'x', operator: 'in', values: ['a'] },
        { field: 'x', operator: 'like', values: ['b%'] },
      ],
    },
  ],
])('%s is what the API can be asked', (pattern, filter) => {
  expect(filterByPattern('x', pattern, false)).toEqual(filter);
});

test('not matching alternatives is matching none of them', () => {
  expect(filterByPattern('x', 'a|b.*|.+', true)).toEqual({
    and: [
      { field: 'x', operator: 'notin', values: ['a'] },
      { field: 'x', operator: 'notlike', values: ['b%'] },
      { field: 'x', operator: 'eq', values: [''] },
    ],
  });
});

test.each([
  '[ab]',
  'a.',
  'a+',
  '(a)(b)',
  '(a',
  'a)',
  '(a|b',
  '(a|b)c',
  'x(a|b)',
  '\\d',
  '%.*',
  'a_.*',
  'a.+',
  '(?i)a',
  'a^b',
  'a$b',
  '\\',
])('%s is none of what the API can be asked', (pattern) => {
  expect(filterByPattern('x', pattern, false)).toBeUndefined();
});
