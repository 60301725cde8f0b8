import type { Caller, Filter, Limits, Order, StreamQuery, Window } from '../../src/core';
import { firstOf, localOf, periodOf } from './localTime';

/**
 * The oracle: what frames a saved query must give, worked out from single events by brute force. It shares no code with the core,
 * types apart: zones are Intl's, buckets are found by walking, groups are lists of events.
 *
 *   case       a saved query and all that its answer depends on, as JSON
 *   expected   the frames that the oracle makes of a case, or why it must be refused
 */
export interface Case {
  readonly query: Partial<StreamQuery> & { readonly dataset: string; readonly graphql?: string };
  /** Of the simulator. */
  readonly source: { readonly seed: number; readonly videos: number };
  /** ms since the epoch. */
  readonly now: number;
  readonly range: Window;
  /** IANA name. */
  readonly zone: string;
  readonly caller: Caller;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  /** In seconds. */
  readonly settleDelay: number;
  readonly limits: Required<Omit<Limits, 'availableFields'>>;
  /** Whether the core knows the limits beforehand, or learns them from refusals. */
  readonly told: boolean;
  /** Rows and queries that an answer may take at most. */
  readonly ceilings: { readonly rows: number; readonly queries: number };
  /** Which of the open replies comes next; 0: the oldest. */
  readonly order: number;
  /** ms since the epoch. Events after it are not known yet; absent: `now`. */
  readonly knownUntil?: number;
}

/** A case whose query is written in GraphQL, and what its text asks for. */
export interface TextCase extends Case {
  readonly asks: Text;
}

export interface Text {
  readonly dataset: string;
  readonly metrics: readonly string[];
  readonly groupBy: readonly string[];
  /** Dimensions that are times, `$bucket` among them. */
  readonly times: readonly string[];
  readonly filters: readonly Filter[];
  readonly orderBy: readonly Order[];
  readonly limit: number;
}

/** More queries than by default, so that small pages seldom stop a case. */
export const HIGH: Case['ceilings'] = { rows: 500_000, queries: 600 };

/** A refusal: class, and a word of its message. */
export interface Refused {
  readonly class: string;
  readonly word: string;
}

/** Objects are the labels of log lines. */
export type ExpectedCell = number | string | null | Readonly<Record<string, string>>;

export interface ExpectedFrame {
  readonly fields: ReadonlyArray<{ readonly name: string; readonly labels: Readonly<Record<string, string>> }>;
  /** By field. */
  readonly values: ReadonlyArray<readonly ExpectedCell[]>;
}

/** What an answer beyond the ceilings says that it is complete for: from the start of a bucket on, or up to a group, by field. */
export type Complete = { readonly from: number } | { readonly upTo: Readonly<Record<string, string>> };

/** `refused` holds every reason there is: which of them the core names first is its own business. */
export type Expected = { readonly frames: readonly ExpectedFrame[] } | { readonly refused: readonly Refused[] };

/** A saved query with its defaults. */
export function completed({ query }: Case): StreamQuery {
  return {
    version: 1,
    format: 'timeSeries',
    metrics: ['count'],
    groupBy: [],
    filters: [],
    bucket: 'auto',
    since: 'range',
    orderBy: [],
    legend: '',
    gaps: 'auto',
    show: 'value',
    shift: 'none',
    other: false,
    names: false,
    price: 1,
    ceiling: 'error',
    ...query,
  };
}

/** The case with the range that its query is about. What has that already stays as it is. */
export function withSince(given: Case): Case {
  const { range, now, caller, settleDelay, zone } = given;
  if (completed(given).since === 'range' || range.from > range.to) {
    return given;
  }
  const last = Math.min(range.to, now, caller === 'alert' ? now - settleDelay * 1000 : now) - 1;
  return { ...given, range: { from: firstOf(zone, 'month', periodOf('month', localOf(zone, last))), to: range.to } };
}

/** The part of a zone that the core is told of: with room for long buckets, and for the period before. */
export function zoneWindow(given: Case): Window {
  const { range, now } = withSince(given);
  const MONTH = 31 * 86_400_000;
  const to = Math.min(range.to, now);
  return { from: range.from - 2 * Math.max(0, to - range.from) - 3 * MONTH, to: to + MONTH };
}
