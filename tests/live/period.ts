const DAY = 86_400_000;

/** As the API writes times, to the second. */
export const time = (ms: number): string => new Date(ms).toISOString().replace('.000', '');

/** A filter of whole days that ended some days ago. */
export function days(now: number, count: number, ago = 1): { from: number; to: number; filter: string } {
  const to = Math.floor(now / DAY) * DAY - (ago - 1) * DAY;
  const from = to - count * DAY;
  return { from, to, filter: between(from, to) };
}

export const between = (from: number, to: number): string =>
  `datetime_geq: "${time(from)}", datetime_lt: "${time(to)}"`;
