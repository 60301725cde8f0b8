import * as v from 'valibot';
import { DATASETS } from '../catalogue/catalogue';
import { fieldOf, metricOf, type Dataset } from '../catalogue/dataset';
import { operatorOf, OPERATORS } from '../catalogue/operators';
import { LABELS } from '../catalogue/times';
import { eventProblems } from '../logs/problems';
import { isRaw, parseRaw, RAW, type ParsedRaw } from '../raw/query';
import { FORMS } from './forms';
import { formatProblem, formatsOf } from './formats';
import { migrate } from './migrate';
import { LIST_PRICE, type Filter, type Order, type Problem, type StreamQuery } from './query';
import { unresolved } from './variables';

/** A saved query with its defaults filled in, or all that is wrong with it. `unknown` names keys that mean nothing. */
export type Parsed =
  { readonly query: StreamQuery; readonly dataset: Dataset; readonly unknown: readonly string[] } | ParsedRaw;

/** How deep groups of filters may nest. */
const DEEPEST = 5;

const list = (words: readonly string[]): string => words.join(', ');

const oneOf = <const T extends string>(allowed: readonly T[]) =>
  v.picklist(allowed, ({ received }) => `${received} is not possible here; possible are ${list(allowed)}.`);

const text = v.string(({ received }) => `${received} stands where text belongs.`);

/** Whatever is written down as one value: numbers are taken by their digits. */
const value = v.pipe(
  v.union([v.string(), v.number()], ({ received }) => `${received} is no value; a text or a number is.`),
  v.transform(String)
);

const condition = v.object({
  field: text,
  operator: v.optional(text, 'eq'),
  values: v.array(value, 'values are a list, such as ["US"].'),
});

/** Tells the three shapes apart by their key, so that a message is about the shape that was meant. */
const filter: v.GenericSchema<unknown, Filter> = v.lazy((input) => {
  if (typeof input === 'object' && input !== null && 'or' in input) {
    return v.object({ or: v.array(filter, '"or" takes a list of filters.') });
  }
  if (typeof input === 'object' && input !== null && 'and' in input) {
    return v.object({ and: v.array(filter, '"and" takes a list of filters.') });
  }
  return condition;
});

const limit = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\s*\d+\s*$/), v.transform(Number))], notWhole),
  v.integer(notWhole),
  v.minValue(1, notWhole)
);

function notWhole({ received }: { received: string }): string {
  return `${received} is no limit; a whole number from 1 on is, or leave it out for all.`;
}

const price = v.pipe(
  v.number(notPositive),
  v.check((given) => Number.isFinite(given) && given > 0, notPositive)
);

function notPositive({ received }: { received: string }): string {
  return `${received} is no price; a number above zero is, such as 1 for a dollar per 1,000 minutes.`;
}

const schema = v.object({
  version: v.literal(
    1,
    ({ received }) => `Version ${received} is not known to this version of the plugin, which reads 1.`
  ),
  dataset: v.picklist(
    Object.keys(DATASETS),
    ({ received }) => `${received} is not possible here; possible are ${list([...Object.keys(DATASETS), RAW])}.`
  ),
  format: v.optional(oneOf(['timeSeries', 'table', 'logs'])),
  metrics: v.optional(v.array(text, 'metrics are a list, such as ["count"].')),
  groupBy: v.optional(v.array(text, 'groupBy is a list, such as ["uid"].'), []),
  filters: v.optional(v.array(filter, 'filters are a list.'), []),
  bucket: v.optional(oneOf(['auto', ...(Object.keys(LABELS) as Array<keyof typeof LABELS>)]), 'auto'),
  orderBy: v.optional(
    v.array(v.object({ field: text, direction: v.optional(oneOf(['asc', 'desc']), 'desc') }), 'orderBy is a list.'),
    []
  ),
  limit: v.nullish(limit),
  legend: v.optional(text, ''),
  gaps: v.optional(oneOf(['auto', 'zero', 'null', 'none']), 'auto'),
  show: v.optional(oneOf(['value', 'share', 'perSecond', 'perMinute']), 'value'),
  shift: v.optional(oneOf(['none', 'day', 'week', 'range']), 'none'),
  other: v.optional(v.boolean('other is true or false.'), false),
  price: v.optional(price, LIST_PRICE),
  timezone: v.nullish(text),
});

/** Grafana's own keys beside ours. */
const GRAFANAS = ['refId', 'datasource', 'datasourceId', 'hide', 'key', 'queryType', 'intervalMs', 'maxDataPoints'];

const isStrange = (key: string): boolean => !GRAFANAS.includes(key);

/** Reads a saved query of any version. Never throws. */
export function parse(saved: unknown): Parsed {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    return { problems: [{ path: '', message: 'A query is a JSON object with at least a "dataset".' }] };
  }
  const current = migrate(saved as Record<string, unknown>);
  if (isRaw(current)) {
    const parsed = parseRaw(current);
    return 'problems' in parsed ? parsed : { ...parsed, unknown: parsed.unknown.filter(isStrange) };
  }
  if (current.graphql !== undefined) {
    return { problems: [{ path: 'graphql', message: `GraphQL belongs to the dataset "${RAW}" alone.` }] };
  }
  const left = unresolved(saved);
  if (left.length > 0) {
    return { problems: left.map(({ path, name }) => ({ path, message: unresolvedMessage(name) })) };
  }
  const shaped = v.safeParse(schema, current);
  if (!shaped.success) {
    return { problems: shaped.issues.map((issue) => ({ path: pathOf(issue), message: issue.message })) };
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
    : { query, dataset, unknown: Object.keys(current).filter((key) => !(key in schema.entries) && isStrange(key)) };
}

/** What is wrong with a saved query, for the editor and for errors; empty when nothing is. */
export function problems(saved: unknown): readonly Problem[] {
  const parsed = parse(saved);
  return 'problems' in parsed ? parsed.problems : [];
}

const unresolvedMessage = (name: string): string =>
  `The variable ${name} has no value here. Alert rules and other queries without a dashboard cannot use variables: write the value instead.`;

const pathOf = (issue: v.BaseIssue<unknown>): string =>
  (issue.path ?? []).reduce(
    (path, { key }) =>
      typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
    ''
  );

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

type Add = (path: string, message: string) => void;

function named(names: readonly string[], path: string, allowed: readonly string[], what: string, add: Add): void {
  names.forEach((name, index) => {
    if (!allowed.includes(name)) {
      add(`${path}[${index}]`, `"${name}" is not ${what} ${list(allowed)}.`);
    } else if (names.indexOf(name) !== index) {
      add(`${path}[${index}]`, `"${name}" is there twice.`);
    }
  });
}

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
    add(
      'show',
      `${stiff.label} (${stiff.name}) does not add up, so it has no ${show === 'share' ? 'share of a total' : 'rate'}. Choose "value".`
    );
  }
  const rate = shown.find(({ formula }) => formula?.perMinute);
  if ((show === 'perSecond' || show === 'perMinute') && rate) {
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

function filterProblems(filter: Filter, path: string, dataset: Dataset, depth: number, add: Add): void {
  if ('field' in filter) {
    return conditionProblems(filter, path, dataset, add);
  }
  const [key, inner] = 'or' in filter ? ['or', filter.or] : ['and', filter.and];
  if (inner.length === 0) {
    add(`${path}.${key}`, 'A group needs at least one filter.');
  }
  if (depth >= DEEPEST) {
    return add(path, `Groups of filters nest ${DEEPEST} deep at most.`);
  }
  inner.forEach((each, index) => filterProblems(each, `${path}.${key}[${index}]`, dataset, depth + 1, add));
}

function conditionProblems(
  { field: name, operator: operatorName, values }: Extract<Filter, { field: string }>,
  path: string,
  dataset: Dataset,
  add: Add
): void {
  const field = fieldOf(dataset, name);
  if (field === undefined) {
    return metricOf(dataset, name)
      ? add(`${path}.field`, `"${name}" is a metric, and the API cannot filter by metrics.`)
      : add(
          `${path}.field`,
          `"${name}" is not a field of ${dataset.name}, which has ${list([...dataset.dimensions, ...dataset.times].map((each) => each.name))}.`
        );
  }
  const operator = operatorOf(field.type, operatorName);
  if (operator === undefined) {
    return add(
      `${path}.operator`,
      `${name} cannot be compared with "${operatorName}", but with ${list(OPERATORS[field.type].map((each) => each.name))}.`
    );
  }
  if (values.length === 0 || (values.length > 1 && !operator.list)) {
    add(
      `${path}.values`,
      operator.list
        ? `${name} ${operator.label} needs at least one value.`
        : `${name} ${operator.label} needs exactly one value; for several use "in" or "notin".`
    );
  }
  const form = field.type === 'string' ? undefined : FORMS[field.type];
  const wrong = form && values.find((each) => !form.fits(each));
  if (form && wrong !== undefined) {
    add(`${path}.values`, `"${wrong}" is no ${form.words}.`);
  }
}
