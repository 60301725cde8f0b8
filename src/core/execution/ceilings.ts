import { failure, type Failure } from '../failure';
import type { Notice } from '../seam';
import { numbersOf } from '../settings';
import { toWords } from '../time/instant';
import { slotBehind, type Complete } from './cut';
import type { Execution, Opened, Reading } from './execution';
import { compareTuples } from './keys';
import type { Part } from './parts';
import { pageLimit } from './read';

type Grown = Pick<Execution, 'context' | 'rows' | 'asked'>;

/** Stops an answer that grows beyond all use before it has cost the account its budget; undefined while it may go on. */
export function overCeiling(grown: Grown): Failure | undefined {
  const { maxRows, maxQueries } = numbersOf(grown.context.settings);
  return grown.rows > maxRows || grown.asked.length > maxQueries ? tooLarge(grown) : undefined;
}

export const tooLarge = (grown: Grown): Failure =>
  failure('limit', `${howLarge(grown)} A shorter range, a coarser interval, a filter or fewer dimensions work.`);

/** Says which part of an answer that is too large is shown. */
export const cutNotice = (grown: Grown, complete: Complete): Notice => ({
  severity: 'warning',
  text:
    'from' in complete
      ? `${howLarge(grown)} What is shown begins at ${toWords(complete.from)} and is complete from there on. A shorter range, a coarser interval, a filter or fewer dimensions show all.`
      : `${howLarge(grown)} The groups that are shown are complete, up to "${Object.values(complete.upTo).join(', ')}"; others may follow. A shorter range, a filter or fewer dimensions show all.`,
});

function howLarge({ context, rows }: Grown): string {
  const { maxRows, maxQueries } = numbersOf(context.settings);
  const passed =
    rows > maxRows
      ? `, and ${maxRows} are the most that this data source takes.`
      : ` and would take more than ${maxQueries} queries, the most that this data source makes.`;
  return `The answer has at least ${rows} rows${passed}`;
}

/**
 * What is asked next of the pieces that wait, as far as the ceilings leave room: first what makes most of the answer complete, which are the
 * newest buckets, or the windows that have been read the least far. It is decided when nothing is open, so it does not depend on the order
 * of replies.
 */
export function affordable({ context, rows, asked }: Grown, { parts, waiting }: Reading): Opened[] {
  const { maxRows, maxQueries } = numbersOf(context.settings);
  const chosen: Opened[] = [];
  let room = maxRows - rows;
  for (const next of inOrder(parts, waiting).slice(0, Math.max(0, maxQueries - asked.length))) {
    if (room < 0) {
      break;
    }
    chosen.push(next);
    room -= pageLimit(parts[next.part].read, next.piece);
  }
  return chosen;
}

/** Replies come in any order, so pieces are put in the order of their ids first: it decides where nothing else does. */
const inOrder = (parts: Reading['parts'], waiting: readonly Opened[]): Opened[] =>
  [...waiting]
    .sort((a, b) => (a.piece.id < b.piece.id ? -1 : 1))
    .sort((a, b) => {
      const newer = slotBehind(parts[b.part], b.piece.window.to) - slotBehind(parts[a.part], a.piece.window.to);
      return newer === 0 ? furtherBehind(parts[a.part], a, b) : newer;
    });

/** By how far their windows have been read: one that has not begun is furthest behind. */
function furtherBehind({ read: { dataset, keys } }: Part, { piece: a }: Opened, { piece: b }: Opened): number {
  return a.cursor && b.cursor
    ? compareTuples(dataset, keys, a.cursor, b.cursor)
    : Number(a.cursor !== undefined) - Number(b.cursor !== undefined);
}
