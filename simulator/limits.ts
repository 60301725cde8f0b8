import type { Window } from '../src/core/seam';
import { compactDuration } from './duration';
import { Refusal } from './refusal';

/** What the settings node states for every dataset. */
export interface Limits {
  /** Widest time range of one query, in seconds. */
  readonly maxDuration: number;
  readonly maxNumberOfFields: number;
  /** Most rows in one answer. */
  readonly maxPageSize: number;
  /** Oldest reachable time, in seconds before now. */
  readonly notOlderThan: number;
}

/** Documented for Stream: 31 days a query, 90 days of history; rows and fields as in the documentation's sample. */
export const DOCUMENTED_LIMITS: Limits = {
  maxDuration: 2_678_400,
  maxNumberOfFields: 30,
  maxPageSize: 10_000,
  notOlderThan: 7_776_000,
};

/** Messages as now, or as captured in 2021. */
export type RangeWording = 'current' | 'older';

interface Excess {
  readonly account: string;
  /** ms */
  readonly allowed: number;
  /** ms */
  readonly asked: number;
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)}s`;

const RANGE_MESSAGES: Readonly<Record<RangeWording, Readonly<Record<'old' | 'wide', (excess: Excess) => string>>>> = {
  current: {
    old: ({ account, allowed, asked }) =>
      `account "${account}" cannot request data older than ${compactDuration(allowed)}, ` +
      `but your query requests data from ${compactDuration(asked)} ago`,
    wide: ({ account, allowed, asked }) =>
      `account "${account}" cannot request a time range wider than ${compactDuration(allowed)}, ` +
      `but your query time range spans ${compactDuration(asked)}`,
  },
  older: {
    old: ({ allowed }) => `cannot request data older than ${seconds(allowed)}`,
    wide: ({ account, allowed, asked }) =>
      `query time range is too large for account ${account}. ` +
      `Time range can't be wider than ${seconds(allowed)}, but it's ${seconds(asked)}`,
  },
};

export interface Demand {
  readonly account: string;
  readonly limit: number;
  /** How many leaves are selected. */
  readonly fields: number;
  /** The time that the filter reaches over; an open side is infinite. */
  readonly reach: Window;
  readonly wording: RangeWording;
}

/**
 * Errors: throws the Refusal that the API gives when a query asks for more than the limits allow. An open start reaches
 * back to 1970, an open end to now.
 */
export function enforce(limits: Limits, { account, limit, fields, reach, wording }: Demand, now: number): void {
  if (limit < 1 || limit > limits.maxPageSize) {
    throw new Refusal('fields', `limit must be positive number and not greater than ${limits.maxPageSize}`);
  }
  if (fields > limits.maxNumberOfFields) {
    throw new Refusal('fields', `number of fields can't be more than ${limits.maxNumberOfFields}`);
  }
  const messages = RANGE_MESSAGES[wording];
  const age = { account, allowed: limits.notOlderThan * 1000, asked: now - Math.max(0, reach.from) };
  if (age.asked > age.allowed) {
    throw new Refusal('range', messages.old(age));
  }
  const end = reach.to === Infinity ? now : reach.to;
  const width = { account, allowed: limits.maxDuration * 1000, asked: end - reach.from };
  if (width.asked > width.allowed) {
    throw new Refusal('range', messages.wide(width));
  }
}
