import { advance, begin, type Caller, type Context, type Reply, type Result } from '../../src/core';
import type { Answer, Call, Conversation } from './replay';
import type { Shown } from './wall';

/** What a viewer saw, or a rule got: the case in the oracle's words, and when it was asked and answered. */
export interface Seen {
  readonly shown: Shown;
  readonly caller: Caller;
  readonly asked: number;
  readonly answered: number;
  /** What the answer says of its own age, where Cloudflare could not be asked. */
  readonly stale?: { readonly ageMs: number; readonly until: number };
  /** `frames` are empty where there is an error. */
  readonly result: Pick<Result, 'frames' | 'error'>;
}

/** Of a panel as wide as most screens. */
export const POINTS = 1000;

/** How long Grafana waits for a data source. */
export const TIMEOUT_MS = 30_000;

const HOUR = 3_600_000;

export const rangeOf = ({ hours }: Shown, now: number) => ({ from: now - hours * HOUR, to: now });

/** As Grafana works it out for a panel's width, but not rounded. */
export const intervalOf = ({ hours }: Shown): number => Math.ceil((hours * HOUR) / POINTS);

/** One browser: it asks for the limits once, and then every panel as the plugin's own front end does. */
export function browser(see: (seen: Seen) => void): (shown: Shown) => (now: number) => Conversation {
  let limits: Context['limits'] | undefined;

  return (shown) =>
    function* panel(asked): Conversation {
      if (limits === undefined) {
        const { body } = yield { timeoutMs: TIMEOUT_MS, resource: { method: 'GET', path: 'limits' } };
        const told = body as { limits?: Context['limits']; refusal?: unknown } | undefined;
        limits = told?.refusal ? undefined : told?.limits;
      }
      let step = begin(shown.query, {
        now: asked,
        range: rangeOf(shown, asked),
        intervalMs: intervalOf(shown),
        maxDataPoints: POINTS,
        zone: [],
        limits: limits ?? {},
        caller: 'panel',
        refId: 'A',
      });
      let answered = asked;
      while (step.result === undefined) {
        const answer: Answer = yield {
          timeoutMs: TIMEOUT_MS,
          resource: { method: 'POST', path: 'asks', body: JSON.stringify({ asks: step.asks }) },
        };
        answered = answer.at;
        if (answer.status !== 200) {
          const error = { class: String(answer.status), message: String(answer.error) } as Result['error'];
          return see({ shown, caller: 'panel', asked, answered, result: { frames: [], error } });
        }
        step = advance(step.execution, (answer.body as { replies: Reply[] }).replies);
      }
      see({ shown, caller: 'panel', asked, answered, stale: staleOf(step.result), result: step.result });
    };
}

/** The age is in the statistics; up to when anything is known, in the words of a notice. */
function staleOf({ stats, notices }: Result): Seen['stale'] {
  const [, until] = notices.map(({ text }) => UNKNOWN.exec(text)).find((found) => found !== null) ?? [];
  return stats.staleMs === undefined
    ? undefined
    : { ageMs: stats.staleMs, until: until === undefined ? Infinity : Date.parse(`${until.replace(' ', 'T')}Z`) };
}

const UNKNOWN = /Nothing is known from (\d{4}-\d\d-\d\d \d\d:\d\d) UTC on/;

/** One alert rule, as Grafana's server evaluates it. */
export const rule = (shown: Shown, see: (seen: Seen) => void) =>
  function* evaluation(asked: number): Conversation {
    const call: Call = {
      timeoutMs: TIMEOUT_MS,
      query: {
        headers: { FromAlert: 'true' },
        ...rangeOf(shown, asked),
        intervalMs: 1000,
        maxDataPoints: 43_200,
        json: shown.query,
      },
    };
    const { at, error, status, frames = [] }: Answer = yield call;
    const result = error === undefined ? {} : { error: { class: String(status), message: error } };
    see({ shown, caller: 'alert', asked, answered: at, result: { frames, ...result } as Seen['result'] });
  };
