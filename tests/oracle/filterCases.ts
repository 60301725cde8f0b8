import * as fc from 'fast-check';
import { timesOf } from '../../simulator/reference';
import type { Tested } from '../../simulator/tested';
import type { Filter } from '../../src/core';
import { DAY } from './facts';

/** Random filters of a saved query, with values that some events have, and some that none has. */

const COMPARISONS = ['eq', 'neq', 'gt', 'geq', 'lt', 'leq'];
const LISTS = ['in', 'notin'];
const PATTERNS = ['like', 'notlike'];

/** Days whose events give values. */
const SAMPLE = { source: { seed: 7, videos: 6 }, from: Date.parse('2026-11-01T00:00:00Z') };

const found = new Map<string, readonly string[]>();

/** Every text that a dimension has on a day, the empty text, and one that it does not have. */
function valuesOf(tested: Tested, dimension: string): readonly string[] {
  const key = `${tested.node} ${dimension}`;
  const known = found.get(key);
  if (known !== undefined) {
    return known;
  }
  const flats = tested.flats(SAMPLE.source, { from: SAMPLE.from, to: SAMPLE.from + DAY });
  const isNumber = tested.numbers.includes(dimension);
  const strange = isNumber ? ['0', '7', '007'] : ['', 'Other', '𝄞 music', '%', 'Z'];
  const values = [...new Set(flats.map(({ dimensions }) => String(dimensions[dimension])))].sort();
  const made = [...new Set([...values.slice(0, 12), ...strange])];
  found.set(key, made);
  return made;
}

const moments = fc.integer({ min: -8 * 86_400, max: 8 * 86_400 }).map((second) => SAMPLE.from + second * 1000);

function condition(tested: Tested): fc.Arbitrary<Filter> {
  const { strings, numbers, times } = tested;
  return fc.constantFrom(...strings, ...numbers, ...times).chain((field) => {
    const value = times.includes(field)
      ? moments.map((moment) => timesOf(moment)[field])
      : fc.constantFrom(...valuesOf(tested, field));
    const one = fc.record({
      field: fc.constant(field),
      operator: fc.constantFrom(...COMPARISONS),
      values: value.map((text) => [text]),
    });
    const several = fc.record({
      field: fc.constant(field),
      operator: fc.constantFrom(...LISTS),
      values: fc.array(value, { minLength: 1, maxLength: 4 }),
    });
    const pattern = fc.record({
      field: fc.constant(field),
      operator: fc.constantFrom(...PATTERNS),
      values: fc
        .tuple(value, fc.nat(6), fc.nat(3), fc.constantFrom('%', ''))
        .map(([text, from, length, open]) => [`${open}${[...text].slice(from, from + length).join('')}%`]),
    });
    return strings.includes(field) ? fc.oneof(one, several, pattern) : fc.oneof(one, several);
  });
}

/** Few of them, so that something is left. */
export function filters(tested: Tested): fc.Arbitrary<readonly Filter[]> {
  const one = condition(tested);
  const group = fc.array(one, { minLength: 1, maxLength: 3 });
  const nested = fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 1, arbitrary: group.map((or): Filter => ({ or })) },
    { weight: 1, arbitrary: group.map((and): Filter => ({ and })) },
    {
      weight: 1,
      arbitrary: fc.tuple(one, group).map(([first, and]): Filter => ({ or: [first, { and }] })),
    }
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: nested.map((filter) => [filter]) },
    { weight: 1, arbitrary: fc.array(nested, { minLength: 2, maxLength: 3 }) }
  );
}
