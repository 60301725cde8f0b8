import type { ComboboxOption } from '@grafana/ui';
import {
  BUCKET_LABELS,
  type BucketName,
  type Dataset,
  DATASETS,
  type Fields,
  type Format,
  OPERATORS,
  SOURCES,
} from '../../core';

export interface Named {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
}

const option = ({ name, label, description }: Named): ComboboxOption => ({ value: name, label, description });

const FORMATS: Readonly<Record<Format, string>> = { timeSeries: 'Time series', logs: 'Logs', table: 'Table' };

/** The formats of a dataset, and the one in use. */
export const formatOptions = (formats: readonly Format[], current: Format): Array<{ value: Format; label: string }> =>
  [...new Set([...formats, current])].map((value) => ({ value, label: FORMATS[value] ?? value }));

/** What is counted over time, and what is there now. */
export const datasetOptions: ComboboxOption[] = [
  ...Object.values(DATASETS).map((each) => ({ ...option(each), group: 'Analytics' })),
  ...SOURCES.map((each) => ({ ...option(each), group: 'Library' })),
];

/** @param unavailable names of what the account lacks; they stay in the list, marked, so that nobody looks for them in vain */
export const namedOptions = (named: readonly Named[], unavailable?: ReadonlySet<string>): ComboboxOption[] =>
  named.map((each) =>
    unavailable?.has(each.name)
      ? { ...option(each), description: 'Not available to this account, says Cloudflare' }
      : option(each)
  );

export const fieldOptions = ({ dimensions, times }: Fields): ComboboxOption[] => [
  ...dimensions.map((each) => ({ ...option(each), group: 'Dimensions' })),
  ...times.map((each) => ({ ...option(each), group: 'Times' })),
];

export const operatorOptions = (type: keyof typeof OPERATORS): ComboboxOption[] =>
  OPERATORS[type].map(({ name, label, words }) => ({ value: name, label, description: words }));

/** Summed from finer buckets where the API does not have them. */
const CALENDAR: readonly BucketName[] = ['day', 'week', 'month'];

/** The dataset's own buckets, those of the calendar, the variables of the dashboard, and the one in use. */
export function bucketOptions(
  dataset: Dataset,
  format: Format,
  current: string,
  variables: readonly string[]
): ComboboxOption[] {
  const names = [...dataset.buckets.map(({ name }) => name), ...CALENDAR, current];
  const auto =
    format === 'timeSeries'
      ? { value: 'auto', label: 'Auto', description: 'As fine as the panel has room for' }
      : { value: 'auto', label: 'Whole range', description: 'No time in the table' };
  const written = [...new Set([...variables, ...(current.startsWith('$') ? [current] : [])])];
  return [auto, ...bucketsOf(names), ...written.map((value) => ({ value, label: value, group: 'Variables' }))];
}

const bucketsOf = (names: readonly string[]): ComboboxOption[] =>
  Object.entries(BUCKET_LABELS)
    .filter(([name]) => names.some((each) => each === name))
    .map(([value, label]) => ({ value, label }));
