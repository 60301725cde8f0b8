import { affordable, cutNotice, overCeiling, tooLarge } from './ceilings';
import { cut } from './cut';
import type { Execution, Opened, Ranking, Reading, Step } from './execution';
import { keyOf } from './groups';
import { filled, gathered } from './numbers';
import { ordered } from './ordered';
import { rankOrder, type Part } from './parts';
import type { Plan } from './plan';
import { firstPieces, readOnly, toAsk } from './read';
import { failed, finished } from './result';

/** The step that begins a reading: one ask a window of every part. */
export function opened(
  execution: Execution,
  plan: Plan,
  phase: Reading['phase'],
  parts: readonly Part[],
  ranking?: Ranking
): Step {
  const prefix = `${'again-'.repeat(execution.replans)}${phase}-`;
  const waiting = parts.flatMap(({ read }, part) =>
    firstPieces(read, `${prefix}${part}-`).map((piece): Opened => ({ part, piece }))
  );
  return onwards(execution, plan, { phase, parts, open: new Map(), pages: [], waiting, ranking });
}

/**
 * The step that asks for what waits, or goes on to what comes next if there is nothing to wait for. Where an answer may be cut,
 * nothing more is asked before all that is open has come: then what the ceilings leave room for depends on no order of replies.
 */
export function onwards(execution: Execution, plan: Plan, reading: Reading): Step {
  const { parts, open, waiting } = reading;
  const chosen = !plan.mayCut ? waiting : open.size > 0 ? [] : affordable(execution, reading);
  const asks = chosen.map(({ part, piece }) => toAsk(parts[part].read, piece));
  const next = {
    ...execution,
    asked: [...execution.asked, ...asks],
    reading: {
      ...reading,
      open: new Map([...open, ...chosen.map((each): [string, Opened] => [each.piece.id, each])]),
      waiting: waiting.filter((each) => !chosen.includes(each)),
    },
  };
  const over = plan.mayCut ? undefined : overCeiling(next);
  if (over !== undefined) {
    return failed(execution, over);
  }
  return next.reading.open.size > 0 ? { execution: next, asks } : complete(next, plan, next.reading);
}

function complete(execution: Execution, plan: Plan, reading: Reading): Step {
  const { phase, waiting } = reading;
  const all = { ...reading, pages: [...reading.pages].sort((a, b) => (a.piece.id < b.piece.id ? -1 : 1)) };
  if (waiting.length === 0) {
    return phase === 'rank' ? ranked(execution, plan, all) : finished(execution, plan, all);
  }
  // A ranking of only a part of the groups would be wrong.
  const part = phase === 'rank' ? undefined : cut(plan, all, waiting, execution.context.now);
  if (part === undefined) {
    return failed(execution, tooLarge(execution));
  }
  const { complete: of } = part;
  const notices = [...plan.notices, cutNotice(execution, of)];
  return finished(execution, { ...part.plan, notices, complete: of }, part.gathering);
}

/** From the totals by which series are chosen to the series themselves. */
function ranked(execution: Execution, plan: Plan, { parts, pages }: Pick<Reading, 'parts' | 'pages'>): Step {
  const read = gathered('groups', parts, pages);
  if ('class' in read) {
    return failed(execution, read);
  }
  const numbers = filled(read, { now: plan.whole });
  const { groups } = numbers;
  const keys = ordered(plan, numbers, rankOrder(plan.query), plan.query.limit).map((index) => keyOf(groups, index));
  if (keys.length === 0) {
    return finished(execution, plan, { parts: [], pages: [] });
  }
  const chosen = plan.parts.map((part) => (part.of === 'groups' ? { ...part, read: readOnly(part.read, keys) } : part));
  return opened(execution, plan, 'read', chosen, { keys, of: groups.size });
}
