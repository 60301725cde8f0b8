import type { Source } from '../../simulator/catalogue';
import type { Given } from '../../simulator/options';
import { makeSimulation, type Simulation } from '../../simulator/simulation';
import { startReplay, type Replay, type Settings } from './replay';
import { caseOf, makeCheck, promised, type Check } from './truth';
import { browser, rule, type Seen } from './viewers';
import type { Shown } from './wall';

/** A request of GraphQL that reached the API. */
export interface Query {
  readonly at: number;
  /** Events after it, ms since the epoch, were not known to the API. */
  readonly knownUntil: number;
  /** HTTP status of its answer. */
  readonly status: number;
  readonly bytes: number;
  /** How many questions it carried, under aliases. */
  readonly questions: number;
}

/** How an answer is: right at an age that is promised, right at the age that it says of itself, not there, or not right. */
export type Verdict =
  | { readonly kind: 'right' | 'stale' }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'wrong'; readonly how: string };

export type Judged = Seen & { readonly verdict: Verdict };

/** A replay on the simulator. Every query is noted and every answer is checked. */
export interface Stage {
  readonly replay: Replay;
  readonly simulation: Simulation;
  readonly queries: readonly Query[];
  readonly seen: readonly Judged[];
  /** Somebody opens a page: gives what looks at one of its panels. */
  opened(): (at: number, shown: Shown) => void;
  evaluate(at: number, shown: Shown): void;
  /** Sets the API's clock off by so much. */
  skew(ms: number): void;
}

export const ACCOUNT = '0123456789abcdef0123456789abcdef';

export const SETTINGS: Settings = { jsonData: { accountId: ACCOUNT }, secureJsonData: { apiToken: 'any' } };

/** Begins while the settle delay's buckets are of any hour, day and week. */
export const START = Date.parse('2026-11-24T10:00:00Z');

/** What an answer takes upstream, and how late events become known: less than the settle delay. */
export const LATENCY_MS = 300;
export const DELAY_SECONDS = 120;

const SMALL: Given = { seed: 1, videos: 20, latencyMs: LATENCY_MS, delaySeconds: DELAY_SECONDS, budget: 300 };

/**
 * @param given of the simulation, where it differs from a small account with the documented budget
 * @param checks whether answers are checked, which takes longer than all else; else one that is there counts as right
 */
export async function startStage(given: Given = {}, { settings = SETTINGS, checks = true } = {}): Promise<Stage> {
  const queries: Query[] = [];
  const seen: Judged[] = [];
  const check = checks ? makeCheck() : () => undefined;
  let simulation: Simulation | undefined;
  let skewMs = 0;
  const knownAt = (time: number) => time + skewMs - DELAY_SECONDS * 1000;

  const noted = (now: () => number): Simulation => {
    const made = makeSimulation({ ...SMALL, ...given, now: () => now() + skewMs });
    simulation = made;
    return {
      ...made,
      answer(incoming) {
        const outgoing = made.answer(incoming);
        if (incoming.path.endsWith('/graphql')) {
          queries.push({
            at: now(),
            knownUntil: knownAt(now()),
            status: outgoing.status,
            bytes: outgoing.body.length,
            questions: Math.max(1, [...incoming.body.matchAll(/\bq\d+: /g)].length),
          });
        }
        return outgoing;
      },
    };
  };
  const replay = await startReplay(noted, START);
  replay.configure(settings);
  const { source } = simulation as Simulation;
  const see = (one: Seen) =>
    void seen.push({ ...one, verdict: judge(one, source, queries, knownAt(one.answered), check) });

  return {
    replay,
    simulation: simulation as Simulation,
    queries,
    seen,
    opened() {
      const panel = browser(see);
      return (at, shown) => replay.at(at, panel(shown));
    },
    evaluate: (at, shown) => replay.at(at, rule(shown, see)),
    skew(ms) {
      skewMs = ms;
    },
  };
}

/** @param latest up to when events are known now */
function judge(seen: Seen, source: Source, queries: readonly Query[], latest: number, check: Check): Verdict {
  const { error } = seen.result;
  if (error !== undefined) {
    return { kind: 'error', message: error.message };
  }
  const given = caseOf(seen, source);
  const { stale } = seen;
  const from = seen.asked - promised(given) - (stale?.ageMs ?? 0);
  // What is shown was asked for at one of these times. Where there is none all of it is settled, and any time will do.
  const asked = queries.filter(({ at }) => at > from && at <= seen.answered).map(({ knownUntil }) => knownUntil);
  const how = check(seen, given, asked.length > 0 ? asked.reverse() : [latest]);
  return how === undefined ? { kind: stale ? 'stale' : 'right' } : { kind: 'wrong', how };
}

/** The most of some times that lie within five minutes. */
export function mostInFiveMinutes(times: readonly number[]): number {
  let first = 0;
  return times.reduce((most, time, last) => {
    while (times[first] <= time - 300_000) {
      first++;
    }
    return Math.max(most, last - first + 1);
  }, 0);
}
