import { advance, begin, type Context, type DatasetStep as Step, type Reply } from '..';
import { DAY, HOUR } from '../time/units';
import { panelContext } from '../../../tests/panelContext';
import { tableOf } from '../../../tests/tableOf';

/** What is made of pages: which rows there are, in which order, and what is said of them. */

const NOW = Date.parse('2026-11-24T02:17:30Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';

const context = (more: Partial<Context> = {}) =>
  panelContext({ from: NOW - (NOW % HOUR) - 2 * HOUR, to: NOW - (NOW % HOUR) }, { now: NOW, ...more });

type Cells = ReadonlyArray<string | number> | undefined;

/** Answers each ask in turn, by what it is asked for. */
function shown(query: object, api: (ask: Step['asks'][number]) => Record<string, Cells>, more: Partial<Context> = {}) {
  let step = begin({ dataset: MINUTES, names: false, ...query }, context(more)) as Step;
  while (step.result === undefined) {
    const replies = step.asks.map((ask): Reply => ({ id: ask.id, table: tableOf(api(ask)) }));
    step = advance(step.execution, replies) as Step;
  }
  const [frame] = step.result.frames;
  return { ...step.result, values: frame?.data.values, custom: frame?.schema.meta.custom };
}

const M = 'sum.minutesViewed';
const UID = 'dimensions.uid';
const T = 'dimensions.datetimeHour';
const [H0, H1] = ['2026-11-24T00:00:00Z', '2026-11-24T01:00:00Z'];
const isTotal = ({ document }: Step['asks'][number]) => !document.includes('dimensions');
const desc = (field: string) => ({ field, direction: 'desc' });

test('the share of a total without groups is all of it', () => {
  expect(shown({ format: 'table', show: 'share' }, () => ({ [M]: [5] })).values).toEqual([[100]]);
});

test('rates are by the time that has passed, a forecast by the time that there will be', () => {
  const range = { from: NOW - (NOW % HOUR), to: NOW - (NOW % HOUR) + HOUR };
  const of = (show: string) =>
    shown({ bucket: 'hour', show }, () => ({ [M]: [210], [T]: ['2026-11-24T02:00:00Z'] }), { range });
  const values = ['value', 'perMinute', 'perSecond', 'forecast'].map((show) => of(show).values?.[1][0]);
  expect(values).toEqual([210, 12, 0.2, 720]);
});

test('a row of a time that was not asked for refuses the answer, in the groups as in the total that they are shares of', () => {
  const query = { bucket: 'hour', groupBy: ['uid'], show: 'share' };
  const rows = { [M]: [1], [UID]: ['a'] };
  const at = (groups: string, total: string) =>
    shown(query, (ask) => (ask.document.includes('uid') ? { ...rows, [T]: [groups] } : { [M]: [1], [T]: [total] }))
      .error?.class;
  const strange = '2026-11-24T07:00:00Z';
  expect([at(H0, H0), at(strange, H0), at(H0, strange)]).toEqual([undefined, 'upstream', 'upstream']);
});

test('a series that has gone since it was ranked is left out', () => {
  const series = shown({ bucket: 'hour', groupBy: ['uid'], limit: 2 }, ({ document }) =>
    document.includes('datetimeHour') ? { [M]: [7], [UID]: ['b'], [T]: [H1] } : { [M]: [9, 8], [UID]: ['a', 'b'] }
  );
  expect(series.values?.slice(1)).toEqual([[0, 7]]);
  expect(series.custom).toMatchObject({ ranking: { decidedBy: "the API's order", ofAtLeast: 2 } });
});

test('where nothing is ranked no series is asked for, and a group that is ranked twice is refused', () => {
  const series = { bucket: 'hour', groupBy: ['uid'], limit: 2 };
  const nothing = shown(series, () => ({}));
  expect([nothing.values, nothing.stats.asks]).toEqual([[[], []], 1]);
  expect(shown(series, () => ({ [M]: [2, 1], [UID]: ['a', 'a'] })).error?.class).toBe('upstream');
});

test('averages of three windows are the same number in whatever order they come', () => {
  const query = { dataset: 'streamCMCDAdaptiveGroups', format: 'table', metrics: ['avg.bufferLength'] };
  const limits = { streamCMCDAdaptiveGroups: { maxDuration: 86_400 } };
  const range = { from: NOW - (NOW % DAY) - 3 * DAY, to: NOW - (NOW % DAY) };
  const averages = [[0], [1], [2], [0, 1], [2, 1], [2, 1, 0]].map((order) => {
    let step = begin(query, context({ limits, range })) as Step;
    const replies = step.asks.map(({ id }, i): Reply => {
      const bufferLength = [0.1, 0.2, 0.3][i];
      return { id, table: tableOf({ 'avg.bufferLength': [bufferLength], count: [1] }) };
    });
    for (const next of [...order.map((i) => replies[i]), ...replies.filter((_, i) => !order.includes(i))]) {
      step = advance(step.execution, [next]) as Step;
    }
    return step.result?.frames[0].data.values[0][0];
  });
  expect(new Set(averages)).toEqual(new Set([(0.1 + 0.2 + 0.3) / 3]));
});

test('an alert rule is asked no names for, a panel the names of what is shown', () => {
  const names = (caller: Context['caller']) => {
    const step = begin({ dataset: MINUTES, format: 'table', groupBy: ['uid'] }, context({ caller }));
    const reply: Reply = { id: step.asks[0].id, table: tableOf({ [M]: [2, 1], [UID]: ['a', 'b'] }) };
    return advance(step.execution, [reply]).asks.map(({ rest }) => [rest?.endpoint, rest?.parameters]);
  };
  expect(names('alert')).toEqual([]);
  expect(names('panel')).toEqual([
    ['videoNames', { id: 'a,b' }],
    ['liveInputNames', { id: 'a,b' }],
  ]);
});

test('a row by time is there if one of its metrics is known, and what is not known comes last', () => {
  const query = { dataset: 'streamCMCDAdaptiveGroups', format: 'table', bucket: 'hour', gaps: 'null' };
  const metrics = ['avg.bufferLength', 'count'];
  const { values } = shown({ ...query, metrics, orderBy: [desc('avg.bufferLength')] }, () => ({
    'avg.bufferLength': [NaN, 3],
    count: [1, 2],
    [T]: [H0, H1],
  }));
  expect(values?.slice(1)).toEqual([
    [3, null],
    [2, 1],
  ]);
});

test('rows by time are in order by the numbers of now, not by those of the time before', () => {
  const query = { format: 'table', bucket: 'hour', shift: 'day', orderBy: [desc(M)] };
  const { values } = shown(query, ({ window }) => {
    const isNow = window.to > NOW - DAY + 12 * HOUR;
    const of = (time: string) => (isNow ? time : new Date(Date.parse(time) - DAY).toISOString().replace('.000', ''));
    return { [M]: isNow ? [1, 2] : [40, 30], [T]: [of(H0), of(H1)] };
  });
  expect(values).toEqual([
    [Date.parse(H1), Date.parse(H0)],
    [2, 1],
    [30, 40],
  ]);
});

test('it is said by what the first groups were chosen, where there are groups to choose from', () => {
  const ranking = (query: object, more?: Partial<Context>) =>
    (
      shown(
        { format: 'table', limit: 2, orderBy: [desc(M)], ...query },
        (ask) => (isTotal(ask) ? { [M]: [1] } : { [M]: [3, 2], [UID]: ['a', 'b'] }),
        more
      ).custom as { ranking?: object }
    ).ranking;
  expect(ranking({})).toBeUndefined();
  expect(ranking({ groupBy: ['uid'] })).toEqual({ decidedBy: "the API's order", ofAtLeast: 2 });
  expect(ranking({ groupBy: ['uid'], limit: undefined })).toBeUndefined();
  const wide = { range: { from: NOW - 40 * DAY, to: NOW } };
  expect(ranking({ groupBy: ['uid'] }, wide)).toEqual({ decidedBy: 'all rows', ofAtLeast: 2 });
  const empty = { range: { from: NOW, to: NOW } };
  expect(ranking({ groupBy: ['uid'] }, empty)).toEqual({ decidedBy: 'all rows', ofAtLeast: 0 });
});

test('what nobody waits for is not counted, and after the end nothing changes, whatever is read', () => {
  const graphql = `${MINUTES}(filter: {datetime_geq: $from, datetime_lt: $to}, limit: 9) { count }`;
  const events = { dataset: 'liveInputEventsAdaptive', format: 'logs' };
  for (const query of [{ format: 'table' }, { dataset: 'graphql', format: 'table', graphql }, events]) {
    const step = begin({ dataset: MINUTES, names: false, ...query }, context()) as Step;
    const [{ id }] = step.asks;
    const reply: Reply = { id, table: tableOf({ [M]: [5], count: [5] }) };
    const empty: Reply = query === events ? { id, table: tableOf({}) } : reply;
    const stray: Reply = { id: 'nobody', queries: 9, table: tableOf({}) };
    const { execution, result } = advance(step.execution, [stray, empty]) as Step;
    expect(result?.stats.upstreamQueries).toBe(1);
    expect(advance(execution, [empty, stray])).toEqual({ execution, asks: [], result });
  }
});

test('a limit that the API does not name is not learnt, and so the refusal is the answer', () => {
  const step = begin({ dataset: MINUTES, format: 'table' }, context()) as Step;
  const refusal = { kind: 'answer' as const, errors: [{ message: 'limit must be positive number' }] };
  expect(advance(step.execution, [{ id: step.asks[0].id, refusal }]).result?.error).toMatchObject({
    class: 'limit',
    message: expect.stringMatching(/limit must be positive number/),
  });
});
