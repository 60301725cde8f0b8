import { dateMath, dateTimeForTimeZone, dateTimeParse } from '@grafana/data';
import type { Window } from '../../src/core';

/**
 * A range as Grafana reads its two ends: `now-90d`, `now/d` (the end of a day for the later one), ISO, ms since the epoch.
 * An end without an offset is local to the zone.
 *
 * @param zone IANA name or `utc`
 * Errors: throws an Error with one line for people.
 */
export function timeRange(from: string, to: string, zone: string, now: number): Window {
  const timeZone = knownZone(zone);
  return { from: instant(from, false, timeZone, now), to: instant(to, true, timeZone, now) };
}

function instant(text: string, roundUp: boolean, timeZone: string, now: number): number {
  const time = text.startsWith('now')
    ? dateMath.parseDateMath(text.slice('now'.length), dateTimeForTimeZone(timeZone, now), roundUp)
    : dateTimeParse(text, { roundUp, timeZone });
  if (!time?.isValid()) {
    throw new Error(`"${text}" is no time: now-90d, now/d, 2026-03-01T00:00:00Z and ms since the epoch are.`);
  }
  return time.valueOf();
}

function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new Error(`"${zone}" is no time zone: UTC and Europe/Berlin are.`);
  }
}
