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

let simulator: Simulator;
let backend: Backend;
let server: http.Server;
let instance = 0;
/** What becomes of a call over REST: when it is answered, or that it is refused. */
let rest: { until: Promise<void>; status?: number };
let calls: string[];

const AT_ONCE = Promise.resolve();

/** Before the simulator: passes everything on, calls over REST once they may be. */
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
  void (isRest ? rest.until : AT_ONCE).then(forward);
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
  rest = { until: AT_ONCE };
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

/** Asks until names are there: what brings them is under way. */
async function onceNamed(): Promise<Awaited<ReturnType<typeof ask>>> {
  for (;;) {
    const answer = await ask();
    if (named(answer) > 0) {
      return answer;
    }
  }
}

test('numbers do not wait for names that are slow, which are there the next time', async () => {
  const { minutes } = await ask({ ...QUERY, names: true });
  instance++;
  calls = [];
  let release = () => {};
  rest = { until: new Promise((resolve) => (release = resolve)) };
  const first = await ask();
  expect(first.minutes).toEqual(minutes);
  expect(first.names).toEqual(first.uids);
  // However busy the machine is, the next ones do not wait again for what the first one waited for in vain.
  const next = [await ask(), await ask(), await ask()];
  expect(Math.min(...next.map(({ tookMs }) => tookMs))).toBeLessThan(1500);
  release();
  const then = await onceNamed();
  expect(named(then)).toBeGreaterThan(3);
  expect(then.minutes).toEqual(minutes);
  expect(calls).toHaveLength(2);
});

test('a dashboard of many panels asks for names once', async () => {
  const panels = await Promise.all(Array.from({ length: 20 }, () => ask()));
  const all = named(await onceNamed());
  expect(all).toBeGreaterThan(3);
  // On a machine that is too busy a panel loses patience, and has no name.
  expect(panels.map(named).filter((count) => count !== 0 && count !== all)).toEqual([]);
  expect(calls.map((call) => call.replace(/=.*/, '')).sort()).toEqual(['/live_inputs', '?id']);
});

test('a permission that is missing costs no call a panel, and no number', async () => {
  rest = { until: AT_ONCE, status: 403 };
  for (const { names, uids, minutes } of [await ask(), await ask(), await ask()]) {
    expect(names).toEqual(uids);
    expect(minutes.length).toBeGreaterThan(3);
  }
  expect(calls).toHaveLength(2);
});
