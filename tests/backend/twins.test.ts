/**
 * Two backend processes, as of two Grafana servers, on one Redis or Valkey: together they spend one budget, and what one knows the
 * other does not ask. Needs the built backend (`npm run build`).
 */
import { BINARY } from '../../scripts/binary.mjs';
import { startSimulator, type Simulator } from '../../simulator/start';
import { startBackend, type Backend } from '../../workbench/backend';
import { keysIn, REDIS, startRedis, type Redis } from './redis';
import { DAY, HOUR } from '../../src/core';

/** Where ranges are cut, so that each of these is one question. */
const CUT = 31 * DAY;
/** Range ends so long ago that nothing in it changes while the test runs. */
const END = Math.floor((Date.now() - DAY) / CUT) * CUT;
/** How many buckets stand in the store under one key. */
const BLOCK = 64;
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const BUDGET = 20;

let simulator: Simulator;
let redis: Redis | undefined;
let servers: Backend[] = [];
let instance = 0;
/** What the servers have logged of a store that they took for away, as on a machine that is too busy. */
let away: string[] = [];

beforeAll(async () => {
  if (REDIS === undefined) {
    return;
  }
  redis = await startRedis(REDIS);
  simulator = await startSimulator({ seed: 5, videos: 50 });
  const { url: cache } = redis;
  const start = (name: string) =>
    startBackend({
      binary: BINARY,
      settings: () => ({
        uid: name,
        name,
        url: simulator.url,
        jsonData: { accountId: '0123456789abcdef0123456789abcdef', budget: BUDGET, cache },
        secureJsonData: { apiToken: `token-${instance}` },
        lastUpdatedMs: instance,
      }),
      log: (line) => line.includes('shared cache') && away.push(line),
    });
  servers = await Promise.all(['first', 'second'].map(start));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await simulator?.close();
  await redis?.stop();
});

const onARealStore =
  REDIS === undefined
    ? (name: string) =>
        test.skip(`${name} (skipped: there is no valkey-server and no redis-server on the PATH)`, () => {})
    : (name: string, work: () => Promise<void>) => test(name, () => bearing(work));

/** A server that takes the store for away counts by itself, and rightly so: then what it did proves nothing. */
async function bearing(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    instance++; // Another data source and token: nothing is remembered, and all of the budget is there.
    simulator.stats.reset();
    away = [];
    try {
      await Promise.all(servers.map((server) => server.checkHealth())); // Both have found the store.
      return await work();
    } catch (error) {
      if (away.length === 0 || tries === 3) {
        throw error;
      }
    }
  }
}

const QUERY = { dataset: MINUTES, bucket: 'hour', groupBy: ['clientCountryName'], names: false };

async function ask(server: Backend, json: object, from: number, to: number) {
  const query = { refId: 'A', from, to, intervalMs: HOUR, maxDataPoints: 1000, json };
  return (await server.queryData([query])).A;
}

/** Fields and values, without what is told of when and how they were asked for. */
const shown = (frames: readonly string[]): string[] => frames.map((frame) => frame.slice(frame.indexOf('"fields":')));

onARealStore('what one server knows, another asks Cloudflare nothing for', async () => {
  const [first, second] = servers;
  const asked = await ask(first, QUERY, END - 7 * DAY, END);
  expect(asked.error).toBeUndefined();
  await written(END - 7 * DAY, END);
  const { requests } = simulator.stats.counters;
  const known = await ask(second, QUERY, END - 7 * DAY, END);
  expect(simulator.stats.counters.requests).toBe(requests);
  expect(shown(known.frames)).toEqual(shown(asked.frames));
  expect(known.frames[0]).toContain('"displayName":"Upstream queries","value":0');
  // A part of it, and more: what is missing alone is asked for.
  const rows = simulator.stats.counters.rows[MINUTES];
  expect((await ask(second, QUERY, END - 8 * DAY, END - 6 * DAY)).error).toBeUndefined();
  expect(simulator.stats.counters.requests).toBe(requests + 1);
  expect(simulator.stats.counters.rows[MINUTES] - rows).toBeLessThan(rows / 6);
});

/** What was learnt of the hours of a range is written to the store while nobody waits for it. */
async function written(from: number, to: number): Promise<void> {
  const blocks = Math.ceil(to / HOUR / BLOCK) - Math.floor(from / HOUR / BLOCK);
  while ((await keysIn(redis!, 'cloudflare-stream:rows:*')) < blocks) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

onARealStore('together they never make more queries than the budget has', async () => {
  const refused: string[] = [];
  await Promise.all(
    servers.map(async (server, s) => {
      for (let i = 0; i < BUDGET; i++) {
        // No two of these questions are alike.
        const { error } = await ask(
          server,
          { ...QUERY, groupBy: ['uid'] },
          END - (i + 2) * DAY - s * HOUR,
          END - (i + 1) * DAY - s * HOUR
        );
        if (error !== undefined) {
          refused.push(error);
        }
      }
    })
  );
  expect(simulator.stats.counters.requests).toBeLessThanOrEqual(BUDGET);
  expect(simulator.stats.counters.requests).toBeGreaterThan(BUDGET - 4);
  expect(refused.length).toBeGreaterThan(0);
  for (const error of refused) {
    expect(error).toMatch(/^The data source's budget is used up/);
  }
});
