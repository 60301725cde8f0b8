import { classify, CLASSES, type Failure } from '../failure';
import { advanceLogs, logsShown, type LogsReading } from '../logs/read';
import { advanceRaw, rawShown } from '../raw/read';
import { bounds } from '../limits';
import { awaits, hear, isOver, type Lookup } from '../names/lookup';
import { advanceSource, type SourceExecution } from '../rest/execution';
import type { Context, GraphqlAsk, Reply, Table } from '../seam';
import { opened, restart } from './begin';
import { overCeiling } from './ceilings';
import type { Execution, Opened, Reading, Step } from './execution';
import { keyOf } from './groups';
import { filled, gathered } from './numbers';
import { ordered } from './ordered';
import { take, type Page } from './page';
import type { Plan } from './plan';
import { readOnly, toAsk } from './read';
import { rankOrder } from './parts';
import { forCaller, withReply } from './provenance';
import { failed, finished, shown } from './result';

/** A query may meet two limits of each of two datasets: how wide a range may be, and how old. */
const MOST_REPLANS = 4;

/**
 * One step of an execution. Performs no effect: it returns the asks that somebody else must make. Same execution and same
 * replies, same step, in either host; in whatever order replies come, the result is the same.
 *
 * @param replies answers to open asks, any part of them, in any order; a reply that nothing waits for changes nothing
 * @returns asks that follow from the replies, and the result once there is nothing more to wait for. Never throws: a failed ask
 *   ends up in the result.
 */
export function advance(given: Execution | SourceExecution, all: readonly Reply[]): Step {
  const replies = all.map((reply) => forCaller(reply, given.context.caller));
  if ('source' in given) {
    return advanceSource(given, replies);
  }
  const execution = heard(given, replies);
  const { plan, raw, logs, reading, lookup, result } = execution;
  if (lookup !== undefined && result === undefined) {
    return named(execution, hear(lookup, replies));
  }
  if (raw !== undefined && result === undefined) {
    const step = advanceRaw(execution, raw, replies);
    return 'class' in step ? refused(execution, raw.plan.document.dataset.name, step) : step;
  }
  if (logs !== undefined && result === undefined) {
    const step = advanceLogs(execution, logs, replies);
    return 'class' in step ? refused(execution, logs.plan.dataset.name, step) : step;
  }
  if (result !== undefined || plan === undefined || reading === undefined) {
    return { execution, asks: [], result };
  }
  const open = new Map(reading.open);
  const pages: Array<Page & Opened> = [...reading.pages];
  const asks: GraphqlAsk[] = [];
  let rows = execution.rows;
  for (const reply of replies) {
    const answered = open.get(reply.id);
    if (answered === undefined) {
      continue;
    }
    open.delete(reply.id);
    const { part, piece } = answered;
    const { read } = reading.parts[part];
    if (reply.refusal) {
      return refused(execution, read.dataset.name, classify(reply.refusal));
    }
    const until = reply.stale?.until;
    const known = until === undefined ? piece : { ...piece, window: { from: piece.window.from, to: until } };
    const taken = take(read, known, reply.table as Table);
    if ('class' in taken) {
      return failed(execution, taken);
    }
    rows += (reply.table as Table).rows;
    pages.push({ ...taken.page, until, part, piece });
    taken.pieces.forEach((next) => open.set(next.id, { part, piece: next }));
    asks.push(...taken.pieces.map((next) => toAsk(read, next)));
  }
  const next = { ...execution, rows, reading: { ...reading, open, pages }, asked: [...execution.asked, ...asks] };
  const over = overCeiling(next);
  if (over !== undefined) {
    return failed(execution, over);
  }
  return open.size > 0 ? { execution: next, asks } : complete(next, plan, next.reading);
}

/** What replies to open asks say of where they come from. */
function heard(execution: Execution, replies: readonly Reply[]): Execution {
  const { reading, raw, logs, lookup, result } = execution;
  const isOpen = ({ id }: Reply) =>
    reading?.open.has(id) || raw?.open.has(id) || logs?.open.id === id || (lookup && awaits(lookup, id));
  const byId = new Map(replies.filter(isOpen).map((reply) => [reply.id, reply]));
  const counted = result === undefined ? [...byId.values()] : [];
  return { ...execution, provenance: counted.reduce(withReply, execution.provenance) };
}

/** All that was read is there: what is open are names. */
function named(execution: Execution, lookup: Lookup): Step {
  const next = { ...execution, lookup };
  const { plan, answer, raw, logs } = next;
  if (!isOver(lookup)) {
    return { execution: next, asks: [] };
  }
  if (plan !== undefined && answer !== undefined) {
    return shown(next, plan, answer);
  }
  return raw ? rawShown(next, raw) : logsShown(next, logs as LogsReading);
}

function complete(execution: Execution, plan: Plan, reading: Reading): Step {
  const pages = [...reading.pages].sort((a, b) => (a.piece.id < b.piece.id ? -1 : 1));
  if (reading.phase === 'read') {
    return finished(execution, plan, { ...reading, pages });
  }
  const read = gathered('groups', reading.parts, pages);
  if ('class' in read) {
    return failed(execution, read);
  }
  const numbers = filled(read, { now: plan.whole });
  const { groups } = numbers;
  const keys = ordered(plan, numbers, rankOrder(plan.query), plan.query.limit).map((index) => keyOf(groups, index));
  if (keys.length === 0) {
    return finished(execution, plan, { parts: [], pages: [] });
  }
  const parts = plan.parts.map((part) => (part.of === 'groups' ? { ...part, read: readOnly(part.read, keys) } : part));
  return opened(execution, 'read', parts, { keys, of: groups.size });
}

/** The API knows its limits better than its settings node or the documentation: plan again with what it says. */
function refused(execution: Execution, dataset: string, found: Failure): Step {
  const learnt = found.seconds ?? 0;
  const { retentionMs, maxDurationMs } = bounds(execution.context.limits[dataset]);
  const known = found.class === 'retention' ? retentionMs : maxDurationMs;
  const helps = CLASSES[found.class].again === 'replan' && learnt > 0 && learnt * 1000 < known;
  if (!helps || execution.replans >= MOST_REPLANS) {
    return failed(execution, found);
  }
  const limit = found.class === 'retention' ? { notOlderThan: learnt } : { maxDuration: learnt };
  const context: Context = {
    ...execution.context,
    limits: { ...execution.context.limits, [dataset]: { ...execution.context.limits[dataset], ...limit } },
  };
  return restart({ ...execution, context, replans: execution.replans + 1 });
}
