/** What the simulated API offers, node by node. Names and types are the API's own (its schema of December 2025). */
export interface Dataset {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, 'string' | 'Time' | 'Date'>>;
  /** Fields of the block `sum`: all uint64. */
  readonly sum: readonly string[];
  /** Fields of the block `avg`: all float64. */
  readonly avg: readonly string[];
  /** Fields of the block `sum` under `confidence`. */
  readonly confidentSum: readonly string[];
}

const times = (...buckets: string[]) => ({
  date: 'Date' as const,
  ...Object.fromEntries(['', ...buckets].map((bucket) => [`datetime${bucket}`, 'Time' as const])),
});

const strings = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'string' as const]));

export const DATASETS: readonly Dataset[] = [
  {
    name: 'streamMinutesViewedAdaptiveGroups',
    dimensions: {
      ...times('Minute', 'FiveMinutes', 'FifteenMinutes', 'Hour'),
      ...strings('clientCountryName', 'creator', 'mediaType', 'uid'),
    },
    sum: ['minutesViewed'],
    avg: [],
    confidentSum: [],
  },
  {
    name: 'videoPlaybackEventsAdaptiveGroups',
    dimensions: {
      ...times('Minute', 'FiveMinutes', 'FifteenMinutes', 'HalfOfHour', 'Hour'),
      ...strings('clientCountryName', 'deviceBrowser', 'deviceOs', 'deviceType', 'uid'),
    },
    sum: ['timeViewedMinutes'],
    avg: ['sampleInterval'],
    confidentSum: ['timeViewedMinutes'],
  },
];

/** Nodes of Stream that the settings name as not enabled, because nothing here answers them. */
export const NOT_ENABLED: readonly string[] = [
  'liveInputEventsAdaptive',
  'liveInputEventsAdaptiveGroups',
  'streamCMCDAdaptiveGroups',
  'videoBufferEventsAdaptiveGroups',
  'videoQualityEventsAdaptiveGroups',
];

/** Width in ms of what a time dimension cuts to, by name. `datetime` itself is to the second. */
export const STEP_MS: Readonly<Record<string, number>> = {
  datetime: 1000,
  datetimeMinute: 60_000,
  datetimeFiveMinutes: 300_000,
  datetimeFifteenMinutes: 900_000,
  datetimeHalfOfHour: 1_800_000,
  datetimeHour: 3_600_000,
  date: 86_400_000,
};

// Looked up once, as in random.ts.
const { floor } = Math;

/** The start of the step that a time lies in. */
export const cut = (time: number, step: number): number => floor(time / step) * step;

/** Nested names joined by `_`, as in the settings' `availableFields` and in the values of `orderBy`. */
export const metricsOf = ({ sum, avg }: Dataset): string[] => [
  'count',
  ...sum.map((field) => `sum_${field}`),
  ...avg.map((field) => `avg_${field}`),
];
