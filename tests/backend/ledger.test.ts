/**
 * The real backend process on the simulator: what its ledger saves, and that nobody can tell its answers from an empty one's. Needs
 * the built backend (`npm run build`).
 */
import { BINARY } from '../../scripts/binary.mjs';
import { startSimulator, type Simulator } from '../../simulator/start';
import { startBackend, type Backend, type BackendQuery } from '../../workbench/backend';
import { DAY, HOUR, MINUTE } from '../../src/core';

const MINUTES = 'streamMinutesViewedAdaptiveGroups';

/** Range ends so long ago that nothing in it changes while the test runs. */
const END = Math.floor(Date.now() / DAY) * DAY - DAY;
const QUERIES: Readonly<Record<string, object>> = {
  hours: { dataset: MINUTES, bucket: 'hour', groupBy: ['clientCountryName'] },
  shares: { dataset: MINUTES, bucket: 'hour', groupBy: ['clientCountryName'], show: 'share', limit: 3, other: true },
  pages: { dataset: MINUTES, bucket: 'hour', groupBy: ['uid', 'clientCountryName'], format: 'table' },
  crowds: { dataset: MINUTES, bucket: 'day', groupBy: ['uid', 'clientCountryName'], format: 'table' },
  localDays: { dataset: MINUTES, bucket: 'day', timezone: 'Asia/Kolkata' },
  total: { dataset: MINUTES, format: 'table', groupBy: ['uid'] },
  twice: { dataset: MINUTES, bucket: 'hour', shift: 'day' },
  plays: { dataset: 'videoPlaybackEventsAdaptiveGroups', bucket: 'hour', groupBy: ['deviceType'] },
};

let simulator: Simulator;
let backend: Backend;
let lastUpdatedMs = 1;
let jsonData: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  simulator = await startSimulator({ seed: 5, videos: 200 });
  backend = await startBackend({
    binary: BINARY,
    settings: () => ({
      uid: 'ledger',
      name: 'Ledger',
      url: simulator.url,
      jsonData: { accountId: '0123456789abcdef0123456789abcdef', budget: 10_000, ...jsonData },
      secureJsonData: { apiToken: 'any' },
      lastUpdatedMs,
    }),
  });
});
afterAll(async () => {
  await backend?.stop();
  await simulator?.close();
});

/** Another data source, which remembers nothing. */
function forget(settings: Readonly<Record<string, unknown>> = {}): void {
  jsonData = settings;
  lastUpdatedMs++;
}

/** Without names, which are asked for elsewhere, and of an alert rule not at all. */
const over = (json: object, from: number, to: number): BackendQuery => ({
  refId: 'A',
  from,
  to,
  intervalMs: MINUTE,
  maxDataPoints: 1000,
  json: { names: false, ...json },
});

async function ask(json: object, from: number, to: number, headers?: Record<string, string>): Promise<string> {
  const { A } = await backend.queryData([over(json, from, to)], headers);
  expect(A.error).toBeUndefined();
  return A.frames.join('\n');
}

/** Analytics queries and rows that came of them. */
async function cost(work: () => Promise<unknown>): Promise<{ queries: number; rows: number }> {
  simulator.stats.reset();
  await work();
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
  return { queries: sum(simulator.stats.counters.queries), rows: sum(simulator.stats.counters.rows) };
}

/** Frames but for the statistics of the work behind them. */
const numbers = (frames: string): unknown => frames.split('\n').map((frame) => JSON.parse(frame).data);

test.each(Object.entries(QUERIES))(
  '%s: a range put together from memory is the same as one asked at once',
  async (_, json) => {
    const [from, to] = [END - 3 * DAY, END];
    forget();
    const fresh = await ask(json, from, to);
    forget();
    for (const [first, last] of [
      [26, 14],
      [40, 30],
      [80, 60],
    ]) {
      await ask(json, END - first * HOUR, END - last * HOUR);
    }
    expect(numbers(await ask(json, from, to))).toEqual(numbers(fresh));
    expect(numbers(await ask(json, from, to))).toEqual(numbers(fresh));
    expect(numbers(await ask(json, from, to, { FromAlert: 'true' }))).toEqual(numbers(fresh));
  }
);

test.each(Object.entries(QUERIES))('%s: what is settled is asked once, by whoever asks', async (_, json) => {
  forget();
  expect((await cost(() => ask(json, END - 3 * DAY, END))).queries).toBeGreaterThan(0);
  const again = () =>
    Promise.all([ask(json, END - 3 * DAY, END), ask(json, END - 3 * DAY, END, { FromAlert: 'true' })]);
  expect(await cost(again)).toEqual({ queries: 0, rows: 0 });
});

const FINE = {
  dataset: MINUTES,
  bucket: 'hour',
  groupBy: ['clientCountryName', 'mediaType'],
  metrics: ['sum.minutesViewed', 'count'],
};
const COARSER: ReadonlyArray<[string, object]> = [
  ['fewer metrics', { ...FINE, metrics: ['count'] }],
  ['a coarser bucket', { ...FINE, bucket: 'day' }],
  ['a coarser grouping', { ...FINE, groupBy: ['mediaType'] }],
  ['shares', { ...FINE, groupBy: ['clientCountryName'], show: 'share' }],
  ['totals', { dataset: MINUTES, format: 'table', metrics: ['sum.minutesViewed'] }],
  [
    'the most of all',
    { ...FINE, format: 'table', bucket: 'auto', limit: 4, orderBy: [{ field: 'count', direction: 'desc' }] },
  ],
];

test.each(COARSER)(
  '%s that follow from what is known cost nothing, and are the same as asked anew',
  async (_, json) => {
    const [from, to] = [END - 7 * DAY, END];
    forget();
    const fresh = await ask(json, from, to);
    forget();
    await ask(FINE, END - 14 * DAY, END);
    const made = await cost(async () => expect(numbers(await ask(json, from, to))).toEqual(numbers(fresh)));
    expect(made).toEqual({ queries: 0, rows: 0 });
  }
);

test('a second panel a while later costs one small query at most', async () => {
  forget({ settleDelay: 1, freshness: 1 }); // The tail is then one second long, and as long fresh.
  const json = { dataset: MINUTES, bucket: 'minute', groupBy: ['clientCountryName'] };
  const panel = (now: number) => ask(json, now - 6 * HOUR, now);
  const first = await cost(() => panel(Date.now()));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const second = await cost(() => panel(Date.now()));
  expect(first.rows).toBeGreaterThan(500);
  expect(second.queries).toBeLessThanOrEqual(1);
  expect(second.rows).toBeLessThan(first.rows / 50);
  const { details } = (await backend.checkHealth()) as { details: { ledger: Record<string, number> } };
  expect(details.ledger).toMatchObject({ misses: first.queries + second.queries, evictions: 0 });
  expect(details.ledger.bytes).toBeGreaterThan(12 * first.rows);
});
