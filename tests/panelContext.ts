import { type Context, MINUTE, type Window } from '../src/core';

/**
 * What a panel asks with, for tests and measurements: a range up to now, in UTC, with Cloudflare's documented limits.
 *
 * @param more what is to be otherwise
 */
export const panelContext = (range: Window, more: Partial<Context> = {}): Context => ({
  now: range.to,
  range,
  intervalMs: MINUTE,
  maxDataPoints: 500,
  zone: [],
  limits: {},
  caller: 'panel',
  refId: 'A',
  ...more,
});
