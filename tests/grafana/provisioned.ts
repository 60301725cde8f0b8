import type { FrameJson } from '../../src/core';
import { grafana, type Answer } from './grafana';

/** The data source as provisioning/datasources has it. */
export const UID = 'cloudflare-stream';
export const DATASOURCE = { uid: UID, type: 'community-cloudflarestream-datasource' };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface QueryAnswer {
  readonly results: Record<string, { readonly status: number; readonly error?: string; readonly frames?: FrameJson[] }>;
}

/** A range that is settled, so that asking twice gives the same. */
const to = Math.floor((Date.now() - HOUR) / HOUR) * HOUR;
export const range = { from: to - 40 * DAY, to };

/** What the server makes of queries, as for a panel. Ends of the range in ms since the epoch, or as `now-7d`. */
export const query = (
  queries: object[],
  { from, to: end }: { from: number | string; to: number | string } = range
): Promise<Answer<QueryAnswer>> =>
  grafana('POST', '/api/ds/query', {
    from: String(from),
    to: String(end),
    queries: queries.map((each) => ({ datasource: DATASOURCE, intervalMs: HOUR, maxDataPoints: 1000, ...each })),
  });

export async function accountOf(): Promise<string> {
  const { body } = await grafana<{ jsonData: { accountId: string } }>('GET', `/api/datasources/uid/${UID}`);
  return body.jsonData.accountId;
}
