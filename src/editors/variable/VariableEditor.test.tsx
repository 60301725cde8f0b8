import { screen } from '@testing-library/react';
import type { SavedVariable } from '../../host/variableSupport';
import { choose, edit as editing, lastRun, user } from '../editing';
import { dashboardHas } from '../../../tests/dashboardHas';
import { VariableEditor } from './VariableEditor';

/** A dashboard stores no query, or an empty text, of a variable that is new. */
const edit = (given: SavedVariable | string) => editing(VariableEditor, given as SavedVariable);

beforeAll(() => dashboardHas({ creator: 'alice' }));

test('a new variable offers videos, and nothing is saved before something is chosen', async () => {
  const seen = await edit('');
  expect(seen).toEqual({ query: '', ran: undefined });
  expect(screen.getByText(/^The 100 videos with the most minutes viewed/)).toBeVisible();
});

test('videos of a creator: a filter by another variable', async () => {
  const seen = await edit({ refId: 'v', type: 'videos' });
  await user.click(screen.getByRole('button', { name: 'Filter' }));
  expect(await lastRun(seen)).toBeUndefined();
  await choose(screen.getByLabelText('Field'), /^Creator/);
  await user.type(screen.getByLabelText('Values'), '$creator{Enter}');
  expect(seen.query).toEqual({
    refId: 'v',
    version: 1,
    type: 'videos',
    filters: [{ field: 'creator', operator: 'in', values: ['$creator'] }],
    search: '',
    limit: 100,
  });
  expect(await lastRun(seen)).toEqual(seen.query);
  expect(screen.getByText(/where creator is one of \$creator\.$/)).toBeVisible();
});

test('a variable that there is none of is named', async () => {
  await edit({ refId: 'v', type: 'videos', filters: [{ field: 'creator', operator: 'eq', values: ['$nobody'] }] });
  expect(screen.getByText(/^Not asked: The variable \$nobody has no value here/)).toBeVisible();
});

test('values of any field begin with the one that was offered; another dataset has its own', async () => {
  const filters = [{ field: 'uid', operator: 'eq', values: ['a'] }];
  const seen = await edit({ refId: 'v', type: 'countries', filters });
  await choose(screen.getByLabelText('Query type'), /^Values of a field/);
  expect(seen.query).toMatchObject({
    type: 'values',
    dataset: 'streamMinutesViewedAdaptiveGroups',
    field: 'clientCountryName',
    filters,
  });
  await choose(screen.getByLabelText('Dataset'), /^Live input health/);
  expect(seen.query).toMatchObject({ dataset: 'liveInputEventsAdaptiveGroups', field: 'inputId', filters: [] });
  await choose(screen.getByLabelText('Field'), /^Event code/);
  expect(seen.query.field).toBe('eventCode');
  await choose(screen.getByLabelText('Query type'), /^Creators/);
  expect(seen.query.dataset).toBeUndefined();
});

test('search and limit: a text, whatever is typed into the list, or a variable', async () => {
  const seen = await edit({ refId: 'v', type: 'videos' });
  await user.type(screen.getByLabelText('Search'), 'ab{Enter}');
  await user.clear(screen.getByLabelText('Limit'));
  await user.type(screen.getByLabelText('Limit'), '20{Enter}');
  expect(seen.query).toMatchObject({ search: 'ab', limit: 20 });
  expect(screen.getByText(/^The 20 videos .* that contain "ab"\.$/)).toBeVisible();
  await user.click(screen.getByLabelText('Search as typed'));
  expect(seen.query.search).toBe('$__searchFilter');
  expect(screen.queryByLabelText('Search')).toBeNull();
  expect(screen.getByText(/that contain what is typed into the list\.$/)).toBeVisible();
  await user.clear(screen.getByLabelText('Limit'));
  await user.tab();
  expect(seen.query.limit).toBe(100);
});
