import { DOCUMENTED_LIMITS, type Limits, type RangeWording } from './limits';

export interface Options {
  /** 0 for any free one. */
  readonly port: number;
  readonly seed: number;
  readonly videos: number;
  /** How much later each answer of the API comes. */
  readonly latencyMs: number;
  readonly account: string;
  /** The one good token; absent: any will do. */
  readonly token?: string;
  /**
   * Queries in five minutes; 0 for no limit. Of a token, or of the account where the header `X-Rate-Limit-Type:
   * account-based` asks for that.
   */
  readonly budget: number;
  /** Calls of any kind that a token may make in five minutes before it is shut out for five; 0 for no limit. */
  readonly callBudget: number;
  /** Whether the token may read the account's videos and live inputs: the permission Stream Read. */
  readonly streamRead: boolean;
  readonly limits: Limits;
  /** Nodes of one query at most, under aliases or not. The documentation has no number but that of a query's zones. */
  readonly maxNodes: number;
  /** Errors come with status 200, as the API often does, or with the documented one. */
  readonly errorsUnder200: boolean;
  /** How errors about time ranges are worded: as now, or as in older captures. */
  readonly rangeWording: RangeWording;
  /** How long after it happened an event becomes known: late data. */
  readonly delaySeconds: number;
  /** Queries that are heavier are answered from samples: see sampling.ts. */
  readonly sampledBeyond: number;
  /** What the account has no access to: datasets, and fields of datasets as in `streamCMCDAdaptiveGroups.uniq_viewers`. */
  readonly withheld: readonly string[];
  /** What another account than `account` gets: an error, or an empty list of accounts. */
  readonly unknownAccount: 'error' | 'empty';
  /** ms since the epoch. */
  readonly now: () => number;
}

export const DEFAULTS: Options = {
  port: 0,
  seed: 1,
  videos: 200,
  latencyMs: 0,
  account: '0123456789abcdef0123456789abcdef',
  budget: 0,
  callBudget: 0,
  streamRead: true,
  limits: DOCUMENTED_LIMITS,
  maxNodes: 10,
  rangeWording: 'current',
  delaySeconds: 0,
  sampledBeyond: Infinity,
  errorsUnder200: false,
  withheld: [],
  unknownAccount: 'error',
  now: Date.now,
};

/** Options as a caller gives them: what is absent is as in DEFAULTS. */
export type Given = Partial<Omit<Options, 'limits'>> & { readonly limits?: Partial<Limits> };
