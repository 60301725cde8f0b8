import { classify } from '../classify';
import type { Failure, Learnt } from '../failure';
import { advanceLogs, logsShown, type LogsReading } from '../logs/read';
import { advanceRaw, rawShown } from '../raw/read';
import { limitOf } from '../limits';
import { awaits, hear, isOver, type Lookup } from '../names/lookup';
import { advanceSource, type SourceExecution } from '../rest/execution';
import type { Reply } from '../seam';
import { restart } from './begin';
import type { Execution, Opened, Step } from './execution';
import { onwards } from './onwards';
import { take, type Page } from './page';
import { forCaller, withReply } from './provenance';
import { failed, shown } from './result';

/** A query may meet three limits of each of two datasets: how wide a range may be, how old, and how many rows a page has. */
const MOST_REPLANS = 6;

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
  const waiting = [...reading.waiting];
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
    const taken = take(read, known, reply.table);
    if ('class' in taken) {
      return failed(execution, taken);
    }
    rows += taken.page.rows;
    pages.push({ ...taken.page, until, part, piece });
    waiting.push(...taken.pieces.map((next) => ({ part, piece: next })));
  }
  return onwards({ ...execution, rows }, plan, { ...reading, open, pages, waiting });
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

/** The API knows its limits better than its settings node or the documentation: plan again with what it says. */
function refused(execution: Execution, dataset: string, found: Failure): Step {
  const { context, replans } = execution;
  const known = context.limits[dataset];
  const learnt = Object.entries(found.learnt ?? {}) as Array<[keyof Learnt, number | undefined]>;
  const helps = learnt.some(([name, value = 0]) => value > 0 && value < limitOf(known, name));
  if (!helps || replans >= MOST_REPLANS) {
    return failed(execution, found);
  }
  const limits = { ...context.limits, [dataset]: { ...known, ...found.learnt } };
  return restart({ ...execution, context: { ...context, limits }, rows: 0, replans: replans + 1 });
}
