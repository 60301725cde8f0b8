import type { ServerResponse } from 'node:http';

const started = Date.now();

/** An event stream that tells the page when the server was started: when that changes, the page loads itself anew. */
export function followRestarts(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`retry: 500\ndata: ${started}\n\n`);
}
