import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BINARY } from '../scripts/binary.mjs';
import { startSimulator } from '../simulator/start';
import { type Ask, type GraphqlAsk, HOUR, type Reply } from '../src/core';
import { startBackend } from '../workbench/backend';
import { compare } from './clock';
import { record, replay, typed, type Recording } from './recording';
import type { Row } from './rows';
import { panelContext } from '../tests/panelContext';

const ACCOUNT = '0123456789abcdef0123456789abcdef';
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const ROUNDS = 5;

const now = Date.now();
const context = panelContext({ from: now - 90 * 24 * HOUR, to: now }, { intervalMs: HOUR, maxDataPoints: 3000 });
const table = { dataset: MINUTES, format: 'table', groupBy: ['uid', 'clientCountryName'] };
const series = { dataset: MINUTES, groupBy: ['clientCountryName'], bucket: 'hour' };

/** What the browser's engine, the backend's, and a cold panel take, side by side. Needs the built backend. */
export async function engineRows(): Promise<Row[]> {
  const simulator = await startSimulator({ port: 0, seed: 1, videos: 1000, account: ACCOUNT });
  let lastUpdatedMs = 1;
  const backend = await startBackend({
    binary: BINARY,
    settings: () => ({
      uid: 'bench',
      name: 'Bench',
      url: simulator.url,
      jsonData: { accountId: ACCOUNT, budget: 100_000 },
      secureJsonData: { apiToken: 'any' },
      lastUpdatedMs,
    }),
  });
  const answer = async (asks: readonly Ask[]): Promise<Reply[]> => {
    const { body } = await backend.callResource({ path: 'asks', method: 'POST', body: JSON.stringify({ asks }) });
    return JSON.parse(body.toString()).replies;
  };
  try {
    const large = await record(table, context, answer);
    const bodies = await Promise.all(large.asks.map((ask) => download(simulator.url, ask)));
    const rows = large.replies.reduce((sum, { table: received }) => sum + (received?.rows ?? 0), 0);
    const chart = await record(series, context, answer);
    const cold = () => {
      lastUpdatedMs++; // Another data source, which remembers nothing.
      return backend
        .queryData([{ refId: 'A', ...context.range, intervalMs: HOUR, maxDataPoints: 3000, json: series }])
        .then(({ A }) => {
          if (A.error) {
            throw new Error(A.error);
          }
        });
    };
    return [
      await decoding(large, bodies, rows),
      await execution(typed(large), rows),
      await panel(cold, () => Promise.all(chart.asks.map((ask) => download(simulator.url, ask))), chart.asks.length),
    ];
  } finally {
    await backend.stop();
    await simulator.close();
  }
}

async function decoding({ replies }: Recording, bodies: readonly string[], rows: number): Promise<Row> {
  const text = JSON.stringify({ replies });
  const [ours, theirs] = await compare(ROUNDS, [() => JSON.parse(text), () => bodies.map((body) => JSON.parse(body))]);
  return {
    name: `${rows} rows in a browser: the backend's columns / JSON.parse of the API's answers`,
    ours,
    theirs,
    goal: 0.5,
    unit: 'ms',
  };
}

async function execution(recording: Recording, rows: number): Promise<Row> {
  const [theirs] = await compare(ROUNDS, [() => replay(recording)]);
  return {
    name: `${rows} rows from the query to the frames: sobek / V8`,
    ours: sobek(recording),
    theirs,
    goal: 12,
    unit: 'ms',
  };
}

/** Milliseconds that one execution takes in the backend's engine. */
function sobek(recording: Recording): number {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    const file = path.join(folder, 'recording.json');
    fs.writeFileSync(file, JSON.stringify({ ...recording, replies: recording.replies.map(plain) }));
    const output = execFileSync(
      'go',
      ['test', '-run', '^$', '-bench', 'Recording', '-benchtime', `${ROUNDS}x`, './bench'],
      {
        env: { ...process.env, BENCH_RECORDING: file },
        encoding: 'utf8',
      }
    );
    const found = /([\d.]+) ns\/op/.exec(output);
    if (found === null) {
      throw new Error(`no measurement in:\n${output}`);
    }
    return Number(found[1]) / 1e6;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Typed arrays as lists. */
const plain = (reply: Reply): unknown =>
  JSON.parse(
    JSON.stringify(reply, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value))
  );

async function panel(cold: () => unknown, bare: () => unknown, pages: number): Promise<Row> {
  const [ours, theirs] = await compare(ROUNDS, [cold, bare]);
  return {
    name: `a cold panel of 90 days by hour and country, ${pages} pages: QueryData / a bare client that downloads the same pages at once`,
    ours,
    theirs,
    goal: 1.5,
    unit: 'ms',
  };
}

async function download(url: string, ask: Ask): Promise<string> {
  const { document, variables } = ask as GraphqlAsk;
  const response = await fetch(`${url}/client/v4/graphql`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ query: document, variables: { ...variables, accountTag: ACCOUNT } }),
  });
  return response.text();
}
