import {
  advance,
  begin,
  type Context,
  type DatasetStep,
  DATASETS,
  defaultQuery,
  describe as inWords,
  formatsOf,
  logVolume,
  problems,
  withDataset,
} from '..';
import { levelLabel, severityOf } from './severity';
import { DAY } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

const EVENTS = 'liveInputEventsAdaptive';
const GROUPS = 'liveInputEventsAdaptiveGroups';
const NOW = Date.parse('2026-11-24T02:17:30.500Z');

const context = (more: Partial<Context> = {}) =>
  panelContext({ from: NOW - DAY, to: NOW }, { maxDataPoints: 1000, ...more });
const started = (query: object, more?: Partial<Context>) =>
  begin({ dataset: EVENTS, names: false, ...query }, context(more)) as DatasetStep;

test('logs are the default, a thousand of the newest, in an order that leaves no two rows equal but those alike', () => {
  const [ask, ...others] = started({}).asks;
  expect(others).toEqual([]);
  expect(ask.document).toContain('datetime inputId eventCode eventDescription coloCode');
  expect(ask).toMatchObject({
    id: 'logs-000',
    limit: 1000,
    variables: {
      filter: { datetime_geq: '2026-11-23T02:17:31Z', datetime_lt: '2026-11-24T02:17:31Z' },
      limit: 1000,
      orderBy: ['datetime_DESC', 'inputId_ASC', 'eventCode_ASC', 'eventDescription_ASC', 'coloCode_ASC'],
    },
  });
});

test('numbers are refused with the dataset that has them, and logs of numbers with the one that has events', () => {
  const at = (query: object) =>
    problems({ dataset: EVENTS, ...query }).map(({ path, message }) => `${path}: ${message}`);
  expect(at({ format: 'timeSeries' })).toEqual([expect.stringMatching(/^format: .*liveInputEventsAdaptiveGroups/)]);
  expect(problems({ dataset: GROUPS, format: 'logs' })[0].message).toMatch(
    /choose the dataset liveInputEventsAdaptive\./
  );
  expect(at({ metrics: ['count'] })).toEqual([expect.stringMatching(/^metrics: .*liveInputEventsAdaptiveGroups/)]);
  expect(at({ groupBy: ['inputId'], bucket: 'hour', show: 'share', shift: 'day', other: true })).toHaveLength(5);
  expect(at({ orderBy: [{ field: 'datetime' }] })).toEqual([expect.stringMatching(/newest first/)]);
  expect(at({ filters: [{ field: 'uid', values: ['x'] }] })).toEqual([expect.stringMatching(/coloCode, datetime/)]);
  expect(at({ format: 'table', limit: 5, legend: '', gaps: 'auto', price: 1 })).toEqual([]);
});

test('an alert rule is told where the numbers are', () => {
  for (const format of ['logs', 'table']) {
    const { result } = started({ format }, { caller: 'alert' });
    expect(result?.error).toMatchObject({
      class: 'user',
      message: expect.stringMatching(/dataset liveInputEventsAdaptiveGroups/),
    });
  }
});

test('what the account lacks is not asked for', () => {
  const without = (availableFields: string[]) => started({}, { limits: { [EVENTS]: { availableFields } } });
  const { document, variables } = without(['datetime', 'eventCode', 'inputId']).asks[0];
  expect(document).toContain(' datetime inputId eventCode\n');
  expect(variables.orderBy).toEqual(['datetime_DESC', 'inputId_ASC', 'eventCode_ASC']);
  expect(without(['eventCode']).result?.error).toMatchObject({ class: 'permission' });
  expect(started({}, { limits: { [EVENTS]: { enabled: false } } }).result?.error).toMatchObject({
    class: 'permission',
  });
});

test('a limit that the API names is planned with, once', () => {
  const step = started({}, { range: { from: NOW - 20 * DAY, to: NOW } });
  const message = 'account "x" cannot request a time range wider than 1w1d, but your query time range spans 2w6d';
  const refusal = { kind: 'answer', status: 200, errors: [{ message }] } as const;
  const again = advance(step.execution, [{ id: step.asks[0].id, refusal }]) as DatasetStep;
  expect(again.asks.map(({ id }) => id)).toEqual(['again-logs-001']);
  const [{ window }] = again.asks;
  expect(window.to - window.from).toBeLessThanOrEqual(8 * DAY);
  expect(advance(again.execution, [{ id: again.asks[0].id, refusal }]).result?.error?.class).toBe('limit');
});

test('a reply that nothing waits for changes nothing', () => {
  const step = started({});
  const stray = advance(step.execution, [{ id: 'logs-007', table: { rows: 0, columns: [] } }]);
  expect(stray).toEqual({ execution: step.execution, asks: [] });
  const { result } = advance(stray.execution, [{ id: 'logs-000', table: { rows: 0, columns: [] } }]);
  expect(result).toMatchObject({ notices: [], stats: { windows: 1, upstreamQueries: 1, rows: 0 } });
  expect(result?.frames[0].data.values).toEqual([[], [], [], []]);
});

test('a line is one line, of what the event has', () => {
  const text = (name: string, value: string) => ({ name, kind: 'text', dictionary: [value], codes: [0] }) as const;
  const step = started({});
  const line = (code: string, description: string) => {
    const columns = [
      text('datetime', '2026-11-24T01:00:00Z'),
      text('inputId', 'i'),
      text('eventCode', code),
      text('eventDescription', description),
      text('coloCode', 'FRA'),
    ];
    return advance(step.execution, [{ id: 'logs-000', table: { rows: 1, columns } }]).result?.frames[0].data
      .values[1][0];
  };
  expect(line('connected', ' The encoder\n is "there" ')).toBe('connected: The encoder is "there"');
  expect(line('', 'There.')).toBe('There.');
  expect(line('connected', '')).toBe('connected');
});

test('errors are errors', () => {
  const levels = [
    'live_input.connected',
    'live_input.disconnected',
    'live_input.errored',
    'ERR_GOP_OUT_OF_RANGE',
    'terrific',
  ];
  expect(levels.map((code) => severityOf(code))).toEqual(['info', 'info', 'error', 'error', 'info']);
  expect(severityOf('7', 'ERR_STORAGE_QUOTA_EXHAUSTED')).toBe('error');
  expect(levelLabel(['inputId', 'eventCode'], ['a', 'live_input.errored'])).toEqual([['level', 'error']]);
  expect(levelLabel(['inputId'], ['a'])).toEqual([]);
});

test('the log volume counts what is shown, or is none', () => {
  const filters = [{ or: [{ field: 'inputId', operator: 'eq', values: ['a'] }] }];
  const volume = logVolume({ dataset: EVENTS, filters, timezone: 'utc' });
  expect(volume).toMatchObject({
    dataset: GROUPS,
    metrics: ['count'],
    groupBy: ['eventCode'],
    filters,
    timezone: 'utc',
  });
  expect(problems(volume)).toEqual([]);
  expect(logVolume({ dataset: EVENTS, format: 'table' })).toBeUndefined();
  expect(logVolume({ dataset: GROUPS })).toBeUndefined();
  expect(logVolume({ dataset: EVENTS, limit: -1 })).toBeUndefined();
  expect(logVolume({ dataset: EVENTS, filters: [{ and: [{ field: 'coloCode', values: ['FRA'] }] }] })).toBeUndefined();
});

test('to single events and back: numbers go, filters stay', () => {
  const filters = [{ field: 'inputId', operator: 'eq', values: ['a'] }];
  const events = withDataset({ ...defaultQuery, dataset: GROUPS, groupBy: ['inputId'], filters, shift: 'day' }, EVENTS);
  expect(events).toMatchObject({ format: 'logs', metrics: [], groupBy: [], filters, limit: undefined, shift: 'none' });
  expect(problems(events)).toEqual([]);
  expect(inWords(events)).toBe('Live input events, where live input is a, the newest 1000.');
  const groups = withDataset(events, GROUPS);
  expect(groups).toMatchObject({ format: 'timeSeries', metrics: ['avg.bitRate'], filters });
  expect(problems(groups)).toEqual([]);
  expect(withDataset({ ...defaultQuery, format: 'table' }, EVENTS).format).toBe('table');
  expect(formatsOf(DATASETS[EVENTS])).toEqual(['logs', 'table']);
});
