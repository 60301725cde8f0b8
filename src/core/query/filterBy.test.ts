import { filteredBy, isFilteredBy, toggledBy, type Clicked } from './filterBy';
import type { Filter } from './query';

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const query = (...filters: Filter[]) => ({ refId: 'A', dataset: MINUTES, filters });
const country = (operator: string, ...values: string[]) => ({ field: 'clientCountryName', operator, values });
const us: Clicked = { key: 'clientCountryName', value: 'US' };

test.each<[Filter[], 'for' | 'out', Filter[]]>([
  [[], 'for', [country('eq', 'US')]],
  [[], 'out', [country('neq', 'US')]],
  [[country('eq', 'CA')], 'for', [country('in', 'CA', 'US')]],
  [[country('neq', 'CA')], 'out', [country('notin', 'CA', 'US')]],
  [[country('neq', 'US')], 'for', [country('eq', 'US')]],
  [[country('in', 'US', 'CA')], 'out', [country('eq', 'CA'), country('neq', 'US')]],
  [[country('like', 'U%')], 'for', [country('like', 'U%'), country('eq', 'US')]],
  [[{ or: [country('eq', 'US')] }], 'for', [{ or: [country('eq', 'US')] }, country('eq', 'US')]],
])('%j, filter %s US', (before, way, after) => {
  expect(filteredBy(query(...before), us, way).filters).toEqual(after);
});

test('a filter that is there goes with the next click, and is there before', () => {
  for (const way of ['for', 'out'] as const) {
    const filtered = toggledBy(query(), us, way);
    expect(isFilteredBy(filtered, us, way)).toBe(true);
    expect(isFilteredBy(filtered, { ...us, value: 'CA' }, way)).toBe(false);
    expect(toggledBy(filtered, us, way)).toEqual(query());
  }
  expect(toggledBy(query(country('in', 'US', 'CA')), us, 'for')).toEqual(query(country('eq', 'CA')));
});

test('a name stands for the ID beside it, a label for its field, and what is unknown for nothing', () => {
  const uid = { field: 'uid', operator: 'eq', values: ['abc'] };
  expect(filteredBy(query(), { key: 'video', value: 'Intro', row: { uid: 'abc' } }, 'for')).toEqual(query(uid));
  expect(filteredBy(query(), { key: 'video', value: 'Intro' }, 'for')).toEqual(query());
  expect(filteredBy(query(), { key: 'Country', value: 'US' }, 'for')).toEqual(query(country('eq', 'US')));
  expect(filteredBy(query(), { key: 'Video ID', value: 'abc', row: { uid: 'abc' } }, 'for')).toEqual(query(uid));
  expect(filteredBy(query(), { key: 'level', value: 'error' }, 'for')).toEqual(query());
  expect(isFilteredBy({ dataset: 'graphql' }, us)).toBe(false);
});
