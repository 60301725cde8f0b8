import type { GraphQLResolveInfo } from 'graphql';
import type { Window } from '../src/core/seam';
import { NUMBERS } from './columns';
import { confidence } from './confidence';
import type { Dataset } from './datasets';
import { accepts, reach, type Accepts, type Filter } from './filter';
import { firstGroups, groupsOf, SAMPLE_INTERVAL, type Groups } from './groups';
import { makeKeys, type Keys, type Order } from './keys';
import { enforce } from './limits';
import { Refusal } from './refusal';
import { selectedLeaves } from './selection';
import type { World } from './world';

export interface NodeArguments {
  readonly filter: Filter;
  readonly limit: number;
  readonly orderBy?: readonly string[] | null;
}

/** One row as the schema's default resolvers read it. */
interface Row {
  readonly avg: Readonly<Record<string, number>>;
  readonly count: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly sum: Readonly<Record<string, number>>;
  confidence(args: { level: number }): Record<string, unknown>;
}

/**
 * The rows of one node: groups that have at least one viewing, in order, cut at the limit without a word.
 * Errors: throws a Refusal.
 */
export function answerNode(dataset: Dataset, args: NodeArguments, info: GraphQLResolveInfo, world: World): Row[] {
  const now = world.now();
  const leaves = selectedLeaves(info);
  const reached = reach(args.filter);
  enforce(world.limits, { account: world.account, limit: args.limit, fields: leaves.length, reach: reached }, now);

  const dimensions = dimensionsAmong(leaves);
  const orders = ordersOf(args.orderBy ?? [], dataset, dimensions);
  // What began at this very moment is known.
  const span = { from: Math.max(0, reached.from), to: Math.min(reached.to, now + 1) };
  const byDimension = orders.filter(({ field }) => field in dataset.dimensions);
  const keys = makeKeys(dimensions, byDimension, span, world.texts);
  if (keys.size > Number.MAX_SAFE_INTEGER) {
    throw new Refusal('heavy', 'query consumed excessive resources, please try running smaller queries');
  }

  const groups = groupsOf(world.archive.days(span), known(args.filter, span, world), NUMBERS[dataset.name], keys);
  const first = firstGroups(groups, keys, beforeTies(orders, dataset), args.limit);
  return first.map((group) => rowOf(dataset, dimensions, groups, keys, group, world));
}

const dimensionsAmong = (leaves: readonly string[]): string[] => {
  const prefix = 'dimensions.';
  return [...new Set(leaves.filter((leaf) => leaf.startsWith(prefix)).map((leaf) => leaf.slice(prefix.length)))].filter(
    (name) => name !== '__typename'
  );
};

function ordersOf(orderBy: readonly string[], dataset: Dataset, dimensions: readonly string[]): Order[] {
  return orderBy.map((value) => {
    const cut = value.lastIndexOf('_');
    const field = value.slice(0, cut);
    if (field in dataset.dimensions && !dimensions.includes(field)) {
      throw new Refusal('query', `error parsing args: cannot order by ${field}, which is not selected`);
    }
    return { field, descending: value.endsWith('_DESC') };
  });
}

/** The orders up to the last metric. Dimensions after it are what the grouping key begins with anyhow. */
function beforeTies(orders: readonly Order[], { dimensions }: Dataset): readonly Order[] {
  const lastMetric = orders.map(({ field }) => field in dimensions).lastIndexOf(false);
  return orders.slice(0, lastMetric + 1);
}

/** Whether a viewing is in the filter, in the known past, and in no quiet span. */
function known(filter: Filter, span: Window, { quiet, texts }: World): Accepts {
  const passes = accepts(filter, texts);
  const spans = quiet();
  return (day, row) => {
    const time = day.from + day.second[row] * 1000;
    return time < span.to && passes(day, row) && !spans.some(({ from, to }) => time >= from && time < to);
  };
}

function rowOf(
  dataset: Dataset,
  dimensions: readonly string[],
  groups: Groups,
  keys: Keys,
  group: number,
  world: World
): Row {
  const count = groups.count[group];
  const sum = groups.sum[group];
  const samples = groups.samples[group];
  return {
    avg: Object.fromEntries(dataset.avg.map((field) => [field, SAMPLE_INTERVAL])),
    count,
    dimensions: Object.fromEntries(
      dimensions.map((name) => [name, written(keys.code(groups.keys[group], name), name, dataset, world)])
    ),
    sum: Object.fromEntries(dataset.sum.map((field) => [field, sum])),
    confidence({ level }) {
      if (!(level > 0 && level < 1)) {
        throw new Refusal('query', 'error parsing args: level must be between 0 and 1');
      }
      return {
        level,
        count: confidence(count, samples, level),
        sum: Object.fromEntries(dataset.confidentSum.map((field) => [field, confidence(sum, samples, level)])),
      };
    },
  };
}

/** A dimension's value as the API writes it. */
function written(code: number, dimension: string, dataset: Dataset, { texts }: World): string {
  switch (dataset.dimensions[dimension]) {
    case 'string':
      return texts[dimension].dictionary[code];
    case 'Date':
      return new Date(code).toISOString().slice(0, 10);
    case 'Time':
      return `${new Date(code).toISOString().slice(0, 19)}Z`;
  }
}
