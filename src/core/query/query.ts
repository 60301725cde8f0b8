import type { BucketName } from '../catalogue/dataset';

/** US dollars for 1,000 minutes delivered. Source: developers.cloudflare.com/stream/pricing. */
export const LIST_PRICE = 1;

/** How many single events a query without a limit shows, the newest ones. */
export const MOST_EVENTS = 1000;

/** The saved query, version 1: what a panel, an alert rule or a provisioning file holds. Names are the API's own. */
export interface StreamQuery {
  readonly version: 1;
  /** The API's node. */
  readonly dataset: string;
  readonly format: Format;
  /** Metric names, such as `sum.minutesViewed`; at least one, and none of single events. */
  readonly metrics: readonly string[];
  /** Dimensions other than time. */
  readonly groupBy: readonly string[];
  /** All must hold. */
  readonly filters: readonly Filter[];
  /** `auto` follows the panel's width in a time series; in a table it means the whole range in one. */
  readonly bucket: BucketName | 'auto';
  /** Where the range begins. */
  readonly since: Since;
  /** Of a table's rows; of a time series' series, by their totals over the range. */
  readonly orderBy: readonly Order[];
  /** Rows of a table, series of a chart; absent: all. Of single events the newest; absent: MOST_EVENTS. */
  readonly limit?: number;
  /** Template of a series' name, such as `{{uid}}`; empty: made from its labels. */
  readonly legend: string;
  readonly gaps: Gaps;
  /** How additive metrics are shown. */
  readonly show: Show;
  /** The earlier period that is shown beside the range, moved to its times. */
  readonly shift: Shift;
  /** Whether what a limit leaves out is shown as one more row or series. */
  readonly other: boolean;
  /** Whether names stand beside the IDs of videos and live inputs. */
  readonly names: boolean;
  /** Of `deliveryCost`: US dollars for 1,000 minutes. */
  readonly price: number;
  /** What becomes of an answer that passes the data source's ceilings. */
  readonly ceiling: Ceiling;
  /** IANA name or `utc`, of days, weeks and months; absent: the dashboard's, UTC where there is none. */
  readonly timezone?: string;
}

/** `logs` is for single events alone. */
export type Format = 'timeSeries' | 'table' | 'logs';

/**
 * What stands where no row is. `auto`: zero where zero is known (an additive metric, settled, inside retention), else null.
 * `zero` is the same as `auto` for additive metrics and null for the others; `null` never fills in; `none` leaves points out.
 */
export type Gaps = 'auto' | 'zero' | 'null' | 'none';

/**
 * `share`: per cent of the total under the same filters. `perSecond`, `perMinute`: divided by the length of the bucket, or of the range.
 * `forecast`: what it will be at the end of the bucket, of the range, or of the month, if it goes on as it has gone so far.
 */
export type Show = 'value' | 'share' | 'perSecond' | 'perMinute' | 'forecast';

/**
 * Where the time begins: with the range as it is given, or with the month that the range ends in. The range of an alert rule is a number of
 * hours, so only this lets it look at a month.
 */
export type Since = 'range' | 'month';

/** How much earlier: a day, a week, or the length of the range. */
export type Shift = 'none' | 'day' | 'week' | 'range';

/**
 * `error`: no answer. `notice`: what of it is complete, with a notice that says so: the newest buckets, or the first groups by their
 * names. Of an alert rule always an error.
 */
export type Ceiling = 'error' | 'notice';

export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export type Filter = Condition | { readonly or: readonly Filter[] } | { readonly and: readonly Filter[] };

export interface Order {
  /** A metric or a dimension of the query. */
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** Something in a saved query that is wrong: where (`filters[0].values`) and what would work. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}
