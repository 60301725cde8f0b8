import type { StreamQuery } from '../../src/core';
import { combining } from './facts';

/** How a metric is made of the API's. One of the API's own is made of itself. */
export interface Recipe {
  readonly of: string;
  readonly times: number;
  readonly priced?: true;
  readonly perMinute?: true;
  /** Absent dataset: the query's own. */
  readonly over?: { readonly metric: string; readonly dataset?: string };
}

const PLAYS = 'videoPlaybackEventsAdaptiveGroups';

/** By dataset and name. */
const MADE: Readonly<Record<string, Readonly<Record<string, Recipe>>>> = {
  streamMinutesViewedAdaptiveGroups: {
    hoursViewed: { of: 'sum.minutesViewed', times: 1 / 60 },
    averageViewers: { of: 'sum.minutesViewed', times: 1, perMinute: true },
    deliveryCost: { of: 'sum.minutesViewed', times: 1, priced: true },
  },
  streamCMCDAdaptiveGroups: {
    hoursViewed: { of: 'sum.millisecondsViewed', times: 1 / 3_600_000 },
    averageViewers: { of: 'sum.millisecondsViewed', times: 1 / 60_000, perMinute: true },
  },
  videoPlaybackEventsAdaptiveGroups: {
    hoursViewed: { of: 'sum.timeViewedMinutes', times: 1 / 60 },
    averageViewers: { of: 'sum.timeViewedMinutes', times: 1, perMinute: true },
    minutesPerPlay: { of: 'sum.timeViewedMinutes', times: 1, over: { metric: 'count' } },
  },
  videoBufferEventsAdaptiveGroups: {
    eventsPerPlay: { of: 'count', times: 1, over: { metric: 'count', dataset: PLAYS } },
  },
  liveInputEventsAdaptiveGroups: {
    uploadRatioPercent: { of: 'avg.uploadDurationRatio', times: 100 },
  },
};

export const madeMetrics = (dataset: string): readonly string[] => Object.keys(MADE[dataset] ?? {});

export const recipeOf = (dataset: string, metric: string): Recipe =>
  MADE[dataset]?.[metric] ?? { of: metric, times: 1 };

/** Whether a metric of a group is the sum over its parts. */
export function adds(dataset: string, metric: string): boolean {
  const { of, over } = recipeOf(dataset, metric);
  return over === undefined && combining(of) === 'sum';
}

/** One of the API's metrics, in words that tell datasets apart. */
export interface Base {
  readonly dataset: string;
  readonly metric: string;
}

/** The API's metrics that some metrics are made of, each once. */
export function basesOf(dataset: string, metrics: readonly string[]): Base[] {
  const all = metrics.flatMap((name): Base[] => {
    const { of, over } = recipeOf(dataset, name);
    return [{ dataset, metric: of }, ...(over ? [{ dataset: over.dataset ?? dataset, metric: over.metric }] : [])];
  });
  return all.filter(
    ({ dataset: own, metric }, i) => all.findIndex((each) => each.dataset === own && each.metric === metric) === i
  );
}

/** Datasets that some metrics are made of, the query's own first. */
export const datasetsOf = (dataset: string, metrics: readonly string[]): string[] => [
  ...new Set([dataset, ...basesOf(dataset, metrics).map((base) => base.dataset)]),
];

/** What a metric is worked out with in one bucket. */
export interface Operands {
  /** The number of one of the API's metrics; null where nothing is known. */
  readonly known: (base: Base) => number | null;
  /** How long the bucket has lasted, in minutes. */
  readonly minutes: number;
  /** Whether no row means zero. */
  readonly zero: boolean;
}

/** A metric's number in one bucket; null where nothing is known, or nothing is to be divided by. */
export function workedOut(query: StreamQuery, metric: string, { known, minutes, zero }: Operands): number | null {
  const { dataset, price } = query;
  const { of, times, priced, perMinute, over } = recipeOf(dataset, metric);
  const absent = over && zero ? 0 : null;
  const value = known({ dataset, metric: of }) ?? absent;
  const by = over ? (known({ dataset: over.dataset ?? dataset, metric: over.metric }) ?? absent) : 1;
  if (value === null || by === null || by === 0) {
    return null;
  }
  return (value * ((times * (priced ? price / 1000 : 1)) / (perMinute ? minutes : 1))) / by;
}

/** A number as the query shows it. */
export function asShown(
  { show }: StreamQuery,
  value: number | null,
  total: () => number | null,
  minutes: number,
  whole: number
): number | null {
  const part = (whole: number | null) => (value === null || whole === null || whole === 0 ? null : value / whole);
  switch (show) {
    case 'share': {
      const share = part(total());
      return share === null ? null : 100 * share;
    }
    case 'perSecond':
      return part(minutes * 60);
    case 'perMinute':
      return part(minutes);
    case 'forecast':
      return part(minutes / whole);
    default:
      return value;
  }
}
