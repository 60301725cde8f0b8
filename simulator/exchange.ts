import type { IncomingHttpHeaders } from 'node:http';

/** A request as the simulator's parts see it. */
export interface Incoming {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  readonly search: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Outgoing {
  readonly status: number;
  readonly body: string;
  /** `application/json` where absent. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How much later than at once it goes out. */
  readonly delayMs?: number;
  /** The connection is destroyed instead of answered. */
  readonly reset?: true;
}

export const json = (status: number, body: unknown): Outgoing => ({ status, body: JSON.stringify(body) });
