import type { Flat } from '../../simulator/reference';
import type { Filter, FrameJson, Result, Window } from '../../src/core';
import { earliestOf, settledUntil } from './buckets';
import type { Refused, Text, TextCase } from './case';
import { eventsIn } from './events';
import { DAY, FACTS, measure } from './facts';
import { passes } from './filters';
import { isSame } from './same';

/** Queries in GraphQL: how a text is written, and what rows it must give, group by group. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const RANGE = 'datetime_geq: $from, datetime_lt: $to';

export function textOf({ dataset, metrics, groupBy, times, filters, orderBy, limit }: Text): string {
  const blocks = new Map<string, string[]>();
  for (const metric of metrics) {
    const [block, field] = metric.split('.');
    blocks.set(block, [...(blocks.get(block) ?? []), ...(field ? [field] : [])]);
  }
  const selected = [...blocks].map(([block, fields]) =>
    fields.length > 0 ? `${block} { ${fields.join(' ')} }` : block
  );
  const dimensions = [...times.map((time) => (time === '$bucket' ? 'ts: $bucket' : time)), ...groupBy];
  const orders = orderBy.map(({ field, direction }) => `${field.replace('.', '_')}_${direction.toUpperCase()}`);
  const more = filters.map((filter) => conditionOf(filter, dataset));
  return `${dataset}(filter: { ${RANGE}${more.length > 0 ? `, AND: [${more.join(', ')}]` : ''} }, limit: ${limit}${
    orders.length > 0 ? `, orderBy: [${orders.join(', ')}]` : ''
  }) {
  ${selected.join('\n  ')}${dimensions.length > 0 ? `\n  dimensions { ${dimensions.join(' ')} }` : ''}
}`;
}

/** Lists of what the API takes for bytes are alternatives. */
function conditionOf(filter: Filter, dataset: string): string {
  if ('or' in filter || 'and' in filter) {
    const [name, all] = 'or' in filter ? ['OR', filter.or] : ['AND', filter.and];
    return `{ ${name}: [${all.map((each) => conditionOf(each, dataset)).join(', ')}] }`;
  }
  const { field, operator, values } = filter;
  const { numbers, bytes } = FACTS[dataset].tested;
  const literals = values.map((text) => (numbers.includes(field) ? String(Number(text)) : JSON.stringify(text)));
  const isList = operator === 'in' || operator === 'notin';
  if (isList && bytes.includes(field)) {
    const [name, suffix] = operator === 'in' ? ['OR', ''] : ['AND', '_neq'];
    return `{ ${name}: [${literals.map((each) => `{ ${field}${suffix}: ${each} }`).join(', ')}] }`;
  }
  const suffix = operator === 'eq' ? '' : `_${operator}`;
  return `{ ${field}${suffix}: ${isList ? `[${literals.join(', ')}]` : literals[0]} }`;
}

/** A row of the API: one of each group. */
interface Row {
  /** By name of the column. */
  readonly cells: Readonly<Record<string, number | string | null>>;
  /** What orders go by, metrics that are not selected among them. */
  readonly order: Readonly<Record<string, number | string>>;
}

/** What is not as it must be of a result; undefined where all is. `refused` tells that it had to be refused and was. */
export function textDifference(given: TextCase, { error, frames }: Result): { how?: string; refused?: boolean } {
  const { span, bucket } = shownBy(given);
  const found = refusalsOf(given);
  const rows = found.length > 0 ? [] : rowsOf(given, span);
  const full = found.length > 0 ? [] : fullOf(given, rows, bucket);
  const refusals = [...found, ...full];
  if (refusals.length > 0) {
    const fits = refusals.some((each) => error?.class === each.class && error.message.includes(each.word));
    return fits
      ? { refused: true }
      : { how: `must be refused (${JSON.stringify(refusals)}) and is: ${JSON.stringify(error)}` };
  }
  if (error !== undefined) {
    return { how: `must not be refused and is: ${JSON.stringify(error)}` };
  }
  const { asks, query } = given;
  return {
    how:
      query.format === 'timeSeries'
        ? seriesDifference(given, frames, rows)
        : rowsDifference(asks, frames, rows, bucket === undefined),
  };
}

/** The dimension that `$bucket` is: the finest of the API's own that is no finer than a point, days only where they are its own. */
function bucketOf({ asks, intervalMs, maxDataPoints, range }: TextCase): string {
  const { native } = FACTS[asks.dataset];
  const least = Math.max(intervalMs, (range.to - range.from) / maxDataPoints);
  const found = native.find(({ name, ms }) => name !== 'day' && ms >= least) ?? native[native.length - 1];
  return dimensionOf(found.name);
}

const dimensionOf = (name: string): string =>
  name === 'day' ? 'date' : `datetime${name[0].toUpperCase()}${name.slice(1)}`;

/** Times that a text selects, by the names of their columns. */
const timesOf = (given: TextCase): Array<{ column: string; dimension: string }> =>
  given.asks.times.map((time) =>
    time === '$bucket' ? { column: 'ts', dimension: bucketOf(given) } : { column: time, dimension: time }
  );

/** The finest time of a text in ms, and what of the range is asked for by it; by no time it is whole minutes. */
function shownBy(given: TextCase): { span: Window; bucket?: number } {
  const { asks, range, now, caller, limits } = given;
  const widths = new Map([
    ['datetime', SECOND],
    ...FACTS[asks.dataset].native.map(({ name, ms }): [string, number] => [dimensionOf(name), ms]),
  ]);
  const selected = timesOf(given).map(({ dimension }) => widths.get(dimension) ?? NaN);
  const bucket = selected.length > 0 ? Math.min(...selected) : undefined;
  const unit = bucket ?? MINUTE;
  const latest = caller === 'alert' ? Math.floor(settledUntil(given) / unit) * unit : Math.ceil(now / unit) * unit;
  const to = Math.min(Math.ceil(range.to / unit) * unit, latest);
  const earliest = earliestOf(given);
  const from = Math.max(Math.floor(range.from / unit) * unit, Math.ceil(earliest / unit) * unit);
  const asked = Math.min(range.to, latest) - Math.max(range.from, earliest);
  const fits = bucket === undefined && Math.floor(asked / SECOND) <= limits.maxDuration;
  return {
    span: { from: fits ? Math.max(from, to - Math.floor(limits.maxDuration / 60) * MINUTE) : from, to },
    bucket,
  };
}

function refusalsOf(given: TextCase): Refused[] {
  const { range, limits, asks, caller } = given;
  if (range.from > range.to) {
    return [{ class: 'user', word: 'ends before it begins' }];
  }
  const found: Refused[] = [];
  if (!limits.enabled) {
    found.push({ class: 'permission', word: 'not available' });
  }
  if (asks.limit > limits.maxPageSize) {
    found.push({ class: 'user', word: `Cloudflare gives ${limits.maxPageSize} at most` });
  }
  const { span, bucket } = shownBy(given);
  if (span.from >= span.to) {
    return caller === 'alert' ? [...found, { class: 'user', word: 'settled' }] : found;
  }
  if (bucket === undefined && span.to - span.from > limits.maxDuration * SECOND) {
    found.push({ class: 'user', word: 'cannot be put together' });
  }
  if (asks.metrics.length + asks.groupBy.length + asks.times.length > limits.maxNumberOfFields) {
    found.push({ class: 'limit', word: String(limits.maxNumberOfFields) });
  }
  return found;
}

/** Rows of the API behind a text, however many a page takes. */
export const rowsOfText = (given: TextCase): number => rowsOf(given, shownBy(given).span).length;

/** A time that has as many rows by itself as the text takes cannot be told from one that has more. */
function fullOf({ asks }: TextCase, rows: readonly Row[], bucket: number | undefined): Refused[] {
  const counts = new Map<number, number>();
  for (const { order } of bucket === undefined ? [] : rows) {
    const time = Math.floor(Number(order.time) / (bucket as number));
    counts.set(time, (counts.get(time) ?? 0) + 1);
  }
  return [...counts.values()].some((count) => count >= asks.limit) ? [{ class: 'limit', word: 'alone has' }] : [];
}

/** Every group of a text's dimensions and times. */
function rowsOf(given: TextCase, { from, to }: Window): Row[] {
  const { asks, now } = given;
  const facts = FACTS[asks.dataset];
  const times = timesOf(given);
  const groups = new Map<string, Flat[]>();
  for (const event of eventsIn(given, asks.dataset, { from, to: Math.min(to, now + 1) })) {
    if (asks.filters.every((filter) => passes(filter, event.dimensions))) {
      const names = [...times.map(({ dimension }) => dimension), ...asks.groupBy];
      const key = JSON.stringify(names.map((name) => event.dimensions[name]));
      groups.set(key, [...(groups.get(key) ?? []), event]);
    }
  }
  return [...groups.values()].map((events): Row => {
    const [{ dimensions, time }] = events;
    const metrics = asks.metrics.map((name): [string, number] => [name, measure(facts, name, events)]);
    const ordered = asks.orderBy.flatMap(({ field }): Array<[string, number | string]> =>
      facts.metrics.includes(field) ? [[field, measure(facts, field, events)]] : [[field, dimensions[field]]]
    );
    return {
      cells: Object.fromEntries([
        ...metrics.map(([name, value]): [string, number | null] => [name, Number.isNaN(value) ? null : value]),
        ...times.map(({ column, dimension }): [string, number] => [column, Date.parse(String(dimensions[dimension]))]),
        ...asks.groupBy.map((name): [string, string] => [name, String(dimensions[name])]),
      ]),
      order: { ...Object.fromEntries(ordered), time, $bucket: dimensions[bucketOf(given)] },
    };
  });
}

/** Compares two rows as a text orders them; what it leaves open is 0. */
const byOrder =
  ({ orderBy }: Text) =>
  (a: Row, b: Row): number => {
    for (const { field, direction } of orderBy) {
      const [x, y] = [a.order[field], b.order[field]];
      const step = typeof x === 'number' ? x - Number(y) : Buffer.compare(Buffer.from(x), Buffer.from(String(y)));
      if (step !== 0) {
        return direction === 'asc' ? step : -step;
      }
    }
    return 0;
  };

/** Rows of a table, in the order of the text as far as it has one. Of a total the text's limit takes the first. */
function rowsDifference(
  asks: Text,
  [{ schema, data }]: readonly FrameJson[],
  rows: readonly Row[],
  isCut: boolean
): string | undefined {
  const names = schema.fields.map(({ name }) => name);
  const meant = rows.map(({ cells }) => cells);
  const columns = [...new Set(meant.flatMap((cells) => Object.keys(cells)))];
  if (meant.length > 0 && [...names].sort().join() !== [...columns].sort().join()) {
    return `fields ${names.join()} where ${columns.join()} are right`;
  }
  const shown = data.values[0].map((_, row) =>
    Object.fromEntries(names.map((name, column) => [name, data.values[column][row]]))
  );
  const identity = [...names].filter((name) => !asks.metrics.includes(name));
  const keyOf = (cells: Readonly<Record<string, unknown>>) => JSON.stringify(identity.map((name) => cells[name]));
  const byKey = new Map(rows.map((row) => [keyOf(row.cells), row]));
  const found = shown.map((cells) => byKey.get(keyOf(cells)));
  const wrong = shown.findIndex(
    (cells, row) => !names.every((name) => found[row] !== undefined && isSame(cells[name], found[row].cells[name]))
  );
  if (wrong >= 0) {
    return `row ${JSON.stringify(shown[wrong])} where ${JSON.stringify(found[wrong]?.cells)} is right`;
  }
  const wanted = isCut ? Math.min(asks.limit, rows.length) : rows.length;
  if (new Set(shown.map(keyOf)).size !== shown.length || shown.length !== wanted) {
    return `${shown.length} rows where ${wanted} are right`;
  }
  const first = [...rows].sort(byOrder(asks)).slice(0, wanted);
  const isHidden = asks.orderBy.some(({ field }) => ![...asks.metrics, ...asks.groupBy, ...asks.times].includes(field));
  const inOrder = (isHidden && !isCut ? [...found].sort((a, b) => byOrder(asks)(a as Row, b as Row)) : found) as Row[];
  const outOfOrder = inOrder.findIndex((row, place) => byOrder(asks)(row, first[place]) !== 0);
  return outOfOrder >= 0
    ? `row ${outOfOrder} is ${JSON.stringify(inOrder[outOfOrder].cells)} where one like ${JSON.stringify(first[outOfOrder].cells)} is right`
    : undefined;
}

/** Series: a value wherever there is a row, and nothing else. */
function seriesDifference(
  given: TextCase,
  [{ schema, data }]: readonly FrameJson[],
  rows: readonly Row[]
): string | undefined {
  const { asks } = given;
  const [{ column }] = timesOf(given);
  const meant = new Map(
    rows.flatMap(({ cells }) =>
      asks.metrics
        .filter((metric) => cells[metric] !== null)
        .map((metric): [string, unknown] => [
          JSON.stringify([cells[column], metric, asks.groupBy.map((name) => cells[name])]),
          cells[metric],
        ])
    )
  );
  const [times, ...series] = data.values;
  const shown = new Map(
    series.flatMap((values, s) => {
      const { name, labels = {} } = schema.fields[s + 1];
      return values.flatMap((value, row): Array<[string, unknown]> =>
        value === null ? [] : [[JSON.stringify([times[row], name, asks.groupBy.map((each) => labels[each])]), value]]
      );
    })
  );
  const wrong = [...new Set([...shown.keys(), ...meant.keys()])].find((key) => !isSame(shown.get(key), meant.get(key)));
  if (wrong !== undefined) {
    return `${wrong}: ${String(shown.get(wrong))} where ${String(meant.get(wrong))} is right`;
  }
  const isAscending = times.every((time, row) => row === 0 || Number(times[row - 1]) < Number(time));
  return isAscending ? undefined : `times do not ascend: ${times.join()}`;
}

/** Ranges that give few pages. */
export const longestText = (times: readonly string[]): number =>
  times.includes('datetime') ? 6 * 60 * MINUTE : times.length > 0 ? 4 * DAY : 35 * DAY;
