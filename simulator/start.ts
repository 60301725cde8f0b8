import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApi, type Api } from './api';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import { answerControl } from './control';
import { makeDimensions } from './dimensions';
import { json, type Incoming, type Outgoing } from './exchange';
import { makeFaults, type Faults } from './faults';
import { DEFAULTS, type Given, type Options } from './options';
import { makeQuiet, type Quiet } from './quiet';
import { makeCallLimit, makeRateLimit } from './rateLimit';
import { makeSampling } from './sampling';
import { makeSchema } from './schema';
import { makeStats, type Stats } from './stats';

export interface Simulator {
  /** The base that stands for https://api.cloudflare.com. */
  readonly url: string;
  /** What `viewings` needs for the same data. */
  readonly source: Source;
  readonly faults: Faults;
  readonly quiet: Quiet;
  readonly stats: Stats;
  /** Ends every connection, those that wait for an answer included. */
  close(): Promise<void>;
}

/** Starts the simulated API on 127.0.0.1. Errors: rejects where the port is taken. */
export async function startSimulator(given: Given = {}): Promise<Simulator> {
  const options: Options = { ...DEFAULTS, ...given, limits: { ...DEFAULTS.limits, ...given.limits } };
  const source: Source = { seed: options.seed, videos: options.videos };
  const archive = archiveOf(source);
  const control = { faults: makeFaults(), quiet: makeQuiet(), stats: makeStats() };
  const api: Api = {
    options,
    schema: makeSchema(),
    source,
    world: {
      ...options,
      archive,
      dimensions: makeDimensions(archive.catalogue),
      quiet: control.quiet.spans,
      sampling: makeSampling(options.sampledBeyond),
    },
    rateLimit: makeRateLimit(options.budget, options.now),
    callLimit: makeCallLimit(options.callBudget, options.now),
    faults: control.faults,
    counters: control.stats.counters,
  };
  const server = createServer((request, response) => {
    void read(request)
      .then((incoming) => answerControl(control, incoming) ?? answerApi(api, incoming))
      .catch((error: unknown) => {
        console.error(error);
        return json(500, { data: null, errors: [{ message: 'Internal server error', path: null, extensions: {} }] });
      })
      .then((outgoing) => send(outgoing, request, response));
  });
  // Longer than any first answer takes: by Node's five seconds, a connection that waits behind one would be cut off.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    source,
    ...control,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const { method = 'GET', url = '/', headers } = request;
  const [path, search = ''] = url.split(/\?(.*)/s);
  return { method, path, search: new URLSearchParams(search), headers, body: Buffer.concat(chunks).toString() };
}

function send(outgoing: Outgoing, request: IncomingMessage, response: ServerResponse): void {
  const write = () => {
    if (outgoing.reset) {
      request.socket.destroy();
      return;
    }
    response.writeHead(outgoing.status, { 'content-type': outgoing.type ?? 'application/json', ...outgoing.headers });
    response.end(outgoing.body);
  };
  const timer = setTimeout(write, outgoing.delayMs ?? 0);
  response.once('close', () => clearTimeout(timer));
}
