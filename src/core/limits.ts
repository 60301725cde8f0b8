import { apiFields, filterFields, type Dataset } from './catalogue/dataset';
import type { Limits } from './seam';
import { DAY, HOUR, MINUTE } from './time/units';

/** Limits with nothing left open, in ms and rows. */
export interface Bounds {
  readonly maxDurationMs: number;
  readonly retentionMs: number;
  readonly pageSize: number;
  readonly maxFields: number;
  readonly enabled: boolean;
}

const DAY_SECONDS = 86_400;

/** Documented for Stream: 31 days a query, 90 days of history; page size and fields as in the sample of the settings node. */
export const DOCUMENTED: Required<Omit<Limits, 'availableFields'>> = {
  enabled: true,
  maxDuration: 31 * DAY_SECONDS,
  notOlderThan: 90 * DAY_SECONDS,
  maxPageSize: 10_000,
  maxNumberOfFields: 30,
};

type LimitName = keyof Omit<typeof DOCUMENTED, 'enabled'>;

/** A limit that is absent, or no positive number, counts as the documented one. */
export function limitOf(limits: Limits | undefined, name: LimitName): number {
  const value = limits?.[name];
  return typeof value === 'number' && value > 0 ? value : DOCUMENTED[name];
}

export function bounds(limits: Limits | undefined): Bounds {
  const read = (name: LimitName) => limitOf(limits, name);
  return {
    maxDurationMs: read('maxDuration') * 1000,
    retentionMs: read('notOlderThan') * 1000,
    pageSize: read('maxPageSize'),
    maxFields: read('maxNumberOfFields'),
    enabled: limits?.enabled !== false,
  };
}

/**
 * Metrics and dimensions of a dataset that the settings node does not list as available to the account. The documentation shows no such list
 * of Stream's, so it is read in every form that it may have. A list that names nothing of the dataset says nothing about it.
 */
export function fieldsUnavailable(dataset: Dataset, limits: Limits | undefined): ReadonlySet<string> {
  const listed = new Set((limits?.availableFields ?? []).map(plain));
  const fields: Array<[string, readonly string[]]> = [
    ...dataset.metrics
      .filter(({ formula, interval }) => !formula && !interval)
      .map((metric): [string, readonly string[]] => [metric.name, apiFields(metric)]),
    ...filterFields(dataset).map(({ name }): [string, readonly string[]] => [name, [name, `dimensions.${name}`]]),
  ];
  const lacking = fields.filter(([, names]) => !names.some((name) => listed.has(plain(name))));
  return new Set(lacking.length === fields.length ? [] : lacking.map(([name]) => name));
}

/** `sum.minutesViewed` and `sum_minutesViewed` are the same field. */
const plain = (field: string): string => field.toLowerCase().replace(/[^a-z0-9]+/g, '_');

/** `31 days`, `36 hours`, `90 minutes` */
export function inWords(ms: number): string {
  const [unit, width] = ms % DAY === 0 ? ['day', DAY] : ms % HOUR === 0 ? ['hour', HOUR] : ['minute', MINUTE];
  const count = Math.round(ms / width);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
