import * as v from 'valibot';
import { DATASETS } from '../catalogue/catalogue';
import { metricOf, type BucketName, type Dataset } from '../catalogue/dataset';
import { DURATIONS, LABELS } from '../catalogue/times';
import { eventProblems } from '../logs/problems';
import { isRaw, parseRaw, RAW, type ParsedRaw } from '../raw/query';
import { parseSource, type ParsedSource } from '../rest/parse';
import { sourceOf, SOURCES } from '../rest/sources';
import { narrowing } from './all';
import { filterProblems, named, type Add } from './fieldProblems';
import { formatProblem, formatsOf } from './formats';
import { migrate } from './migrate';
import { isTooDeep, TOO_DEEP } from './nesting';
import { LIST_PRICE, type Order, type Problem, type StreamQuery } from './query';
import {
  filters,
  groupBy,
  isStrange,
  limit,
  list,
  oneOf,
  orderBy,
  text,
  toProblem,
  unknownKeys,
  version,
} from './schemas';
import { unresolvedProblems } from './variables';

/** A saved query with its defaults filled in, or all that is wrong with it. `unknown` names keys that mean nothing. */
export type Parsed =
  | { readonly query: StreamQuery; readonly dataset: Dataset; readonly unknown: readonly string[] }
  | ParsedRaw
  | ParsedSource;

const price = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\s*\d+(\.\d+)?\s*$/), v.transform(Number))], notPositive),
  v.check((given) => Number.isFinite(given) && given > 0, notPositive)
);

function notPositive({ received }: { received: string }): string {
  return `${received} is not a price: write a number above zero, such as 1 for a dollar per 1,000 minutes.`;
}

const bucket: v.GenericSchema<unknown, StreamQuery['bucket']> = v.lazy((input) =>
  typeof input === 'string' && Object.hasOwn(DURATIONS, input)
    ? v.pipe(
        v.string(),
        v.transform((duration) => DURATIONS[duration])
      )
    : oneOf(['auto', ...(Object.keys(LABELS) as BucketName[])])
);

const schema = v.object({
  version,
  dataset: v.picklist(
    Object.keys(DATASETS),
    ({ received }) =>
      `${received} is not possible here; possible are ${list([...Object.keys(DATASETS), ...SOURCES.map(({ name }) => name), RAW])}.`
  ),
  format: v.optional(oneOf(['timeSeries', 'table', 'logs'])),
  metrics: v.optional(v.array(text, 'metrics are a list, such as ["count"].')),
  groupBy,
  filters,
  bucket: v.optional(bucket, 'auto'),
  orderBy,
  limit: v.nullish(limit),
  legend: v.optional(text, ''),
  since: v.optional(oneOf(['range', 'month']), 'range'),
  gaps: v.optional(oneOf(['auto', 'zero', 'null', 'none']), 'auto'),
  show: v.optional(oneOf(['value', 'share', 'perSecond', 'perMinute', 'forecast']), 'value'),
  shift: v.optional(oneOf(['none', 'day', 'week', 'range']), 'none'),
  other: v.optional(v.boolean('other is true or false.'), false),
  names: v.optional(v.boolean('names is true or false.'), true),
  price: v.optional(price, LIST_PRICE),
  ceiling: v.optional(oneOf(['error', 'notice']), 'error'),
  timezone: v.nullish(text),
});

/** Reads a saved query of any version. Never throws. */
export function parse(saved: unknown): Parsed {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    return { problems: [{ path: '', message: 'A query is a JSON object with at least a "dataset".' }] };
  }
  if (isTooDeep(saved)) {
    return { problems: [{ path: '', message: TOO_DEEP }] };
  }
  const current = migrate(saved as Record<string, unknown>);
  if (isRaw(current)) {
    const parsed = parseRaw(current);
    return 'problems' in parsed ? parsed : { ...parsed, unknown: parsed.unknown.filter(isStrange) };
  }
  if (current.graphql !== undefined) {
    return { problems: [{ path: 'graphql', message: `GraphQL belongs to the dataset "${RAW}" alone.` }] };
  }
  const left = unresolvedProblems(saved);
  if (left.length > 0) {
    return { problems: left };
  }
  const source = sourceOf(current.dataset);
  if (source !== undefined) {
    return parseSource(current, source);
  }
  const shaped = v.safeParse(schema, { dataset: undefined, ...current });
  if (!shaped.success) {
    return { problems: shaped.issues.map(toProblem) };
  }
  const { limit: most, timezone, metrics, format, ...rest } = shaped.output;
  const dataset = DATASETS[rest.dataset];
  const query: StreamQuery = {
    ...rest,
    format: format ?? formatsOf(dataset)[0],
    metrics: metrics ?? dataset.metrics.slice(0, 1).map(({ name }) => name),
    ...(most == null ? {} : { limit: most }),
    ...(timezone == null || timezone === '' ? {} : { timezone }),
  };
  const problems = problemsWith(query, dataset);
  return problems.length > 0
    ? { problems }
    : {
        query: { ...query, filters: narrowing(query.filters) },
        dataset,
        unknown: unknownKeys(current, schema.entries),
      };
}

/** What is wrong with a saved query, for the editor and for errors; empty when nothing is. */
export function problems(saved: unknown): readonly Problem[] {
  const parsed = parse(saved);
  return 'problems' in parsed ? parsed.problems : [];
}

/** What the shape alone does not show: names that the dataset has, operators that the field has. */
function problemsWith(query: StreamQuery, dataset: Dataset): Problem[] {
  const metrics = dataset.metrics.map(({ name }) => name);
  const dimensions = dataset.dimensions.map(({ name }) => name);
  const found: Problem[] = [];
  const add = (path: string, message: string) => found.push({ path, message });

  const format = formatProblem(query.format, dataset);
  if (format !== undefined) {
    add('format', format);
  }
  query.filters.forEach((each, index) => filterProblems(each, `filters[${index}]`, dataset, 1, add));
  if (dataset.events) {
    eventProblems(query, dataset, add);
    return found;
  }
  if (query.metrics.length === 0) {
    add('metrics', `At least one metric is needed: ${list(metrics)}.`);
  }
  named(query.metrics, 'metrics', metrics, `a metric of ${dataset.name}, which has`, add);
  named(query.groupBy, 'groupBy', dimensions, `a dimension to group ${dataset.name} by; those are`, add);
  orderProblems(query.orderBy, query, add);
  shownProblems(query, dataset, add);
  return found;
}

/** What metrics that do not add up cannot be shown as. */
const WITHOUT = {
  share: 'share of a total',
  perSecond: 'rate',
  perMinute: 'rate',
  forecast: 'forecast',
} as const;

function orderProblems(orderBy: readonly Order[], query: StreamQuery, add: Add): void {
  named(
    orderBy.map(({ field }) => field),
    'orderBy',
    [...query.metrics, ...query.groupBy],
    'among what this query selects:',
    (path, message) => add(`${path}.field`, message)
  );
}

/** What shares, rates and the rest are right for: metrics that add up. */
function shownProblems(
  { metrics, groupBy, show, other, limit: most, format, bucket }: StreamQuery,
  dataset: Dataset,
  add: Add
): void {
  const shown = metrics.flatMap((name) => metricOf(dataset, name) ?? []);
  const stiff = shown.find(({ additivity }) => additivity !== 'sum');
  if (show !== 'value' && stiff) {
    add('show', `${stiff.label} (${stiff.name}) does not add up, so it has no ${WITHOUT[show]}. Choose "value".`);
  }
  const rate = shown.find(({ formula }) => formula?.perMinute);
  if (show !== 'value' && show !== 'share' && rate) {
    add('show', `${rate.label} (${rate.name}) is a rate already. Choose "value".`);
  }
  if (!other) {
    return;
  }
  if (most === undefined || groupBy.length === 0) {
    add('other', 'Only a limit leaves others out: set a limit and group by a dimension, or turn "other" off.');
  } else if (format === 'table' && bucket !== 'auto') {
    add('other', 'Rows by time have no others. Choose the bucket "auto" or a time series, or turn "other" off.');
  }
  if (stiff) {
    add(
      'other',
      `${stiff.label} (${stiff.name}) does not add up, so nothing can be said of the others. Choose other metrics, or turn "other" off.`
    );
  }
}
