import { screen } from '@testing-library/react';
import type { SavedAnnotation } from '../../host/annotations';
import type { SavedQuery } from '../../host/savedQuery';
import { choose, edit as editing, lastRun, user } from '../editing';
import { dashboardHas } from '../../../tests/dashboardHas';
import { AnnotationEditor } from './AnnotationEditor';

const EVENTS = 'liveInputEventsAdaptive';

/** Grafana stores an annotation's query where a panel's would be. */
const edit = (given: Partial<SavedAnnotation> = {}) =>
  editing<SavedQuery>(AnnotationEditor, { refId: 'Anno', ...given } as SavedQuery);

beforeAll(() => dashboardHas({ input: ['a', 'b'] }));

test('a new annotation marks live sessions, and nothing is saved before something is chosen', async () => {
  const seen = await edit();
  expect(screen.getByLabelText('Query type')).toHaveValue('Live sessions');
  expect(seen).toEqual({ query: { refId: 'Anno' }, ran: undefined });
});

test('another type names the dataset that Grafana asks, and runs', async () => {
  const seen = await edit();
  await choose(screen.getByLabelText('Query type'), /^Live input events/);
  expect(seen.query).toEqual({ refId: 'Anno', version: 1, type: 'liveEvents', dataset: EVENTS, filters: [] });
  expect(await lastRun(seen)).toEqual(seen.query);
  await choose(screen.getByLabelText('Query type'), /^Videos created/);
  expect(seen.query).toMatchObject({ type: 'videos', dataset: 'videos' });
});

test('a filter by a variable runs once it has a value', async () => {
  const seen = await edit({ type: 'liveSessions' });
  await user.click(screen.getByRole('button', { name: 'Filter' }));
  expect(await lastRun(seen)).toBeUndefined();
  expect(screen.getByLabelText('Field')).toHaveValue('Live input');
  await user.type(screen.getByLabelText('Values'), '$input{Enter}');
  expect(seen.query.filters).toEqual([{ field: 'inputId', operator: 'in', values: ['$input'] }]);
  expect(await lastRun(seen)).toEqual(seen.query);
});

test('what is wrong with a filter is said beside it and not asked', async () => {
  const seen = await edit({ filters: [{ field: 'inputId', operator: 'in', values: ['$nobody'] }] });
  expect(screen.getByText(/The variable \$nobody has no value here/)).toBeVisible();
  await choose(screen.getByLabelText('Query type'), /^Live input events/);
  expect(seen.query.filters).toEqual([{ field: 'inputId', operator: 'in', values: ['$nobody'] }]);
  expect(await lastRun(seen)).toBeUndefined();
});

test('of the filters another type keeps those that it has too', async () => {
  const [creator, uid] = ['creator', 'uid'].map((field) => ({ field, operator: 'eq', values: ['a'] }));
  const seen = await edit({ type: 'videos', filters: [creator, uid] });
  await choose(screen.getByLabelText('Query type'), /^Live sessions/);
  expect(seen.query.filters).toEqual([]);
  expect(await lastRun(seen)).toEqual(seen.query);
});
