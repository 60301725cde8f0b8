import { draws } from './random';

/**
 * Trouble to order, for queries of the GraphQL endpoint alone.
 *
 *   html        a page of HTML under 502
 *   truncated   the answer's JSON ends in the middle, the connection ends as though all were there
 *   errors200   status 200 and an error
 *   status      the given status and body
 *   slow        the answer comes this many ms late
 *   reset       the connection is destroyed
 *   permission  the token lacks the permission for analytics
 *   revoked     the token is not valid any more
 *   budget      the rate limit is used up
 */
export type Fault = Scope &
  (
    | { readonly kind: 'html' | 'truncated' | 'reset' | 'permission' | 'revoked' | 'budget' }
    | { readonly kind: 'errors200'; readonly message: string; readonly code?: string }
    | {
        readonly kind: 'status';
        readonly status: number;
        readonly body?: string;
        readonly headers?: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'slow'; readonly delayMs: number }
  );

interface Scope {
  /** How many queries it strikes; absent: all, until cleared. */
  readonly times?: number;
  /** Strikes only queries whose body contains this. */
  readonly contains?: string;
  /** The share of queries that it strikes, such as 0.05, of those that it could strike; absent: all of them. */
  readonly share?: number;
}

export interface Faults {
  add(faults: readonly Fault[]): void;
  clear(): void;
  /** The first that strikes a query with this body, if any, and counts it. */
  strike(body: string): Fault | undefined;
}

/** @param seed of the chance that picks a share of the queries */
export function makeFaults(seed = 1): Faults {
  const draw = draws(seed);
  let ordered: Array<{ readonly fault: Fault; left: number }> = [];
  return {
    add(faults) {
      ordered.push(...faults.map((fault) => ({ fault, left: fault.times ?? Infinity })));
    },
    clear() {
      ordered = [];
    },
    strike(body) {
      const next = ordered.find(
        ({ fault: { contains = '', share = 1 }, left }) =>
          left > 0 && body.includes(contains) && (share === 1 || draw() < share)
      );
      if (next) {
        next.left--;
      }
      return next?.fault;
    },
  };
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isDelay: Check = (value) => Number.isFinite(value) && Number(value) >= 0;
const isStatus: Check = (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;

/** What each kind needs. */
const KINDS: Readonly<Record<Fault['kind'], Readonly<Record<string, Check>>>> = {
  html: {},
  truncated: {},
  errors200: { message: isText },
  status: { status: isStatus },
  slow: { delayMs: isDelay },
  reset: {},
  permission: {},
  revoked: {},
  budget: {},
};

/** Faults out of JSON, or a sentence on what is wrong with it. */
export function parseFaults(value: unknown): readonly Fault[] | string {
  if (!Array.isArray(value)) {
    return 'A list of faults is needed.';
  }
  for (const fault of value as Array<Record<string, unknown> | null>) {
    const needed = KINDS[fault?.kind as Fault['kind']];
    if (!needed) {
      return `The kind of a fault is one of ${Object.keys(KINDS).join(', ')}.`;
    }
    const wrong = Object.keys(needed).find((key) => !needed[key](fault?.[key]));
    if (wrong) {
      return `A fault of kind ${String(fault?.kind)} needs another ${wrong}.`;
    }
  }
  return value as Fault[];
}
