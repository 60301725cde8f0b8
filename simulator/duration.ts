const UNITS: ReadonlyArray<readonly [string, number]> = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** A duration in ms as the API's messages write it: 38w2d15h32m42s924ms. */
export function compactDuration(durationMs: number): string {
  let rest = Math.round(durationMs);
  const parts = UNITS.map(([unit, ms]) => {
    const times = Math.floor(rest / ms);
    rest -= times * ms;
    return times > 0 ? `${times}${unit}` : '';
  });
  return parts.join('') || '0s';
}
