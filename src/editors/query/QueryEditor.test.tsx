import { screen, within } from '@testing-library/react';
import { defaultQuery, problems } from '../../core';
import type { SavedQuery } from '../../host/savedQuery';
import { choose, edit as editing, lastRun, source, user } from '../editing';
import { dashboardHas } from '../../../tests/dashboardHas';
import { QueryEditor } from './QueryEditor';

// Keys typed one by one take their time where many tests share a processor.
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const EVENTS = 'liveInputEventsAdaptive';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';

/** The editor of a query, for a range of so many days. */
const edit = (given: Partial<SavedQuery>, days?: number) =>
  editing(QueryEditor, { refId: 'A', ...given } as SavedQuery, days);

beforeEach(() => dashboardHas({ country: ['US', 'CA'] }));

test('a new query starts with the default, and runs', async () => {
  const seen = await edit({});
  expect(seen.query).toEqual({ refId: 'A', ...defaultQuery });
  expect(seen.ran).toBeDefined();
  expect(screen.getByText(/^Minutes viewed, by country, over time/)).toBeVisible();
});

test('opening a saved query changes nothing', async () => {
  const seen = await edit({ dataset: MINUTES });
  expect(seen).toEqual({ query: { refId: 'A', dataset: MINUTES }, ran: undefined });
  expect(screen.getByText('Minutes viewed, over time.')).toBeVisible();
});

test('another dataset keeps what it has too, and the rest goes', async () => {
  const seen = await edit({ ...defaultQuery, groupBy: ['creator', 'uid'], limit: 5 });
  await choose(screen.getByLabelText('Dataset'), /Playback events/);
  expect(seen.query).toMatchObject({ dataset: PLAYS, metrics: ['count'], groupBy: ['uid'], limit: 5 });
  expect(await lastRun(seen)).toEqual(seen.query);
  expect(screen.getByText(/Only Cloudflare's own Stream Player fills this dataset/)).toBeVisible();
});

test('what another dataset does not have is said, and Undo brings it back', async () => {
  const seen = await edit({ ...defaultQuery, groupBy: ['creator', 'uid'] });
  const before = seen.query;
  await choose(screen.getByLabelText('Dataset'), /Playback events/);
  expect(screen.getByRole('status')).toHaveTextContent(
    'Left out, since "Playback events (beta)" does not have it: minutes viewed (metric), creator (group by).'
  );
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(seen.query).toEqual(before);
  expect(await lastRun(seen)).toEqual(before);
  expect(screen.queryByRole('status')).toBeNull();
});

test('metrics are added and taken away; without any the query waits and says what it needs', async () => {
  const seen = await edit(defaultQuery);
  await choose(screen.getByLabelText('Metrics'), /^Samples\s?Data/);
  expect(seen.query.metrics).toEqual(['sum.minutesViewed', 'count']);
  expect(await lastRun(seen)).toEqual(seen.query);
  await choose(screen.getByLabelText('Metrics'), /^Minutes viewed/);
  expect(seen.query).toMatchObject({ metrics: ['count'], orderBy: [] });
  expect(await lastRun(seen)).toEqual(seen.query);
  await choose(screen.getByLabelText('Metrics'), /^Samples\s?Data/);
  expect(seen.query.metrics).toEqual([]);
  expect(await lastRun(seen)).toMatchObject({ metrics: ['count'] });
  expect(screen.getByLabelText('Metrics')).toHaveAccessibleDescription(/At least one metric is needed/);
});

test('a filter runs once it has a value', async () => {
  const seen = await edit({ dataset: MINUTES });
  await user.click(screen.getByRole('button', { name: 'Filter' }));
  expect(seen.query.filters).toEqual([{ field: 'uid', operator: 'in', values: [] }]);
  expect(await lastRun(seen)).toBeUndefined();
  expect(screen.getByText(/Not asked: uid one of needs at least one value/)).toBeVisible();
  await choose(screen.getByLabelText('Field'), /Country/);
  await user.type(screen.getByLabelText('Values'), 'US{Enter}CA, US');
  expect(seen.query.filters).toEqual([{ field: 'clientCountryName', operator: 'in', values: ['US'] }]);
  await user.tab();
  expect(seen.query.filters).toEqual([{ field: 'clientCountryName', operator: 'in', values: ['US', 'CA'] }]);
  expect(await lastRun(seen)).toEqual(seen.query);
  expect(screen.getByText(/where country is one of US or CA/)).toBeVisible();
  await choose(screen.getByLabelText('Operator'), /^!=/);
  expect(seen.query.filters).toEqual([{ field: 'clientCountryName', operator: 'neq', values: ['US'] }]);
  await user.click(screen.getByRole('button', { name: 'Remove filter' }));
  expect(seen.query.filters).toEqual([]);
});

test('values may be variables, or empty, and go one by one', async () => {
  const seen = await edit({ dataset: MINUTES, filters: [{ field: 'creator', operator: 'in', values: [] }] });
  await user.type(screen.getByLabelText('Values'), '$country{Enter}');
  await user.click(screen.getByRole('button', { name: '(empty)' }));
  expect(seen.query.filters).toEqual([{ field: 'creator', operator: 'in', values: ['$country', ''] }]);
  expect(screen.getByText(/where creator is one of US, CA or \(empty\)/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Remove $country' }));
  expect(seen.query.filters).toEqual([{ field: 'creator', operator: 'in', values: [''] }]);
});

test('an operator for one value has one text, as it is', async () => {
  const seen = await edit({ dataset: MINUTES, filters: [{ field: 'creator', operator: 'eq', values: ['a'] }] });
  await user.type(screen.getByLabelText('Values'), ', b{Enter}');
  expect(seen.query.filters).toEqual([{ field: 'creator', operator: 'eq', values: ['a, b'] }]);
  await user.click(screen.getByRole('button', { name: '(empty)' }));
  expect(seen.query.filters).toEqual([{ field: 'creator', operator: 'eq', values: [''] }]);
  expect(screen.getByLabelText('Values')).toHaveAttribute('placeholder', '(empty)');
});

test('filters are grouped, and a group goes with its last filter', async () => {
  const seen = await edit({ dataset: MINUTES, filters: [{ field: 'uid', operator: 'eq', values: ['v'] }] });
  await user.click(screen.getByRole('button', { name: 'Group' }));
  const group = screen.getByRole('group', { name: 'Group of filters' });
  expect(seen.query.filters?.[1]).toEqual({ or: [{ field: 'uid', operator: 'in', values: [] }] });
  await user.click(within(group).getByLabelText('All of'));
  expect(seen.query.filters?.[1]).toEqual({ and: [{ field: 'uid', operator: 'in', values: [] }] });
  await user.click(within(group).getByRole('button', { name: 'Remove filter' }));
  expect(seen.query.filters).toEqual([{ field: 'uid', operator: 'eq', values: ['v'] }]);
});

test('what is wrong is said beside it', async () => {
  await edit({
    dataset: MINUTES,
    groupBy: ['planet'],
    filters: [{ or: [{ field: 'date', operator: 'eq', values: ['soon'] }] }],
  });
  expect(screen.getByLabelText('Group by')).toHaveAccessibleDescription(/"planet" is not a dimension/);
  expect(
    within(screen.getByRole('group', { name: 'Filter by 1 day' })).getByText(/"soon" is not a date/)
  ).toBeVisible();
});

test('what is wrong without a control for it is said below', async () => {
  await edit({ dataset: MINUTES, timezone: '$zone' });
  expect(screen.getByRole('alert')).toHaveTextContent(/timezone: The variable \$zone has no value here/);
});

test('text runs on Enter or on leaving, and Escape takes it back', async () => {
  const seen = await edit({ dataset: MINUTES, groupBy: ['uid'] });
  await user.type(screen.getByLabelText('Limit'), '10');
  expect(await lastRun(seen)).toBeUndefined();
  await user.keyboard('{Enter}');
  expect(seen.query.limit).toBe(10);
  await user.type(screen.getByLabelText('Limit'), '0');
  await user.tab();
  expect(seen.query.limit).toBe(100);
  expect(await lastRun(seen)).toEqual(seen.query);
  await user.type(screen.getByLabelText('Limit'), '5{Escape}');
  expect(screen.getByLabelText('Limit')).toHaveValue('100');
  await user.clear(screen.getByLabelText('Limit'));
  await user.type(screen.getByLabelText('Limit'), 'many{Enter}');
  expect(screen.getByLabelText('Limit')).toHaveAccessibleDescription(/whole number/);
  expect(await lastRun(seen)).toMatchObject({ limit: 100 });
  await user.clear(screen.getByLabelText('Limit'));
  await user.tab();
  expect(seen.query).not.toHaveProperty('limit', expect.anything());
});

test('rows are ordered by what is selected, metrics largest first', async () => {
  const seen = await edit({ dataset: MINUTES, format: 'table', groupBy: ['uid'] });
  await user.click(screen.getByRole('button', { name: 'Add order' }));
  expect(seen.query.orderBy).toEqual([{ field: 'sum.minutesViewed', direction: 'desc' }]);
  await user.click(screen.getByRole('button', { name: 'Add order' }));
  await user.click(screen.getByRole('button', { name: 'Descending' }));
  expect(seen.query.orderBy).toEqual([
    { field: 'sum.minutesViewed', direction: 'asc' },
    { field: 'uid', direction: 'asc' },
  ]);
  expect(screen.queryByRole('button', { name: 'Add order' })).toBeNull();
  await user.click(screen.getAllByRole('button', { name: 'Remove order' })[0]);
  expect(seen.query.orderBy).toEqual([{ field: 'uid', direction: 'asc' }]);
});

test('intervals are those of the dataset and the calendar', async () => {
  const seen = await edit({ dataset: MINUTES });
  await user.click(screen.getByLabelText('Interval'));
  const options = (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
  expect(options).toEqual([
    expect.stringMatching(/^Auto/),
    '1 minute',
    '5 minutes',
    '15 minutes',
    '1 hour',
    '1 day',
    '1 week',
    '1 month',
    '$country',
  ]);
  await user.click(screen.getByRole('option', { name: '1 week' }));
  expect(seen.query.bucket).toBe('week');
});

test('an interval may be a variable of the dashboard', async () => {
  dashboardHas({ every: '1h', other: 'x' });
  const seen = await edit({ dataset: MINUTES });
  await choose(screen.getByLabelText('Interval'), '$every');
  expect(seen.query.bucket).toBe('$every');
  expect(await lastRun(seen)).toEqual(seen.query);
  expect(screen.getByText('Minutes viewed, every hour.')).toBeVisible();
  await choose(screen.getByLabelText('Interval'), '$other');
  expect(screen.getByLabelText('Interval')).toHaveAccessibleDescription(/"x" is not possible here/);
});

test('options of a series are closed, with their values in the title', async () => {
  const seen = await edit({ ...defaultQuery, gaps: 'null' });
  await user.click(
    screen.getByRole('button', { name: /^Options Legend: Auto · Show: Value · Compare: Nothing · Gaps: Null/ })
  );
  await user.type(screen.getByLabelText('Legend'), '{{{{clientCountryName}}{Enter}');
  await choose(screen.getByLabelText('Gaps'), /^Zero/);
  expect(seen.query).toMatchObject({ legend: '{{clientCountryName}}', gaps: 'zero' });
  await user.click(screen.getByLabelText('Table'));
  expect(screen.queryByLabelText('Legend')).toBeNull();
});

test('the preview shows what would be sent, with its variables and how often', async () => {
  await edit(
    {
      dataset: MINUTES,
      format: 'table',
      groupBy: ['uid'],
      filters: [{ field: 'uid', operator: 'gt', values: ['v"1'] }],
    },
    60
  );
  await user.click(screen.getByRole('button', { name: /^Preview/ }));
  expect(await screen.findByText(/3 windows, 3 upstream queries/)).toBeVisible();
  const text = screen.getByRole('region', { name: 'GraphQL' }).textContent;
  expect(text).toContain('streamMinutesViewedAdaptiveGroups(filter: $filter');
  expect(text).toContain('"accountTag": "acc"');
  expect(text).toContain('"uid_gt": "v\\"1"');
});

test('the preview of a query that cannot be asked says why', async () => {
  await edit({ dataset: MINUTES, metrics: [] });
  await user.click(screen.getByRole('button', { name: /^Preview/ }));
  expect(await screen.findByText(/^metrics: At least one metric is needed/)).toBeVisible();
});

test('whatever was written by hand can be mended', async () => {
  const broken = {
    dataset: PLAYS,
    metrics: 'count',
    filters: [{ values: 3 }, { or: null }],
    orderBy: {},
    format: 'pie',
  };
  const seen = await edit(broken as unknown as SavedQuery);
  await user.click(screen.getByLabelText('Table'));
  for (const button of screen.getAllByRole('button', { name: /Remove (filter|group)/ }).reverse()) {
    await user.click(button);
  }
  expect(problems(seen.query)).toEqual([]);
});

test('a dataset that nobody knows leaves the choice of another', async () => {
  const seen = await edit({ dataset: 'gone' });
  expect(screen.getByLabelText('Dataset')).toHaveAccessibleDescription(/"gone" is not possible here/);
  expect(screen.queryByLabelText('Metrics')).toBeNull();
  await choose(screen.getByLabelText('Dataset'), /^Minutes viewed/);
  expect(seen.query).toMatchObject({ dataset: MINUTES, metrics: ['sum.minutesViewed'] });
});

test('numbers are shown as shares, beside an earlier time and with the others', async () => {
  const seen = await edit({ ...defaultQuery });
  await user.click(screen.getByRole('button', { name: /^Options/ }));
  await choose(screen.getByLabelText('Show'), /^Share of total/);
  await choose(screen.getByLabelText('Compare'), /^7 days before/);
  await user.click(screen.getByLabelText('Others'));
  expect(seen.query).toMatchObject({ show: 'share', shift: 'week', other: true });
  expect(problems(seen.query)).toEqual([]);
  expect(screen.getByText(/in per cent of the total.*beside 7 days before/)).toBeVisible();
  expect(screen.queryByLabelText('Price')).toBeNull();
});

test('a query may be about the month so far', async () => {
  const seen = await edit({ dataset: MINUTES, format: 'table' });
  await user.click(screen.getByRole('button', { name: /^Options/ }));
  await choose(screen.getByLabelText('Since'), /^Month/);
  expect(seen.query.since).toBe('month');
  expect(screen.getByText('Minutes viewed, since the month began.')).toBeVisible();
});

test('of what is too large a query may show what is complete', async () => {
  const seen = await edit({ ...defaultQuery });
  await user.click(screen.getByRole('button', { name: /^Options/ }));
  await choose(screen.getByLabelText('Too large'), /^Complete part/);
  expect(seen.query.ceiling).toBe('notice');
  expect(problems(seen.query)).toEqual([]);
});

test('a cost has a price, which must be a number above zero', async () => {
  const seen = await edit({ dataset: MINUTES, metrics: ['deliveryCost'] });
  await user.click(screen.getByRole('button', { name: /^Options/ }));
  await user.clear(screen.getByLabelText('Price'));
  await user.type(screen.getByLabelText('Price'), '2.5{Enter}');
  expect(seen.query.price).toBe(2.5);
  await user.clear(screen.getByLabelText('Price'));
  await user.type(screen.getByLabelText('Price'), '$price{Enter}');
  expect(seen.query.price).toBe('$price');
  await user.clear(screen.getByLabelText('Price'));
  await user.type(screen.getByLabelText('Price'), 'free{Enter}');
  expect(screen.getByLabelText('Price')).toHaveAccessibleDescription(/not a price: write a number above zero/);
});

test('what the account lacks is marked and stays where it is', async () => {
  source.limits = async () => ({
    [MINUTES]: { availableFields: ['count', 'sum_minutesViewed', 'dimensions_uid', 'dimensions_mediaType'] },
  });
  await edit({ dataset: MINUTES });
  await user.click(screen.getByLabelText('Group by'));
  expect(await screen.findByRole('option', { name: /^Country.*Not available to this account/ })).toBeVisible();
  expect(screen.getByRole('option', { name: /^Video/ })).not.toHaveTextContent('Not available');
  source.limits = async () => ({});
});

test('single events are logs or rows: what is about numbers is not there, and the newest thousand come', async () => {
  const seen = await edit({ ...defaultQuery, filters: [] });
  await choose(screen.getByLabelText('Dataset'), /^Live input events/);
  expect(seen.query).toMatchObject({ dataset: EVENTS, format: 'logs', metrics: [], groupBy: [], orderBy: [] });
  expect(seen.query.limit).toBeUndefined();
  expect(await lastRun(seen)).toEqual(seen.query);
  expect(screen.getByText('Live input events, the newest 1000.')).toBeVisible();
  for (const name of ['Metrics', 'Group by', 'Interval', 'Gaps', 'Compare with']) {
    expect(screen.queryByLabelText(name)).not.toBeInTheDocument();
  }
  expect(screen.queryByRole('button', { name: /^Options/ })).not.toBeInTheDocument();
  for (const name of ['Time series', 'GraphQL']) {
    expect(screen.queryByRole('radio', { name })).not.toBeInTheDocument();
  }
  await user.click(screen.getByRole('radio', { name: 'Table' }));
  await user.type(screen.getByLabelText('Limit'), '50{Enter}');
  await user.click(screen.getByLabelText('Names'));
  expect(seen.query).toMatchObject({ format: 'table', limit: 50, names: false });
  await choose(screen.getByLabelText('Dataset'), /^Live input health/);
  expect(seen.query).toMatchObject({ format: 'table', metrics: ['count'] });
  expect(screen.queryByRole('radio', { name: 'Logs' })).not.toBeInTheDocument();
});

test('the preview of logs over several windows says that the newest come first', async () => {
  await edit({ dataset: EVENTS }, 80);
  await user.click(screen.getByRole('button', { name: /^Preview/ }));
  expect(
    await screen.findByText(/^[34] windows, 1 upstream query for the newest, then one after another/)
  ).toBeVisible();
});

test('a source has only what means something for it, and keeps the filters that it has too', async () => {
  const creator = { field: 'creator', operator: 'in', values: ['a'] };
  const country = { field: 'clientCountryName', operator: 'eq', values: ['DE'] };
  const seen = await edit({ ...defaultQuery, hide: false, filters: [creator, country] });
  await choose(screen.getByLabelText('Dataset'), /^Videos/);
  expect(seen.query).toEqual({
    refId: 'A',
    hide: false,
    version: 1,
    dataset: 'videos',
    format: 'table',
    metrics: [],
    groupBy: [],
    filters: [creator],
    orderBy: [],
    limit: 100,
  });
  expect(await lastRun(seen)).toEqual(seen.query);
  for (const name of ['Format', 'Metrics', 'Group by', 'Interval']) {
    expect(screen.queryByLabelText(name)).toBeNull();
  }
  expect(screen.queryByRole('button', { name: /^Options/ })).toBeNull();
  expect(screen.getByText('Videos, where creator is one of a, 100 rows at most.')).toBeVisible();
  expect(screen.getByText(/the time range of the dashboard makes no difference/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Add order' }));
  await choose(screen.getByLabelText('Field', { selector: '[aria-label="Order 1"] *' }), /^Size/);
  expect(seen.query.orderBy).toEqual([{ field: 'size', direction: 'desc' }]);
  await user.click(screen.getByRole('button', { name: /^Preview/ }));
  expect(await screen.findByRole('region', { name: 'Calls' })).toHaveTextContent(
    'GET /accounts/acc/stream?asc=false&creator=a'
  );
  await choose(screen.getByLabelText('Dataset'), /^Minutes viewed/);
  expect(seen.query).toMatchObject({
    dataset: MINUTES,
    metrics: ['sum.minutesViewed'],
    filters: [creator],
    orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }],
  });
  expect(problems(seen.query)).toEqual([]);
});

test('one number of a source can be chosen, as an alert rule needs it', async () => {
  const seen = await edit({ dataset: 'storage' });
  await choose(screen.getByLabelText('Metrics'), /^Storage used/);
  expect(seen.query.metrics).toEqual(['storageUsed']);
  expect(screen.getByText('Storage: storage used.')).toBeVisible();
  await choose(screen.getByLabelText('Group by'), /^Creator/);
  expect(seen.query.metrics).toEqual([]);
  expect(problems(seen.query)).toEqual([]);
});

test('storage is a total without an order, or split by creator', async () => {
  const seen = await edit({ dataset: 'storage' });
  expect(screen.queryByRole('button', { name: 'Add order' })).toBeNull();
  expect(screen.queryByLabelText('Limit')).toBeNull();
  await choose(screen.getByLabelText('Group by'), /^Creator/);
  expect(seen.query).toMatchObject({ dataset: 'storage', groupBy: ['creator'] });
  await user.type(screen.getByLabelText('Limit'), '5{Enter}');
  expect(seen.query.limit).toBe(5);
  expect(screen.getByText('Storage, by creator, 5 rows at most.')).toBeVisible();
});
