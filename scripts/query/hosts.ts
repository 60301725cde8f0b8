import { CoreApp, type DataFrameJSON, dateTime, rangeUtil } from '@grafana/data';
import { lastValueFrom, from } from 'rxjs';
import { type Ask, begin, type Context, type Notice, type Reply, type Result, type Stats } from '../../src/core';
import { contextOf } from '../../src/host/context';
import { drive } from '../../src/host/drive';
import type { Backend } from '../../workbench/backend';
import type { Question } from './commandLine';

const MAX_DATA_POINTS = 1000;
const REF_ID = 'A';

export interface Answer {
  readonly frames: readonly unknown[];
  readonly notices: readonly Notice[];
  readonly stats: Stats;
}

const intervalMs = ({ range }: Question) => rangeUtil.roundInterval((range.to - range.from) / MAX_DATA_POINTS);

/** What is written in GraphQL has the API's times, which are UTC. */
const saved = ({ query, zone }: Question) => ({
  ...('graphql' in query ? {} : { timezone: zone }),
  ...query,
  refId: REF_ID,
});

/** The first step of the core on a question, as a panel would take it. */
export function firstStep(question: Question, limits: Context['limits'], now: number) {
  const query = saved(question);
  const range = { from: dateTime(question.range.from), to: dateTime(question.range.to) };
  const asked = {
    range: { ...range, raw: range },
    intervalMs: intervalMs(question),
    maxDataPoints: MAX_DATA_POINTS,
    timezone: question.zone,
    app: CoreApp.Unknown,
    startTime: now,
  };
  return begin(query, contextOf(query, asked, { limits }));
}

/**
 * The core here, the backend answers its asks: the way of a panel in a browser.
 * Errors: throws what the result says is wrong.
 */
export async function askThroughCore(question: Question, backend: Backend): Promise<Answer> {
  const { limits } = await resource<{ limits: Context['limits'] }>(backend, 'GET', 'limits');
  const answer = async (asks: readonly Ask[]) =>
    (await resource<{ replies: Reply[] }>(backend, 'POST', 'asks', { asks })).replies;
  const result: Result = await lastValueFrom(
    drive(firstStep(question, limits, Date.now()), (asks) => from(answer(asks)))
  );
  if (result.error) {
    throw new Error(result.error.message);
  }
  return { frames: result.frames, notices: result.notices, stats: result.stats };
}

/**
 * All in the backend: the way of an alert rule.
 * Errors: throws what the answer says is wrong.
 */
export async function askThroughBackend(question: Question, backend: Backend): Promise<Answer> {
  const answers = await backend.queryData([
    {
      refId: REF_ID,
      ...question.range,
      intervalMs: intervalMs(question),
      maxDataPoints: MAX_DATA_POINTS,
      json: saved(question),
    },
  ]);
  const { error, frames: texts } = answers[REF_ID];
  if (error) {
    throw new Error(error);
  }
  const frames: DataFrameJSON[] = texts.map((text) => JSON.parse(text));
  const meta = frames[0]?.schema?.meta;
  const stat = (name: string) => meta?.stats?.find(({ displayName }) => displayName === name)?.value ?? 0;
  return {
    frames,
    notices: (meta?.notices ?? []) as readonly Notice[],
    stats: {
      windows: stat('Windows'),
      asks: stat('Asks'),
      upstreamQueries: stat('Upstream queries'),
      fromMemory: stat('Answered from memory'),
      rows: stat('Rows'),
    },
  };
}

async function resource<T>(backend: Backend, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await backend.callResource({
    path,
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = answer.body.toString('utf8');
  if (answer.status !== 200) {
    throw new Error(`The backend answered ${path} with status ${answer.status}: ${text}`);
  }
  return JSON.parse(text);
}
