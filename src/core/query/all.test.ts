import * as fc from 'fast-check';
import { ALL, narrowing } from './all';
import type { Filter } from './query';

/** Filters over one row, of which each condition says whether it holds; undefined is a condition by All, which holds for everything. */
type Tree = boolean | undefined | { readonly or: readonly Tree[] } | { readonly and: readonly Tree[] };

const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(true, false, undefined),
    fc.record({ or: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ and: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) })
  ),
})).tree;

const toFilter = (each: Tree): Filter =>
  typeof each !== 'object'
    ? { field: 'x', operator: 'eq', values: [each === undefined ? ALL : String(each)] }
    : 'or' in each
      ? { or: each.or.map(toFilter) }
      : { and: each.and.map(toFilter) };

const holds = (filter: Filter): boolean =>
  'field' in filter ? filter.values[0] !== 'false' : 'or' in filter ? filter.or.some(holds) : filter.and.every(holds);

const hasAll = (filter: Filter): boolean =>
  'field' in filter ? filter.values.includes(ALL) : ('or' in filter ? filter.or : filter.and).some(hasAll);

test('filters without All hold for the same rows, and none of All is left', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 4 }), (trees) => {
      const filters = trees.map(toFilter);
      const narrowed = narrowing(filters);
      expect(narrowed.every(holds)).toBe(filters.every(holds));
      expect(narrowed.some(hasAll)).toBe(false);
    })
  );
});

test('filters without All stay as they are', () => {
  const filters: Filter[] = [{ or: [{ field: 'uid', operator: 'in', values: ['a', 'b'] }] }];
  expect(narrowing(filters)).toEqual(filters);
});
