import type { GraphQLResolveInfo } from 'graphql';
import type { Window } from '../src/core/seam';
import type { Dataset } from './datasets';
import type { Reader } from './dimensions';
import { requireAccess } from './entitlement';
import { eventRows } from './eventRows';
import { accepts, fieldsOf, reach, type Filter } from './filter';
import { groupRows } from './groupRows';
import type { Order } from './keys';
import { enforce } from './limits';
import { selectedLeaves } from './selection';
import type { World } from './world';

export interface NodeArguments {
  readonly filter: Filter;
  readonly limit: number;
  readonly orderBy?: readonly string[] | null;
}

/**
 * The rows of one node: events, or groups that have at least one, in order, cut at the limit without a word.
 * Errors: throws a Refusal.
 */
export function answerNode(dataset: Dataset, args: NodeArguments, info: GraphQLResolveInfo, world: World): unknown[] {
  const now = world.now();
  const { filter, limit } = args;
  const leaves = selectedLeaves(info);
  const orders = (args.orderBy ?? []).map(orderOf);
  const reached = reach(filter);
  requireAccess(dataset, [...leaves, ...orders.map(({ field }) => field), ...fieldsOf(filter)], world);
  const { account, limits, rangeWording: wording } = world;
  enforce(limits, { account, limit, fields: leaves.length, reach: reached, wording }, now);

  // What began at the very moment of the edge is known.
  const edge = now - world.delaySeconds * 1000 + 1;
  const span = { from: Math.max(0, reached.from), to: Math.min(reached.to, edge) };
  const accepted = known(dataset, filter, span, world);
  const rows = dataset.metrics ? groupRows : eventRows;
  return rows({ dataset, leaves, orders, limit, span, accepted, world });
}

function orderOf(value: string): Order {
  const cut = value.lastIndexOf('_');
  return { field: value.slice(0, cut), descending: value.endsWith('_DESC') };
}

/** Whether an event is of the dataset, in the filter, in the known past, and in no quiet span. */
function known({ unless }: Dataset, filter: Filter, span: Window, { quiet, dimensions }: World): Reader<boolean> {
  const passesAt = accepts(filter, dimensions);
  // No column holds this where none is excluded.
  const excluded = unless?.is ?? -1;
  const spans = quiet();
  return (day) => {
    const { second } = day.columns;
    const passes = passesAt(day);
    const told = unless && day.columns[unless.column];
    return (row) => {
      const time = day.from + second[row] * 1000;
      return (
        time < span.to &&
        told?.[row] !== excluded &&
        passes(row) &&
        !spans.some(({ from, to }) => time >= from && time < to)
      );
    };
  };
}
