import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl } from './control';
import { json, type Incoming, type Outgoing } from './exchange';
import { DEFAULTS, type Given } from './options';
import { makeSimulation, type Simulation } from './simulation';

export interface Simulator extends Omit<Simulation, 'answer'> {
  /** The base that stands for https://api.cloudflare.com. */
  readonly url: string;
  /** Ends every connection, those that wait for an answer included. */
  close(): Promise<void>;
}

/** Starts the simulated API on 127.0.0.1. Errors: rejects where the port is taken. */
export async function startSimulator(given: Given = {}): Promise<Simulator> {
  const { answer, ...simulation } = makeSimulation(given);
  const { now } = { ...DEFAULTS, ...given };
  const server = createServer((request, response) => {
    void read(request)
      .then((incoming) => answerControl(simulation, incoming) ?? answer(incoming))
      .catch((error: unknown) => {
        console.error(error);
        return json(500, { data: null, errors: [{ message: 'Internal server error', path: null, extensions: {} }] });
      })
      .then((outgoing) => send(outgoing, now, request, response));
  });
  // Longer than any first answer takes: by Node's five seconds, a connection that waits behind one would be cut off.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(given.port ?? DEFAULTS.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...simulation,
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

function send(outgoing: Outgoing, now: () => number, request: IncomingMessage, response: ServerResponse): void {
  const write = () => {
    if (outgoing.reset) {
      request.socket.destroy();
      return;
    }
    response.writeHead(outgoing.status, {
      date: new Date(now()).toUTCString(),
      'content-type': outgoing.type ?? 'application/json',
      ...outgoing.headers,
    });
    response.end(outgoing.body);
  };
  const timer = setTimeout(write, outgoing.delayMs ?? 0);
  response.once('close', () => clearTimeout(timer));
}
