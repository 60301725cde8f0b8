import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { BINARY } from '../../scripts/binary.mjs';
import type { Caller, Context, Reply } from '../../src/core';
import { startBackend, type Backend, type BackendQuery, type QueryAnswer } from '../../workbench/backend';

/** What the API is made to say to a query: an answer byte by byte, no answer in time, or a connection that breaks. */
export type Raw =
  | {
      readonly status: number;
      readonly body: string | Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'silence'
  | 'reset';

export const ACCOUNT = '0123456789abcdef0123456789abcdef';
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The backend's own process before an API that says what a test wants. */
export interface Wire {
  says: Raw;
  query(saved: unknown, over?: Partial<BackendQuery>, headers?: Record<string, string>): Promise<QueryAnswer>;
  /** Asks as a browser does. */
  asks(asks: readonly unknown[]): Promise<Reply[]>;
  /** Another data source, whose settings differ. */
  become(jsonData: Readonly<Record<string, unknown>>, token?: string): void;
  stop(): Promise<void>;
}

/** Needs the backend as `npm run build` makes it. */
export async function startWire(): Promise<Wire> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const settings = Buffer.concat(chunks).includes('notOlderThan');
      const raw: Raw = settings ? account('"settings":{}') : wire.says;
      if (raw === 'reset') {
        response.destroy();
      } else if (raw !== 'silence') {
        response.writeHead(raw.status, { 'content-type': 'application/json', ...raw.headers }).end(raw.body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const common = { uid: 'wire', name: 'Wire', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const settingsOf = (jsonData: Readonly<Record<string, unknown>>, apiToken: string, lastUpdatedMs: number) => ({
    ...common,
    jsonData: { accountId: ACCOUNT, ...jsonData },
    secureJsonData: { apiToken },
    lastUpdatedMs,
  });
  let settings = settingsOf({}, 'token', 1);
  const backend: Backend = await startBackend({ binary: BINARY, settings: () => settings });
  const wire: Wire = {
    says: 'silence',
    async query(saved, over, headers) {
      const now = Date.now();
      const query = { refId: 'A', from: now - DAY, to: now, intervalMs: MINUTE, maxDataPoints: 100, json: saved };
      return (await backend.queryData([{ ...query, ...over }], headers)).A;
    },
    async asks(asks) {
      const { body } = await backend.callResource({ path: 'asks', method: 'POST', body: JSON.stringify({ asks }) });
      return JSON.parse(body.toString()).replies;
    },
    become(jsonData, token) {
      const next = settings.lastUpdatedMs + 1;
      settings = settingsOf(jsonData, token ?? `token-${next}`, next);
    },
    async stop() {
      await backend.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return wire;
}

/** An answer whose account has these members, written out: JSON.stringify would round numbers. */
const account = (members: string): Raw => ({
  status: 200,
  body: `{"data":{"viewer":{"accounts":[{${members}}]}},"errors":null}`,
});

/** An answer with a list of rows, or whatever stands in its place. */
export const rows = (node: string, list: string): Raw => account(`"${node}":${list}`);

/** What a browser that shows some time until now tells the core. */
export function contextOf(caller: Caller, lengthMs: number): Context {
  const now = Date.now();
  const range = { from: now - lengthMs, to: now };
  return { now, range, intervalMs: MINUTE, maxDataPoints: 100, zone: [], limits: {}, caller, refId: 'A' };
}
