import {
  CoreApp,
  createDataFrame,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
  dateTime,
  hasQueryModificationSupport,
  hasSupplementaryQuerySupport,
  hasToggleableQueryFiltersSupport,
  LoadingState,
  SupplementaryQueryType,
} from '@grafana/data';
import { type BackendSrv, type BackendSrvRequest, config, setBackendSrv } from '@grafana/runtime';
import { waitFor } from '@testing-library/react';
import { firstValueFrom, Observable, of, type Subscriber, throwError } from 'rxjs';
import { type Ask, DAY, type Reply } from './core';
import { DataSource } from './datasource';
import type { SavedQuery } from './host/savedQuery';
import type { Settings } from './host/settings';
import type { SavedVariable, VariableSupport } from './host/variableSupport';
import { dashboardHas } from '../tests/dashboardHas';

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const START = Date.UTC(2026, 2, 1);

interface Call {
  readonly request: BackendSrvRequest;
  readonly subscriber: Subscriber<unknown>;
  left: boolean;
}

/** Grafana's server. It answers `limits` at once; every other call waits until the test answers it. */
class Server {
  readonly calls: Call[] = [];
  limits: () => Observable<unknown> = () => of({ data: { limits: {} } });
  limitsAsked = 0;

  constructor() {
    setBackendSrv({ fetch: (request: BackendSrvRequest) => this.fetch(request) } as unknown as BackendSrv);
  }

  /** Answers a call with a reply for each of its asks, in any order. */
  answer(call: number, replyTo = rows(), order = (replies: Reply[]) => replies) {
    const asks: Ask[] = this.calls[call].request.data.asks;
    this.give(call, { replies: order(asks.map(replyTo)) });
  }

  give(call: number, data: unknown) {
    this.calls[call].subscriber.next({ data });
    this.calls[call].subscriber.complete();
  }

  fail(call: number, error: unknown) {
    this.calls[call].subscriber.error(error);
  }

  private fetch(request: BackendSrvRequest): Observable<unknown> {
    if (request.url.endsWith('/limits')) {
      this.limitsAsked++;
      return this.limits();
    }
    return new Observable((subscriber) => {
      const call: Call = { request, subscriber, left: false };
      this.calls.push(call);
      return () => {
        call.left = true;
      };
    });
  }
}

/** Replies with minutes by country. */
const rows =
  (minutes: Record<string, number> = {}) =>
  ({ id }: Ask): Reply => {
    const countries = Object.keys(minutes);
    const codes = countries.map((_, code) => code);
    return {
      id,
      table: {
        rows: countries.length,
        columns: [
          { name: 'dimensions.clientCountryName', kind: 'text', dictionary: countries, codes },
          { name: 'sum.minutesViewed', kind: 'number', values: Object.values(minutes) },
        ],
      },
    };
  };

const byCountry = (refId: string, rest: Partial<SavedQuery> = {}): SavedQuery => ({
  refId,
  dataset: MINUTES,
  format: 'table',
  groupBy: ['clientCountryName'],
  ...rest,
});

const requestOf = (targets: SavedQuery[], days = 1): DataQueryRequest<SavedQuery> => {
  const [from, to] = [dateTime(START), dateTime(START + days * DAY)];
  return {
    requestId: 'Q1',
    interval: '1h',
    intervalMs: 3_600_000,
    maxDataPoints: 100,
    range: { from, to, raw: { from, to } },
    scopedVars: {},
    targets,
    timezone: 'utc',
    app: CoreApp.Dashboard,
    startTime: START + 60 * DAY,
  };
};

/** Lets promises settle: the limits come by one. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

let server: Server;
let source: DataSource;

beforeEach(() => {
  server = new Server();
  dashboardHas({});
  source = new DataSource({ uid: 'stream', jsonData: {} } as DataSourceInstanceSettings<Settings>);
});

/** Starts a request. Its answer is wrapped, lest it be awaited. */
async function ask(targets: SavedQuery[], days?: number) {
  const answer = firstValueFrom(source.query(requestOf(targets, days)));
  await settled();
  return { answer };
}

test('the queries of a request run side by side and are answered together, in their order', async () => {
  const { answer } = await ask([byCountry('A'), byCountry('B')]);
  expect(server.calls.map(({ request }) => [request.method, request.url, request.requestId])).toEqual([
    ['POST', '/api/datasources/uid/stream/resources/asks', 'Q1-A'],
    ['POST', '/api/datasources/uid/stream/resources/asks', 'Q1-B'],
  ]);
  expect(server.calls.map(({ request }) => request.data.caller)).toEqual(['panel', 'panel']);
  server.answer(1, rows({ US: 2 }));
  server.answer(0, rows({ DE: 1 }));
  const { data, errors, state } = await answer;
  expect(data.map(({ refId, fields }) => [refId, fields[0].values[0], fields[1].values[0]])).toEqual([
    ['A', 'DE', 1],
    ['B', 'US', 2],
  ]);
  expect([errors, state]).toEqual([undefined, LoadingState.Done]);
});

test('one call a round: 50 days in three windows, whatever order their replies have', async () => {
  const frames = [];
  for (const order of [(replies: Reply[]) => replies, (replies: Reply[]) => [...replies].reverse()]) {
    const { answer } = await ask([byCountry('A')], 50);
    const call = server.calls.length - 1;
    expect(server.calls[call].request.data.asks).toHaveLength(3);
    server.answer(call, ({ id }) => rows({ DE: 1, [id]: 2 })({ id } as Ask), order);
    frames.push((await answer).data);
  }
  expect(server.calls).toHaveLength(2);
  expect(frames[0]).toEqual(frames[1]);
});

test('Explore sees the last part of a long chart while the rest is on its way; a dashboard sees one answer', async () => {
  const chart = byCountry('A', { format: 'timeSeries' });
  const seen: Array<[LoadingState | undefined, number]> = [];
  source
    .query({ ...requestOf([chart, { ...chart, refId: 'B' }], 50), app: CoreApp.Explore })
    .subscribe(({ state, data }) => seen.push([state, data.length]));
  await settled();
  const named = () => server.calls.map(({ request }) => request.requestId);
  expect(named()).toEqual(['Q1-A-part', 'Q1-B-part']);
  await waitFor(() => expect(named()).toEqual(['Q1-A-part', 'Q1-B-part', 'Q1-A', 'Q1-B']));
  const timed = ({ id }: Ask): Reply => ({
    id,
    table: {
      rows: 1,
      columns: [
        { name: 'dimensions.date', kind: 'text', dictionary: ['2026-04-15'], codes: [0] },
        { name: 'dimensions.clientCountryName', kind: 'text', dictionary: ['US'], codes: [0] },
        { name: 'sum.minutesViewed', kind: 'number', values: [7] },
      ],
    },
  });
  const none = ({ id }: Ask): Reply => ({ id, table: { rows: 0, columns: [] } });
  server.answer(0, timed);
  server.fail(1, { status: 502 });
  expect(seen).toEqual([]);
  server.answer(3, none);
  server.answer(2, none);
  expect(seen).toEqual([
    [LoadingState.Loading, 2],
    [LoadingState.Done, 2],
  ]);
  await ask([chart], 50);
  expect(server.calls).toHaveLength(5);
});

test('a ranked chart asks again for the series of the ranked', async () => {
  const { answer } = await ask([byCountry('A', { format: 'timeSeries', limit: 1 })]);
  server.answer(0, rows({ US: 5 }));
  await settled();
  expect(server.calls).toHaveLength(2);
  expect(JSON.stringify(server.calls[1].request.data.asks)).toContain('US');
  server.answer(1, ({ id }) => ({ id, table: { rows: 0, columns: [] } }));
  expect((await answer).errors).toBeUndefined();
});

test('who leaves cancels the call', async () => {
  const subscription = source.query(requestOf([byCountry('A')])).subscribe();
  await settled();
  expect(server.calls[0].left).toBe(false);
  subscription.unsubscribe();
  expect(server.calls[0].left).toBe(true);
});

test("one query's failure leaves the others alone, and the inspector sees what was asked", async () => {
  const { answer } = await ask([
    byCountry('A', { metrics: ['sum.plays'] }),
    byCountry('B'),
    byCountry('C'),
    byCountry('D', { timezone: 'Mars' }),
  ]);
  server.answer(0, rows({ US: 2 }));
  server.answer(1, ({ id }) => ({ id, refusal: { kind: 'timeout' } }));
  const { data, errors, state } = await answer;
  expect(state).toBe(LoadingState.Error);
  expect(errors).toEqual([
    { refId: 'A', status: 400, message: expect.stringContaining('sum.plays') },
    { refId: 'C', status: 504, message: expect.stringContaining('did not answer in time') },
    { refId: 'D', status: undefined, message: expect.stringContaining('Mars') },
  ]);
  expect(data.map(({ refId, length }) => [refId, length])).toEqual([
    ['B', 1],
    ['C', 0],
  ]);
  expect(data[1].meta.executedQueryString).toContain(MINUTES);
});

test('what Grafana itself refuses is said in its words', async () => {
  const { answer } = await ask([byCountry('A')]);
  server.fail(0, { status: 502, statusText: 'Bad Gateway', data: { message: 'plugin unavailable' } });
  expect((await answer).errors).toEqual([{ refId: 'A', status: 502, message: 'plugin unavailable' }]);
});

test('a reply that is missing is an error, not a wait without end', async () => {
  const { answer } = await ask([byCountry('A')]);
  server.give(0, { replies: [] });
  expect((await answer).errors?.[0].message).toMatch(/left a question without an answer/);
});

test('limits are asked for once a page, and again only where there were none', async () => {
  server.limits = () => throwError(() => new Error('down'));
  await ask([byCountry('A')]);
  server.limits = () => of({ data: { limits: {}, refusal: { kind: 'unreachable' } } });
  await ask([byCountry('A')]);
  server.limits = () => of({ data: { limits: { [MINUTES]: { maxDuration: DAY / 1000 } } } });
  await ask([byCountry('A')], 2);
  await ask([byCountry('A')], 2);
  expect(server.limitsAsked).toBe(3);
  expect(server.calls.map(({ request }) => request.data.asks.length)).toEqual([1, 1, 2, 2]);
});

test('variables become values, as many as are chosen', () => {
  dashboardHas({ country: ['US', 'C"A'], top: 5, none: [] });
  const filter = (...values: string[]) => [{ field: 'clientCountryName', operator: 'in', values }];
  const saved = byCountry('A', {
    filters: filter('DE', '$country', '$top-$country', '$none', '$other'),
    legend: 'Top $top: {{uid}}',
  });
  expect(source.interpolateVariablesInQueries([saved], {})).toEqual([
    { ...saved, filters: filter('DE', 'US', 'C"A', '5-US', '5-C"A', '$other'), legend: 'Top 5: {{uid}}' },
  ]);
});

test('a variable offers the values of the range, those with the most first, and asks as a variable does', async () => {
  dashboardHas({ creator: 'alice' });
  const filters = [{ field: 'creator', operator: 'eq', values: ['$creator'] }];
  const variable: SavedVariable = { refId: 'v', type: 'countries', filters };
  const variables = source.variables as VariableSupport;
  const request = { ...requestOf([]), targets: [variable] };
  const { query } = variables; // As Grafana calls it outside of scenes.
  const answer = firstValueFrom(query(request));
  await settled();
  expect(server.calls[0].request.data.asks[0].variables).toMatchObject({ filter: { creator: 'alice' }, limit: 100 });
  server.answer(0, rows({ US: 5, DE: 2 }));
  expect((await answer).data).toEqual([
    { value: 'US', text: 'US' },
    { value: 'DE', text: 'DE' },
  ]);
});

test('a variable that cannot be asked, or is refused, says why', async () => {
  const request = (variable: SavedVariable) => ({ ...requestOf([]), targets: [variable] });
  const variables = source.variables as VariableSupport;
  await expect(firstValueFrom(variables.query(request({ refId: 'v', type: 'values' })))).rejects.toThrow(/dataset/);
  const answer = firstValueFrom(variables.query(request({ refId: 'v', type: 'videos' })));
  await settled();
  server.answer(0, ({ id }) => ({ id, refusal: { kind: 'timeout' } }));
  await expect(answer).rejects.toThrow(/did not answer in time/);
});

test("a dashboard's filters and groups are part of what is asked, and go along to Explore", async () => {
  const filters = [{ key: 'country', operator: '=', value: 'US' }];
  const request = { ...requestOf([byCountry('A')]), filters, groupByKeys: ['uid'] };
  source.query(request).subscribe();
  await settled();
  const [ask] = server.calls[0].request.data.asks;
  expect(ask.variables.filter).toMatchObject({ clientCountryName: 'US' });
  expect(ask.document).toContain('dimensions { clientCountryName uid }');
  expect(source.interpolateVariablesInQueries([byCountry('A')], {}, filters)).toEqual([
    byCountry('A', { filters: [{ field: 'clientCountryName', operator: 'eq', values: ['US'] }] }),
  ]);
});

test('a dashboard can be filtered by the fields of its datasets, and by the values that they have in the range', async () => {
  const queries = [byCountry('A')];
  expect((await source.getTagKeys({ filters: [], queries })).map(({ value }) => value)).toEqual([
    'uid',
    'creator',
    'clientCountryName',
    'mediaType',
  ]);
  expect(await source.getGroupByKeys({ filters: [], queries })).toContainEqual({ value: 'creator', text: 'Creator' });
  const others = [{ key: 'creator', operator: '=', value: 'alice' }];
  const [from, to] = [dateTime(Date.now() - 2 * DAY), dateTime(Date.now() - DAY)];
  const timeRange = { from, to, raw: { from, to } };
  const options = { key: 'clientCountryName', filters: others, queries, timeRange };
  const values = source.getTagValues(options);
  await settled();
  expect(server.calls[0].request.data).toMatchObject({
    caller: 'variable',
    asks: [{ variables: { filter: { creator: 'alice' }, limit: 1000 } }],
  });
  server.answer(0, rows({ US: 5, DE: 2 }));
  expect((await values).data).toEqual([
    { value: 'US', text: 'US' },
    { value: 'DE', text: 'DE' },
  ]);
});

test('why values cannot be had is said where they would be', async () => {
  const refused = source.getTagValues({ key: 'country', filters: [] });
  await settled();
  server.answer(0, ({ id }) => ({ id, refusal: { kind: 'timeout' } }));
  expect((await refused).error?.message).toMatch(/did not answer in time/);
  const failed = source.getTagValues({ key: 'country', filters: [] });
  await settled();
  server.fail(1, { status: 502, statusText: 'Bad Gateway', data: { message: 'plugin unavailable' } });
  expect(await failed).toEqual({ data: [], error: expect.objectContaining({ message: 'plugin unavailable' }) });
  expect(await source.getTagValues({ key: 'colour', filters: [] })).toEqual({ data: [] });
});

test('a filter that no query of the dashboard can have is marked, with the reason', async () => {
  const filters = [
    { key: 'country', operator: '=', value: 'US' },
    { key: 'inputId', operator: '=', value: 'i', origin: 'dashboard' },
  ];
  const options = { filters, groupByKeys: ['uid'], queries: [byCountry('A')] };
  expect(await source.getDrilldownsApplicability(options)).toMatchObject([
    { key: 'country', applicable: true },
    { key: 'inputId', origin: 'dashboard', applicable: false, reason: expect.stringContaining('dataset') },
    { key: 'uid', applicable: true },
  ]);
});

test('an annotation is asked as any query, of a day more, and answered with marks', async () => {
  const annotation = source.annotations?.prepareQuery?.({
    target: { refId: 'Anno', type: 'liveSessions' },
  } as unknown as Parameters<NonNullable<NonNullable<typeof source.annotations>['prepareQuery']>>[0]) as SavedQuery;
  expect(source.filterQuery(annotation)).toBe(true);
  const { answer } = await ask([annotation]);
  const time = new Date(START + 60_000).toISOString().replace('.000', '');
  const columns = {
    datetime: time,
    coloCode: 'FRA',
    eventCode: 'live_input.connected',
    eventDescription: '',
    inputId: 'i',
  };
  expect(server.calls[0].request.data.asks[0].window).toEqual({ from: START - DAY, to: START + DAY });
  server.answer(0, ({ id }) => ({
    id,
    table: {
      rows: 1,
      columns: Object.entries(columns).map(([name, text]) => ({ name, kind: 'text', dictionary: [text], codes: [0] })),
    },
  }));
  await settled();
  server.answer(1, ({ id }) => ({ id, refusal: { kind: 'timeout' } })); // No name is known.
  const { data } = await answer;
  expect(data[0].fields.map(({ name, values }: { name: string; values: unknown[] }) => [name, values[0]])).toEqual([
    ['time', START + 60_000],
    ['timeEnd', START + DAY],
    ['title', 'Live session'],
    ['text', 'i: live'],
    ['tags', 'live,i'],
  ]);
});

test('Explore filters by a click on a value, and takes the filter of a label away again', () => {
  const options = { key: 'clientCountryName', value: 'US' };
  const filtered = byCountry('A', { filters: [{ field: 'clientCountryName', operator: 'eq', values: ['US'] }] });
  expect(hasQueryModificationSupport(source) && hasToggleableQueryFiltersSupport(source)).toBe(true);
  expect(source.modifyQuery(byCountry('A'), { type: 'ADD_FILTER', options })).toEqual(filtered);
  expect(source.modifyQuery(byCountry('A'), { type: 'ADD_STRING_FILTER', options })).toEqual(byCountry('A'));
  expect(source.toggleQueryFilter(byCountry('A', { filters: [] }), { type: 'FILTER_FOR', options })).toEqual(filtered);
  expect(source.queryHasFilter(filtered, options)).toBe(true);
  expect(source.toggleQueryFilter(filtered, { type: 'FILTER_FOR', options }).filters).toEqual([]);
  const frame = createDataFrame({ fields: [{ name: 'uid', values: ['abc'] }] });
  const byName = { type: 'ADD_FILTER_OUT', options: { key: 'video', value: 'Intro' }, frame };
  expect(source.modifyQuery(byCountry('A'), byName).filters).toEqual([
    { field: 'uid', operator: 'neq', values: ['abc'] },
  ]);
});

test('hidden and empty queries are not asked', async () => {
  expect(source.filterQuery({ refId: 'A' })).toBe(false);
  expect(source.filterQuery(byCountry('A', { hide: true }))).toBe(false);
  expect(source.filterQuery({ refId: 'A', ...source.getDefaultQuery() })).toBe(true);
  expect(await firstValueFrom(source.query(requestOf([])))).toEqual({ data: [] });
});

test('Explore gets a log volume of the logs of a request, with the same filters', () => {
  const { LogsVolume, LogsSample } = SupplementaryQueryType;
  expect([LogsVolume, LogsSample].map((type) => hasSupplementaryQuerySupport(source, type))).toEqual([true, false]);
  const filters = [{ field: 'inputId', operator: 'eq', values: ['a'] }];
  const logs: SavedQuery = { refId: 'B', dataset: 'liveInputEventsAdaptive', filters };
  const request = requestOf([byCountry('A'), logs, { ...logs, refId: 'C', hide: true }]);
  const volume = source.getSupplementaryRequest(LogsVolume, request);
  expect(volume).toMatchObject({
    ...request,
    app: CoreApp.Unknown,
    targets: [{ refId: 'log-volume-B', groupBy: ['eventCode'], filters }],
  });
  expect(volume?.targets).toHaveLength(1);
  expect(source.getSupplementaryRequest(LogsVolume, requestOf([byCountry('A')]))).toBeUndefined();
  expect(source.getSupplementaryQuery({ type: LogsSample }, logs)).toBeUndefined();
});

test('a public dashboard goes by the backend', async () => {
  config.publicDashboardAccessToken = 'token';
  source.query({ ...requestOf([byCountry('A')]), panelId: 7 }).subscribe();
  await settled();
  config.publicDashboardAccessToken = undefined;
  expect(server.calls.map(({ request }) => request.url)).toEqual(['/api/public/dashboards/token/panels/7/query']);
});

test('a query is shown as a sentence', () => {
  expect(source.getQueryDisplayText(byCountry('A'))).toBe('Minutes viewed, by country, over the whole range.');
});
