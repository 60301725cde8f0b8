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

export interface Demand {
  readonly account: string;
  readonly limit: number;
  /** How many leaves are selected. */
  readonly fields: number;
  /** The time that the filter reaches over; an open side is infinite. */
  readonly reach: Window;
}

/**
 * Errors: throws the Refusal that the API gives when a query asks for more than the limits allow. An open start reaches
 * back to 1970, an open end to now.
 */
export function enforce(limits: Limits, { account, limit, fields, reach }: Demand, now: number): void {
  if (limit < 1 || limit > limits.maxPageSize) {
    throw new Refusal('fields', `limit must be positive number and not greater than ${limits.maxPageSize}`);
  }
  if (fields > limits.maxNumberOfFields) {
    throw new Refusal('fields', `number of fields can't be more than ${limits.maxNumberOfFields}`);
  }
  const ageMs = now - Math.max(0, reach.from);
  if (ageMs > limits.notOlderThan * 1000) {
    throw new Refusal(
      'range',
      `account "${account}" cannot request data older than ${compactDuration(limits.notOlderThan * 1000)}, ` +
        `but your query requests data from ${compactDuration(ageMs)} ago`
    );
  }
  const widthMs = (reach.to === Infinity ? now : reach.to) - reach.from;
  if (widthMs > limits.maxDuration * 1000) {
    throw new Refusal(
      'range',
      `account "${account}" cannot request a time range wider than ${compactDuration(limits.maxDuration * 1000)}, ` +
        `but your query time range spans ${compactDuration(widthMs)}`
    );
  }
}
