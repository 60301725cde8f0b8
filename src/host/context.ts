import { CoreApp, type DataQueryRequest } from '@grafana/data';
import { type Caller, type Context, DAY, type Window } from '../core';
import type { SavedQuery } from './savedQuery';
import { zoneOffsets } from './zone';

/** Longer than any retention of Stream: an absurd range must not make a list of all changes of a zone since 1970. */
const REACH = 730 * DAY;

/** A bucket that the range touches may begin, or end, as much earlier or later: the longest month. */
const LONGEST_BUCKET = 31 * DAY;

/** The earlier period that a range is compared with: as many months as it touches, two of which it may only touch. */
const earlier = (length: number): number => 2 * length + 2 * LONGEST_BUCKET;

/** What is known of the data source. */
export type Known = Pick<Context, 'limits' | 'settings' | 'dataSource'>;

/** What a context is made of, besides the query itself. */
export type Asked = Pick<
  DataQueryRequest,
  'range' | 'intervalMs' | 'maxDataPoints' | 'timezone' | 'app' | 'startTime' | 'filters' | 'groupByKeys'
>;

/**
 * What the core needs to know of a request.
 *
 * @param query interpolated; its own time zone comes before the dashboard's
 * Throws RangeError for a time zone that the browser does not know.
 */
export function contextOf(
  query: SavedQuery,
  asked: Asked,
  { limits, settings, dataSource }: Known,
  caller: Caller = asked.app === CoreApp.Explore ? 'explore' : 'panel'
): Context {
  const range = { from: asked.range.from.valueOf(), to: asked.range.to.valueOf() };
  const zone = query.timezone || asked.timezone;
  return {
    now: asked.startTime,
    range,
    intervalMs: asked.intervalMs,
    maxDataPoints: asked.maxDataPoints ?? 1000,
    zone: zoneOffsets(zone, around(range, asked.startTime)),
    limits,
    settings,
    caller,
    refId: query.refId,
    ...(dataSource && { dataSource }),
    ...drilldownOf(asked),
  };
}

/** What the dashboard filters and groups by; nothing where it does neither, as most do. */
function drilldownOf({ filters = [], groupByKeys = [] }: Asked): Pick<Context, 'drilldown'> {
  const given = filters.map(({ key, operator, value, values }) => ({ key, operator, value, values }));
  return given.length + groupByKeys.length > 0 ? { drilldown: { filters: given, groupBy: groupByKeys } } : {};
}

/** The part of a range that data can lie in, with room for whole buckets and for the period before. */
function around(range: Window, now: number): Window {
  const from = Math.max(range.from, now - REACH);
  const to = Math.min(range.to, now);
  return { from: from - earlier(Math.max(0, to - from)) - LONGEST_BUCKET, to: to + LONGEST_BUCKET };
}
