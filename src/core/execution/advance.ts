import { classify, CLASSES, failure, type Failure } from '../failure';
import type { Context, Reply, Table } from '../seam';
import { opened, restart } from './begin';
import type { Execution, Reading, Step } from './execution';
import { group, keyOf } from './groups';
import { take, type Page } from './page';
import type { Plan } from './plan';
import { ranked } from './rank';
import { rankOrder, readOnly, toAsk, type Piece } from './read';
import { failed, finished } from './result';

/** Asks of one query at most: half of what Cloudflare allows in five minutes. */
const MOST_ASKS = 150;

/**
 * One step of an execution. Performs no effect: it returns the asks that somebody else must make. Same execution and same
 * replies, same step, in either host; in whatever order replies come, the result is the same.
 *
 * @param replies answers to open asks, any part of them, in any order; a reply that nothing waits for changes nothing
 * @returns asks that follow from the replies, and the result once there is nothing more to wait for. Never throws: a failed ask
 *   ends up in the result.
 */
export function advance(execution: Execution, replies: readonly Reply[]): Step {
  const { plan, reading, result } = execution;
  if (result !== undefined || plan === undefined || reading === undefined) {
    return { execution, asks: [], result };
  }
  const open = new Map(reading.open);
  const pages: Array<Page & { id: string }> = [...reading.pages];
  const pieces: Piece[] = [];
  let rows = execution.rows;
  for (const reply of replies) {
    const piece = open.get(reply.id);
    if (piece === undefined) {
      continue;
    }
    open.delete(reply.id);
    if (reply.refusal) {
      return refused(execution, plan, classify(reply.refusal));
    }
    const taken = take(reading.read, piece, reply.table as Table);
    if ('class' in taken) {
      return failed(execution, taken);
    }
    rows += (reply.table as Table).rows;
    pages.push({ ...taken.page, id: piece.id });
    pieces.push(...taken.pieces);
  }
  pieces.forEach((piece) => open.set(piece.id, piece));
  const asks = pieces.map((piece) => toAsk(reading.read, piece));
  const next = { ...execution, rows, reading: { ...reading, open, pages }, asked: [...execution.asked, ...asks] };
  if (next.asked.length > MOST_ASKS) {
    return failed(
      execution,
      failure(
        'limit',
        `The answer has more than ${rows} rows and would take more than ${MOST_ASKS} queries. A shorter range, a coarser interval, a filter or fewer dimensions work.`
      )
    );
  }
  return open.size > 0 ? { execution: next, asks } : complete(next, plan, next.reading);
}

function complete(execution: Execution, plan: Plan, reading: Reading): Step {
  const pages = [...reading.pages].sort((a, b) => (a.id < b.id ? -1 : 1));
  const metrics = plan.metrics.filter(({ name }) => reading.read.metrics.includes(name));
  const groups = group(reading.read, metrics, reading.phase === 'rank' ? undefined : plan.slots, pages);
  if ('class' in groups) {
    return failed(execution, groups);
  }
  if (reading.phase === 'read') {
    return finished(execution, plan, groups, reading.order);
  }
  const { groupBy, limit } = plan.query;
  const keys = ranked(groups, { groupBy, metrics, orderBy: rankOrder(plan.query), limit }).map((index) =>
    keyOf(groups, index)
  );
  return keys.length === 0
    ? finished(execution, plan, groups)
    : opened(execution, 'read', readOnly(plan.read, keys), keys);
}

/** The API knows its limits better than its settings node or the documentation: plan again with what it says, once. */
function refused(execution: Execution, plan: Plan, found: Failure): Step {
  const learnt = found.seconds;
  if (CLASSES[found.class].again !== 'replan' || learnt === undefined || learnt <= 0 || execution.replanned) {
    return failed(execution, found);
  }
  const name = plan.dataset.name;
  const limit = found.class === 'retention' ? { notOlderThan: learnt } : { maxDuration: learnt };
  const context: Context = {
    ...execution.context,
    limits: { ...execution.context.limits, [name]: { ...execution.context.limits[name], ...limit } },
  };
  return restart({ ...execution, context, replanned: true });
}
