/** Width in ms of what a time dimension cuts to, by name. `datetime` itself is to the second. */
export const STEP_MS: Readonly<Record<string, number>> = {
  datetime: 1000,
  datetimeMinute: 60_000,
  datetimeFiveMinutes: 300_000,
  datetimeFifteenMinutes: 900_000,
  datetimeHalfOfHour: 1_800_000,
  datetimeHour: 3_600_000,
  datetimeSixHours: 21_600_000,
  date: 86_400_000,
};

// Looked up once, as in random.ts.
const { floor } = Math;

/** The start of the step that a time lies in. */
export const cut = (time: number, step: number): number => floor(time / step) * step;
