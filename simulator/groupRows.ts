import { confidence } from './confidence';
import { blockOf, type Dataset } from './datasets';
import type { Value } from './dimensions';
import { groupsOf, type Groups } from './groups';
import { makeKeys, type Keys, type Order } from './keys';
import type { Metrics } from './metrics';
import { writtenTime, written, type Question } from './question';
import { first } from './ranking';
import { Refusal } from './refusal';

/** One group as the schema's default resolvers read it: blocks of metrics by name, `count`, and these. */
interface Row {
  readonly [block: string]: unknown;
  readonly dimensions: Readonly<Record<string, Value>>;
  confidence(args: { level: number }): Record<string, unknown>;
}

/** Errors: throws a Refusal. */
export function groupRows(question: Question): Row[] {
  const { dataset, limit, span, accepted, world } = question;
  const dimensions = dimensionsAmong(question.leaves);
  const metrics = dataset.metrics ?? {};
  const orders = question.orders.map((order) => selected(order, dataset, dimensions));
  const byDimension = orders.filter(({ field }) => field in dataset.dimensions);
  const keys = makeKeys(dimensions, byDimension, span, world.dimensions);
  if (keys.size > Number.MAX_SAFE_INTEGER) {
    throw new Refusal('heavy', 'query consumed excessive resources, please try running smaller queries');
  }
  const needed = Object.fromEntries(
    Object.entries(metrics)
      .filter(([name]) => isNeeded(name, question))
      .map(([name, { aggregate }]) => [name, aggregate])
  );
  const days = [...world.archive.days[dataset.kind](span)];
  const load = days.reduce((sum, { size }) => sum + size, 0) * (1 + dimensions.length);
  const groups = groupsOf(days, accepted, keys, needed, world.sampling(load));
  const columns = beforeTies(orders, dataset).map((order) => sortColumn(groups, keys, order));
  return first([...columns, groups.keys], limit).map((group) => rowOf(question, dimensions, groups, keys, group));
}

function dimensionsAmong(leaves: readonly string[]): string[] {
  const prefix = 'dimensions.';
  const names = leaves.filter((leaf) => leaf.startsWith(prefix)).map((leaf) => leaf.slice(prefix.length));
  return [...new Set(names)].filter((name) => name !== '__typename');
}

/** Errors: throws a Refusal for what is no metric and is not selected. */
function selected(order: Order, { metrics = {} }: Dataset, dimensions: readonly string[]): Order {
  if (!(order.field in metrics) && !dimensions.includes(order.field)) {
    throw new Refusal('query', `error parsing args: cannot order by ${order.field}, which is not selected`);
  }
  return order;
}

/** Whether a metric is selected, or an interval around it, or ordered by. */
function isNeeded(metric: string, { leaves, orders }: Question): boolean {
  const path = metric.replace('_', '.');
  return (
    orders.some(({ field }) => field === metric) ||
    leaves.some((leaf) => leaf === path || leaf.startsWith(`confidence.${path}.`))
  );
}

/** The orders up to the last metric. Dimensions after it are what the grouping key begins with anyhow. */
function beforeTies(orders: readonly Order[], { dimensions }: Dataset): readonly Order[] {
  const lastMetric = orders.map(({ field }) => field in dimensions).lastIndexOf(false);
  return orders.slice(0, lastMetric + 1);
}

function sortColumn({ keys: ofGroup, metrics }: Groups, keys: Keys, { field, descending }: Order): number[] {
  const sign = descending ? -1 : 1;
  const metric = metrics[field];
  return ofGroup.map((key, group) => sign * (metric ? metric(group) : keys.code(key, field)));
}

function rowOf(
  { dataset, world }: Question,
  dimensions: readonly string[],
  groups: Groups,
  keys: Keys,
  group: number
): Row {
  const { metrics = {}, confident } = dataset;
  const sampleSize = groups.samples[group];
  const known = Object.entries(groups.metrics).map(([name, value]) => [name, value(group)] as const);
  const valueOf = (name: string): Value => {
    const code = keys.code(groups.keys[group], name);
    return written(world.dimensions[name].value(code), dataset.dimensions[name]);
  };
  return {
    ...nested(known.map(([name, value]) => [name, writtenMetric(value, metrics[name])])),
    dimensions: Object.fromEntries(dimensions.map((name) => [name, valueOf(name)])),
    confidence({ level }) {
      if (!(level > 0 && level < 1)) {
        throw new Refusal('query', 'error parsing args: level must be between 0 and 1');
      }
      const intervals = known
        .filter(([name]) => name === 'count' || confident.includes(name))
        .map(([name, value]) => [name, confidence(value, sampleSize, level)] as const);
      return { level, ...nested(intervals) };
    },
  };
}

const writtenMetric = (value: number, { type }: Metrics[string]): Value =>
  type === 'Time' ? writtenTime(value) : value;

/** `sum_minutesViewed` becomes a field of `sum`. */
function nested(values: ReadonlyArray<readonly [string, unknown]>): Record<string, unknown> {
  const blocks: Record<string, unknown> = {};
  for (const [name, value] of values) {
    const { block, field } = blockOf(name);
    if (block) {
      blocks[block] = { ...(blocks[block] as object | undefined), [field]: value };
    } else {
      blocks[field] = value;
    }
  }
  return blocks;
}
