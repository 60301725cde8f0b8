/**
 * The real backend process before an API whose analytics answer at once and whose list of videos is slow, or forbidden: numbers come
 * in time and whole, names when they are there. Needs the built backend (`npm run build`).
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { BINARY } from '../../scripts/binary.mjs';
import { startSimulator, type Simulator } from '../../simulator/start';
import { startBackend, type Backend } from '../../workbench/backend';
import { HOUR } from '../../src/core';

jest.setTimeout(60_000);

let simulator: Simulator;
let backend: Backend;
let server: http.Server;
let instance = 0;
/** What becomes of a call over REST: how much later it is answered, or not at all. */
let rest: { delayMs: number; status?: number };
let calls: string[];

/** Before the simulator: passes everything on, calls over REST as late as is wanted. */
function proxy(incoming: http.IncomingMessage, outgoing: http.ServerResponse): void {
  const isRest = incoming.method === 'GET';
  if (isRest) {
    calls.push(String(incoming.url).replace(/^.*\/stream/, ''));
  }
  if (isRest && rest.status !== undefined) {
    outgoing.writeHead(rest.status).end('{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}');
    return;
  }
  const forward = () => {
    const { method, headers } = incoming;
    const sent = http.request(`${simulator.url}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    sent.on('error', () => outgoing.destroy());
    incoming.pipe(sent);
  };
  setTimeout(forward, isRest ? rest.delayMs : 0);
}

beforeAll(async () => {
  simulator = await startSimulator({ seed: 5, videos: 40 });
  server = http.createServer(proxy);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  backend = await startBackend({
    binary: BINARY,
    settings: () => ({
      uid: 'names',
      name: 'Names',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      jsonData: { accountId: '0123456789abcdef0123456789abcdef' },
      secureJsonData: { apiToken: `token-${instance}` },
      lastUpdatedMs: instance,
    }),
  });
});
afterAll(async () => {
  await backend?.stop();
  server?.closeAllConnections();
  server?.close();
  await simulator?.close();
});
beforeEach(() => {
  instance++; // Another data source: nothing is remembered.
  rest = { delayMs: 0 };
  calls = [];
});

const now = Date.now();
const QUERY = { dataset: 'streamMinutesViewedAdaptiveGroups', format: 'table', groupBy: ['uid'] };

async function ask(
  json: object = QUERY
): Promise<{ names: string[]; uids: string[]; minutes: number[]; tookMs: number }> {
  const began = Date.now();
  const query = { refId: 'A', from: now - 12 * HOUR, to: now - HOUR, intervalMs: HOUR, maxDataPoints: 1000, json };
  const { error, frames } = (await backend.queryData([query])).A;
  expect(error).toBeUndefined();
  const { schema, data } = JSON.parse(frames[0]);
  const column = (name: string) =>
    data.values[schema.fields.findIndex((field: { name: string }) => field.name === name)];
  return {
    names: column('video'),
    uids: column('uid'),
    minutes: column('sum.minutesViewed'),
    tookMs: Date.now() - began,
  };
}

const named = ({ names, uids }: { names: string[]; uids: string[] }) =>
  names.filter((name, i) => name !== uids[i]).length;

test('numbers do not wait for names that are slow, which are there the next time', async () => {
  const { minutes } = await ask({ ...QUERY, names: true });
  instance++;
  calls = [];
  rest = { delayMs: 4000 };
  const first = await ask();
  expect(first.tookMs).toBeLessThan(3500);
  expect(first.minutes).toEqual(minutes);
  expect(first.names).toEqual(first.uids);
  const impatient = await ask();
  expect(impatient.tookMs).toBeLessThan(1500);
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const then = await ask();
  expect(then.tookMs).toBeLessThan(1000);
  expect(named(then)).toBeGreaterThan(3);
  expect(then.minutes).toEqual(minutes);
  expect(calls).toHaveLength(2);
});

test('a dashboard of many panels asks for names once', async () => {
  const panels = await Promise.all(Array.from({ length: 20 }, () => ask()));
  expect(new Set(panels.map(named)).size).toBe(1);
  expect(named(panels[0])).toBeGreaterThan(3);
  expect(calls.map((call) => call.replace(/=.*/, '')).sort()).toEqual(['/live_inputs', '?id']);
});

test('a permission that is missing costs no call a panel, and no number', async () => {
  rest = { delayMs: 0, status: 403 };
  for (const { names, uids, minutes } of [await ask(), await ask(), await ask()]) {
    expect(names).toEqual(uids);
    expect(minutes.length).toBeGreaterThan(3);
  }
  expect(calls).toHaveLength(2);
});
