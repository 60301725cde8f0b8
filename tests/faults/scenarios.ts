import type { Fault } from '../../simulator/faults';
import { DOCUMENTED_LIMITS } from '../../simulator/limits';
import { SETTINGS, type Stage } from '../replay/stage';
import { MINUTE } from '../../src/core';

/**
 * What may become of an answer:
 *
 *   right  as brute force has it, at an age that is promised
 *   stale  as brute force had it at the age that the answer itself names
 *   error  none, and why
 *
 * A wrong number is never one of them.
 */
export type Outcome = 'right' | 'stale' | 'error';

/** Trouble for a while, and what becomes of the answers meanwhile. Afterwards all must be right again. */
export interface Scenario {
  readonly name: string;
  readonly begin: (stage: Stage) => void;
  readonly end?: (stage: Stage) => void;
  readonly panels: readonly Outcome[];
  readonly rules: readonly Outcome[];
  /** How long after the end answers may still be in error, in ms. */
  readonly recovery?: number;
}

const DAY_SECONDS = 86_400;

const share = 0.05;
const TRIED_AGAIN = { panels: ['right', 'stale', 'error'], rules: ['right', 'error'], recovery: 0 } as const;

const order = (...faults: Fault[]): Pick<Scenario, 'begin' | 'end'> => ({
  begin: ({ simulation }) => simulation.faults.add(faults),
  end: ({ simulation }) => simulation.faults.clear(),
});

const DEPLETED: Fault = {
  kind: 'errors200',
  message: 'rate limiter budget depleted, try again after 5 minutes',
  code: 'budget',
  times: 1,
};

const SLOW_DOWN: Fault = {
  kind: 'status',
  status: 429,
  body: '{"success":false,"errors":[{"code":971,"message":"Please wait and consider throttling your request speed"}]}',
  share,
};

/** Every one alone, and then together. */
export const SCENARIOS: readonly Scenario[] = [
  { name: '5 % of queries fail with status 500', ...order({ kind: 'status', status: 500, share }), ...TRIED_AGAIN },
  { name: '5 % of connections are reset', ...order({ kind: 'reset', share }), ...TRIED_AGAIN },
  { name: '5 % of answers take 20 s', ...order({ kind: 'slow', delayMs: 20_000, share }), ...TRIED_AGAIN },
  {
    name: '5 % of answers take longer than anybody waits',
    ...order({ kind: 'slow', delayMs: 90_000, share }),
    ...TRIED_AGAIN,
  },
  { name: '5 % of answers are JSON that ends in the middle', ...order({ kind: 'truncated', share }), ...TRIED_AGAIN },
  { name: '5 % of answers are a page of HTML', ...order({ kind: 'html', share }), ...TRIED_AGAIN },
  {
    name: '5 % of queries are refused with 429 and Retry-After: 7',
    ...order({ kind: 'status', status: 429, headers: { 'retry-after': '7' }, share }),
    ...TRIED_AGAIN,
  },
  { name: '5 % of queries are refused with 429 and “slow down”', ...order(SLOW_DOWN), ...TRIED_AGAIN },
  {
    name: 'a query is refused with 429 and not a word: counts as a rate limit that is used up',
    ...order({ kind: 'status', status: 429, times: 1 }),
    panels: ['right', 'stale', 'error'],
    rules: ['right', 'error'],
    recovery: 5 * MINUTE,
  },
  {
    name: 'the rate limit is used up, under status 200',
    ...order(DEPLETED),
    panels: ['right', 'stale', 'error'],
    rules: ['right', 'error'],
    recovery: 5 * MINUTE,
  },
  {
    name: 'the API is down: every query fails',
    ...order({ kind: 'html' }),
    panels: ['right', 'stale', 'error'],
    rules: ['right', 'error'],
    recovery: MINUTE,
  },
  {
    name: 'the token is revoked, and restored',
    ...order({ kind: 'revoked' }),
    panels: ['right', 'error'],
    rules: ['right', 'error'],
    recovery: 0,
  },
  {
    name: 'the plan changes: 7 days a query instead of 31',
    begin: ({ simulation }) => simulation.limit({ maxDuration: 7 * DAY_SECONDS }),
    end: ({ simulation }) => simulation.limit({ maxDuration: DOCUMENTED_LIMITS.maxDuration }),
    panels: ['right'],
    rules: ['right'],
  },
  {
    name: 'a query may ask three nodes, and no longer ten',
    begin: ({ simulation }) => simulation.limit({ maxNodes: 3 }),
    end: ({ simulation }) => simulation.limit({ maxNodes: 10 }),
    panels: ['right'],
    rules: ['right'],
  },
  {
    name: "the API's clock is two minutes ahead, so that 90 days reach beyond what it keeps",
    begin: (stage) => stage.skew(2 * MINUTE),
    end: (stage) => stage.skew(0),
    panels: ['right', 'error'],
    rules: ['right'],
  },
  {
    name: "the API's clock is two minutes behind",
    begin: (stage) => stage.skew(-2 * MINUTE),
    end: (stage) => stage.skew(0),
    panels: ['right'],
    rules: ['right'],
  },
  {
    name: 'the plugin is killed, and started again',
    begin({ replay }) {
      replay.restart();
      replay.configure(SETTINGS);
    },
    panels: ['right', 'error'],
    rules: ['right', 'error'],
    recovery: 0,
  },
  {
    name: 'all of the 5 % together',
    ...order(
      { kind: 'status', status: 500, share },
      { kind: 'reset', share },
      { kind: 'slow', delayMs: 20_000, share },
      { kind: 'truncated', share },
      SLOW_DOWN,
      { kind: 'status', status: 429, headers: { 'retry-after': '7' }, share }
    ),
    ...TRIED_AGAIN,
  },
];
