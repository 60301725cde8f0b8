import * as fc from 'fast-check';
import {
  advance,
  begin,
  describe as inWords,
  endpoints,
  problems,
  SOURCES,
  withSource,
  type Reply,
  type RestAsk,
  type Step,
  type Table,
} from '..';
import { DATASETS } from '../catalogue/catalogue';
import { isLike } from './matches';
import { ENDPOINTS, type Endpoint } from './endpoints';
import { panelContext } from '../../../tests/panelContext';

const context = panelContext({ from: 0, to: 1 }, { now: Date.parse('2026-11-24T02:17:30Z'), maxDataPoints: 100 });

/** A table of what is listed of an endpoint, out of rows with dotted keys. */
function tableOf(endpoint: string, rows: ReadonlyArray<Record<string, string | number>>): Table {
  const { fields } = (ENDPOINTS as Record<string, Endpoint>)[endpoint];
  return {
    rows: rows.length,
    columns: Object.entries(fields).map(([name, kind]) =>
      kind === 'number'
        ? { name, kind, values: rows.map((row) => (row[name] as number | undefined) ?? null) }
        : { name, kind, dictionary: rows.map((row) => String(row[name] ?? '')), codes: rows.map((_, row) => row) }
    ),
  };
}

const inputs = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ uid: `i${n}`, 'meta.name': `Input ${String(n).padStart(4, '0')}` }));
const VIDEO = {
  uid: 'v',
  created: '2026-01-01T00:00:00Z',
  'playback.hls': 'https://customer-f33.cloudflarestream.com/v/manifest/video.m3u8',
};

/** Answers of an account with so many live inputs, all of them connected and watched by five. */
const answers = (count: number): Record<string, (ask: RestAsk) => Table> => ({
  videos: () => tableOf('videos', [VIDEO]),
  liveInputs: () => tableOf('liveInputs', inputs(count)),
  liveInput: () => tableOf('liveInput', [{ status: 'connected' }]),
  views: () => tableOf('views', [{ liveViewers: 5 }]),
});

/** Drives a query to its end; replies are handed over in twos, in the order that `pick` chooses. */
function run(query: object, count: number, pick = (_: number) => 0): { step: Step; asked: RestAsk[] } {
  let step = begin(query, context);
  const asked = [...(step.asks as RestAsk[])];
  const open = [...asked];
  while (step.result === undefined) {
    const chosen = [1, 2].flatMap(() => (open.length > 0 ? open.splice(pick(open.length), 1) : []));
    step = advance(
      step.execution,
      chosen.map((ask): Reply => ({ id: ask.id, table: answers(count)[ask.rest.endpoint](ask) }))
    );
    asked.push(...(step.asks as RestAsk[]));
    open.push(...(step.asks as RestAsk[]));
  }
  return { step, asked };
}

const wrong = (keys: Record<string, unknown>, path: string, message: RegExp) => {
  const found = problems(keys);
  expect(found.map((each) => each.path)).toContain(path);
  expect(found.find((each) => each.path === path)?.message).toMatch(message);
};

test('only the name of a source is needed', () => {
  for (const { name } of SOURCES) {
    expect(problems({ dataset: name })).toEqual([]);
    expect(begin({ dataset: name }, context).result?.error).toBeUndefined();
  }
});

test('no dataset and no source share a name, no two columns either, and each has a label', () => {
  const names = [...Object.keys(DATASETS), ...SOURCES.map(({ name }) => name)];
  expect(new Set(names).size).toBe(names.length);
  for (const { columns, order } of SOURCES) {
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    expect(columns.every(({ label, description }) => label !== '' && description.endsWith('.'))).toBe(true);
    expect(columns.map(({ name }) => name)).toContain(order.field);
  }
});

test('what is wrong is said with its place and what would work', () => {
  wrong({ dataset: 'video' }, 'dataset', /videos, liveInputs, storage, liveViewers/);
  wrong({ dataset: 'videos', format: 'timeSeries' }, 'format', /choose the format "table"/);
  wrong({ dataset: 'videos', version: 2 }, 'version', /reads 1/);
  wrong({ dataset: 'videos', groupBy: ['creator'] }, 'groupBy[0]', /cannot be grouped/);
  wrong({ dataset: 'storage', groupBy: ['uid'] }, 'groupBy[0]', /creator/);
  wrong({ dataset: 'videos', metrics: ['size'] }, 'metrics[0]', /videos is no source of numbers\.$/);
  wrong({ dataset: 'storage', metrics: ['size'] }, 'metrics[0]', /a number of storage, which has .*storageUsed/);
  wrong({ dataset: 'storage', metrics: ['storageUsed'], groupBy: ['creator'] }, 'metrics[0]', /which has totalSto/);
  wrong({ dataset: 'videos', filters: [{ field: 'title', values: ['x'] }] }, 'filters[0].field', /uid, name, creator/);
  wrong(
    { dataset: 'videos', filters: [{ field: 'size', operator: 'gt', values: ['1 GB'] }] },
    'filters[0].values',
    /whole number/
  );
  wrong(
    { dataset: 'videos', filters: [{ field: 'created', operator: 'gt', values: ['2026'] }] },
    'filters[0].values',
    /UTC time/
  );
  wrong(
    { dataset: 'videos', filters: [{ field: 'uid', values: ['$video'] }] },
    'filters[0].values[0]',
    /has no value here/
  );
  wrong({ dataset: 'videos', orderBy: [{ field: 'modified' }] }, 'orderBy[0].field', /uid, name/);
  wrong({ dataset: 'storage', orderBy: [{ field: 'creator' }] }, 'orderBy[0].field', /totalStorageMinutes/);
  wrong(
    { dataset: 'storage', filters: [{ field: 'creator', operator: 'in', values: ['a', 'b'] }] },
    'filters',
    /Group by creator/
  );
  expect(
    problems({
      dataset: 'storage',
      groupBy: ['creator'],
      filters: [{ field: 'creator', operator: 'in', values: ['a'] }],
    })
  ).toEqual([]);
});

test('a key that means nothing is a warning', () => {
  const { step } = run({ dataset: 'liveInputs', bucket: 'hour' }, 1);
  expect(step.result?.notices).toEqual([{ severity: 'warning', text: expect.stringContaining('"bucket"') }]);
});

test('a query in words', () => {
  expect(inWords({ dataset: 'videos' })).toBe('Videos.');
  expect(inWords({ dataset: 'storage', metrics: ['storageUsed'] })).toBe('Storage: storage used.');
  expect(inWords({ dataset: 'storage', groupBy: ['creator'], limit: 5 })).toBe('Storage, by creator, 5 rows at most.');
  expect(
    inWords({
      dataset: 'videos',
      filters: [{ field: 'status', operator: 'neq', values: ['ready'] }],
      orderBy: [{ field: 'size', direction: 'desc' }],
    })
  ).toBe('Videos, where status is not ready, in the order of size descending.');
});

test('the budget of queries is what the gateway tells, and costs none', () => {
  const row = { left: 225, of: 300, pausedSeconds: 0, hits: 30, misses: 10, bytes: 2048, most: 4096, evictions: 0 };
  const told = (given: Partial<typeof row>, query: object) => {
    const { asks, execution } = begin({ dataset: 'budget', ...query }, context);
    return advance(execution, [{ id: asks[0].id, queries: 0, table: tableOf('budget', [{ ...row, ...given }]) }])
      .result;
  };
  const all = told({}, {});
  expect(all?.frames[0].data.values.flat()).toEqual([225, 300, 25, 0, 30, 10, 75, 2048, 4096, 0]);
  expect(all?.stats.upstreamQueries).toBe(0);
  const unused = told({ hits: 0, misses: 0 }, { metrics: ['remembered', 'used'] });
  expect(unused?.frames[0].schema.fields.map(({ name }) => name)).toEqual(['used', 'remembered']);
  expect(unused?.frames[0].data.values).toEqual([[25], [null]]);
  expect(unused?.frames[0].schema.meta.type).toBe('numeric-wide');
});

test('the limits of the account are told without an ask, and marked where they are the documented ones', () => {
  const name = 'streamMinutesViewedAdaptiveGroups';
  const only = { dataset: 'limits', filters: [{ field: 'dataset', values: [name] }] };
  const told = begin(only, { ...context, limits: { [name]: { maxPageSize: 50, notOlderThan: 43_200 } } });
  expect(told.asks).toEqual([]);
  expect(told.result?.frames[0].data.values).toEqual([
    ...[[name], ['Minutes viewed'], ['yes']],
    ...[[0.5], [31], [50], [30], ['account']],
  ]);
  expect(told.result?.notices).toEqual([]);
  const untold = begin(only, { ...context, limits: {} }).result;
  expect(untold?.frames[0].data.values.slice(3)).toEqual([...[[90], [31], [10_000], [30]], ['documentation']]);
  expect(untold?.notices).toEqual([{ severity: 'warning', text: expect.stringMatching(/documented ones/) }]);
});

test('a source keeps those filters of another query that it can have', () => {
  const filters = [
    { field: 'creator', operator: 'in', values: ['a', 'b'] },
    { field: 'clientCountryName', operator: 'eq', values: ['DE'] },
  ];
  for (const source of SOURCES) {
    const query = withSource({ dataset: 'streamMinutesViewedAdaptiveGroups', filters }, source);
    expect(problems(query)).toEqual([]);
    expect(query.filters).toEqual(source.name === 'videos' ? [filters[0]] : []);
  }
});

test('the result is the same in whatever order replies come', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('liveInputs', 'liveViewers', 'videos'),
      fc.infiniteStream(fc.nat()),
      (dataset, choices) => {
        const other = run({ dataset }, 7, (open) => Number(choices.next().value) % open);
        expect(other.step.result).toEqual(run({ dataset }, 7).step.result);
      }
    ),
    { numRuns: 50 }
  );
});

test('ids of asks are different, and every call fits what the gateway lets through', () => {
  const listed: Record<string, Endpoint> = JSON.parse(endpoints());
  for (const dataset of ['videos', 'liveInputs', 'liveViewers']) {
    const { asked } = run({ dataset }, 30);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
    for (const { rest } of asked) {
      for (const [name, value] of Object.entries(rest.parameters)) {
        expect(value).toMatch(new RegExp(`^(?:${listed[rest.endpoint].parameters[name]})$`));
      }
    }
  }
});

test('of a live input nothing is listed that anybody could stream with', () => {
  expect(Object.keys(ENDPOINTS.liveInput.fields)).toEqual(['status']);
  expect(JSON.stringify(ENDPOINTS)).not.toMatch(/rtmp|srt|webrtc|key|passphrase/i);
});

test('the status of more live inputs than are asked for is left open with a notice, unless the query turns on it', () => {
  const many = run({ dataset: 'liveInputs' }, 140);
  expect(many.asked).toHaveLength(101);
  expect(many.step.result?.notices).toEqual([{ severity: 'warning', text: expect.stringMatching(/There are 140/) }]);
  const statuses = many.step.result?.frames[0].data.values[2] ?? [];
  expect([statuses[0], statuses[99], statuses[100], statuses.length]).toEqual(['connected', 'connected', '', 140]);
  const byStatus = run({ dataset: 'liveInputs', filters: [{ field: 'status', values: ['connected'] }] }, 140);
  expect(byStatus.step.result?.error).toMatchObject({ class: 'limit' });
  const some = run({ dataset: 'liveInputs', filters: [{ field: 'name', operator: 'like', values: ['%7'] }] }, 140);
  expect([some.asked.length, some.step.result?.notices]).toEqual([15, []]);
});

test('live viewers of more live inputs than are asked for are an error, and a filter helps', () => {
  expect(run({ dataset: 'liveViewers' }, 101).step.result?.error).toMatchObject({ class: 'limit' });
  expect(
    run({ dataset: 'liveViewers', filters: [{ field: 'name', operator: 'lt', values: ['Input 0003'] }] }, 101).asked
  ).toHaveLength(5);
});

test('no more calls are made than the data source allows', () => {
  const { execution, asks } = begin({ dataset: 'liveInputs' }, { ...context, settings: { maxQueries: 10 } });
  const list = (count: number): Reply => ({ id: asks[0].id, table: tableOf('liveInputs', inputs(count)) });
  expect(advance(execution, [list(9)]).asks).toHaveLength(9);
  expect(advance(execution, [list(10)]).result?.error).toMatchObject({
    class: 'limit',
    message: expect.stringMatching(/more than 10 calls/),
  });
});

test('what is gone when it is asked for by itself has no number', () => {
  const first = begin({ dataset: 'liveViewers' }, context);
  const second = advance(
    first.execution,
    (first.asks as RestAsk[]).map((ask): Reply => ({ id: ask.id, table: answers(1)[ask.rest.endpoint](ask) }))
  );
  expect(second.asks.map(({ rest }) => rest?.parameters)).toEqual([
    { customer: 'https://customer-f33.cloudflarestream.com', uid: 'i0' },
  ]);
  const gone = { id: second.asks[0].id, refusal: { kind: 'malformed', status: 404 } } as const;
  expect(advance(second.execution, [gone]).result?.frames[0].data.values).toEqual([['i0'], ['Input 0000'], [null]]);
  const broken = { id: second.asks[0].id, refusal: { kind: 'malformed', status: 500 } } as const;
  expect(advance(second.execution, [broken]).result?.error?.class).toBe('upstream');
});

test('an account without a video has no host to count viewers at', () => {
  const { asks, execution } = begin({ dataset: 'liveViewers' }, context);
  const { result } = advance(execution, [
    { id: asks[0].id, table: tableOf('liveInputs', inputs(2)) },
    { id: asks[1].id, table: tableOf('videos', []) },
  ]);
  expect(result?.frames[0].data.values[2]).toEqual([null, null]);
  expect(result?.notices).toEqual([{ severity: 'info', text: expect.stringMatching(/no video/) }]);
});

test('a pattern holds for what a regular expression says', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '%', '.'), maxLength: 6 });
  fc.assert(
    fc.property(letters, letters, (text, pattern) => {
      const plain = pattern.replace(/\./g, '\\.').replace(/%/g, '.*');
      expect(isLike(text, pattern)).toBe(new RegExp(`^${plain}$`, 's').test(text));
    }),
    { numRuns: 2000 }
  );
});
