import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Backend, type DataSourceSettings } from './backend';
import { backendQueries, queryResponse, type QueryBody } from './dsQuery';
import { sendFile } from './files';
import { PAGE, PLACES } from './places';
import { followRestarts } from './restarts';
import { publicSettings, updated } from './settings';

interface Exchange {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborts when the browser goes away. */
  readonly signal: AbortSignal;
  /** What the route's pattern caught. */
  readonly caught: readonly string[];
}

export interface Server {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The part of Grafana's server that a data source's front end talks to, on 127.0.0.1 alone. The settings live as long
 * as the server; a secret comes in by PUT and never goes out.
 *
 * @param settings where the settings are kept
 * @param port 0 takes any that is free
 * Errors: rejects if the port is taken (`EADDRINUSE`).
 */
export async function startServer({
  backend,
  settings,
  port,
}: {
  backend: Backend;
  settings: { current: DataSourceSettings };
  port: number;
}): Promise<Server> {
  const routes: Array<[method: string, pattern: RegExp, answer: (exchange: Exchange) => Promise<void> | void]> = [
    [
      'POST',
      /^\/api\/ds\/query$/,
      async ({ request, response, signal }) => {
        const body: QueryBody = JSON.parse((await buffer(request)).toString('utf8'));
        const answer = queryResponse(await backend.queryData(backendQueries(body), {}, signal));
        sendJson(response, answer.status, answer.body);
      },
    ],
    ['GET', /^\/api\/datasources\/uid\/[^/]+$/, ({ response }) => sendSettings(response, settings.current)],
    [
      'PUT',
      /^\/api\/datasources\/uid\/[^/]+$/,
      async ({ request, response }) => {
        const update = JSON.parse((await buffer(request)).toString('utf8'));
        settings.current = updated(settings.current, update, Date.now());
        sendSettings(response, settings.current);
      },
    ],
    [
      'GET',
      /^\/api\/datasources\/uid\/[^/]+\/health$/,
      async ({ response, signal }) => {
        const health = await backend.checkHealth(signal);
        sendJson(response, health.status === 'OK' ? 200 : 400, JSON.stringify(health));
      },
    ],
    [
      '*',
      /^\/api\/datasources\/uid\/[^/]+\/resources\/(.*)$/,
      async ({ url, request, response, signal, caught: [resource] }) => {
        const answer = await backend.callResource(
          {
            path: resource,
            method: request.method ?? 'GET',
            url: resource + url.search,
            headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
            body: await buffer(request),
          },
          signal
        );
        response.writeHead(answer.status, { ...answer.headers, 'cache-control': 'no-store' }).end(answer.body);
      },
    ],
    ['GET', /^\/restarts$/, ({ response }) => followRestarts(response)],
    [
      'GET',
      /^/,
      ({ url: { pathname }, response }) => {
        const place = PLACES.find(({ at }) => (at.endsWith('/') ? pathname.startsWith(at) : pathname === at));
        if (place) {
          return sendFile(response, place.to, decodeURIComponent(pathname.slice(place.at.length)));
        }
        return /^\/(apis?|public)\//.test(pathname)
          ? sendJson(response, 404, '{"message":"Not found"}')
          : sendFile(response, PAGE);
      },
    ],
  ];

  const server = http.createServer(async (request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    try {
      if (!isLocal(request)) {
        return sendJson(response, 403, '{"message":"Only for this machine"}');
      }
      for (const [method, pattern, answer] of routes) {
        const match = method === '*' || method === request.method ? pattern.exec(url.pathname) : null;
        if (match) {
          return await answer({ url, request, response, signal: gone.signal, caught: match.slice(1) });
        }
      }
      sendJson(response, 405, '{"message":"Method not allowed"}');
    } catch (error) {
      if (!gone.signal.aborted) {
        sendJson(response, 500, JSON.stringify({ message: (error as Error).message }));
      }
    }
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Another site's page may reach this port, by a name of its own that leads here (DNS rebinding). */
const isLocal = ({ headers }: IncomingMessage) => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(body);
}

const sendSettings = (response: ServerResponse, settings: DataSourceSettings) =>
  sendJson(response, 200, JSON.stringify(publicSettings(settings)));
