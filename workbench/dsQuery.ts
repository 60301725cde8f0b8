import type { BackendQuery, QueryAnswer } from './backend';

/** The body that the runtime posts to `/api/ds/query`; `from` and `to` in ms since the epoch, as texts. */
export interface QueryBody {
  readonly from: string;
  readonly to: string;
  readonly queries: ReadonlyArray<{ refId: string; intervalMs?: number; maxDataPoints?: number }>;
}

/** The saved queries, with Grafana's defaults for the width of a point. */
export const backendQueries = ({ from, to, queries }: QueryBody): BackendQuery[] =>
  queries.map((query) => ({
    refId: query.refId,
    from: Number(from),
    to: Number(to),
    intervalMs: query.intervalMs ?? 1000,
    maxDataPoints: query.maxDataPoints ?? 100,
    json: query,
  }));

/** Status and body as Grafana answers: any failed query makes it 400, and the others' frames are there all the same. */
export function queryResponse(answers: Readonly<Record<string, QueryAnswer>>): { status: number; body: string } {
  const results = Object.entries(answers).map(([refId, { frames, ...rest }]) => {
    const answer = JSON.stringify(rest).slice(0, -1);
    return `${JSON.stringify(refId)}:${answer},"frames":[${frames.join(',')}]}`;
  });
  return {
    status: Object.values(answers).some(({ error }) => error) ? 400 : 200,
    body: `{"results":{${results.join(',')}}}`,
  };
}
