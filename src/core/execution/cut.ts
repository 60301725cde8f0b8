import type { Table } from '../seam';
import { fromApi } from '../time/instant';
import { slotOf, type Slots } from '../time/slots';
import type { Gathering } from './answer';
import { textColumn } from './columns';
import type { Opened } from './execution';
import { compareTuples, stepBetween } from './keys';
import type { Page } from './page';
import type { Part } from './parts';
import { inOne, inSlots, type Period } from './period';
import type { Plan } from './plan';

/**
 * The complete part of an answer that was not read to its end, for a query that prefers it to an error. A row is shown either as it would
 * be if everything had been read, or not at all:
 *
 *   by bucket       the newest buckets that every part has whole, as though the range began with them
 *   by dimensions   the groups up to the key that every window of every part has been read to
 */
export interface Cut {
  readonly plan: Plan;
  readonly gathering: Gathering;
  readonly complete: Complete;
}

/** From the start of a bucket on, in ms since the epoch; or up to a group, by dimension, in the order in which groups are read. */
export type Complete = { readonly from: number } | { readonly upTo: Readonly<Record<string, string>> };

/**
 * @param waiting pieces that were not asked for: by them alone it is known what is missing
 * @returns undefined where nothing is complete, or where a limit has to choose from all rows
 */
export const cut = (plan: Plan, gathering: Gathering, waiting: readonly Opened[], now: number): Cut | undefined =>
  plan.slots ? newestBuckets(plan, plan.slots, gathering, waiting, now) : firstGroups(plan, gathering, waiting);

function newestBuckets(
  plan: Plan,
  slots: Slots,
  { parts, pages, ...gathering }: Gathering,
  waiting: readonly Opened[],
  now: number
): Cut | undefined {
  const first = Math.max(...waiting.map(({ part, piece }) => slotBehind(parts[part], piece.window.to)));
  if (first >= slots.starts.length) {
    return undefined;
  }
  const later = (of: Slots): Slots => ({ ...of, starts: of.starts.slice(first) });
  const laterPeriod = ({ slots: of = slots, span }: Period): Period =>
    inSlots(later(of), { from: Math.max(span.from, of.starts[first]), to: span.to }, now, plan.settledUntil);
  const { now: shown, before } = plan.periods;
  const periods = { now: laterPeriod(shown), ...(before ? { before: laterPeriod(before) } : {}) };
  return {
    plan: { ...plan, slots: later(slots), periods, whole: inOne(periods.now.span, slots.end, now, plan.settledUntil) },
    gathering: {
      ...gathering,
      parts: parts.map((part) => (part.slots ? { ...part, slots: later(part.slots) } : part)),
      pages: pages.map((page) => ({ ...page, ...kept(page, sinceSlot(parts[page.part], first)) })),
    },
    complete: { from: slots.starts[first] },
  };
}

/** The first slot of a part that starts at a time or later. */
export const slotBehind = ({ slots }: Part, time: number): number => (slots ? slotOf(slots, time - 1) + 1 : 0);

function firstGroups(
  plan: Plan,
  { parts, pages, ...gathering }: Gathering,
  waiting: readonly Opened[]
): Cut | undefined {
  const [{ read }, ...others] = parts.filter(({ of }) => of === 'groups');
  const { dataset, keys, most } = read;
  const cursors = waiting.flatMap(({ piece }) => (piece.cursor ? [piece.cursor] : []));
  const isInOneOrder = others.every((other) => JSON.stringify(other.read.keys) === JSON.stringify(keys));
  const isChosenFromAll = plan.query.limit !== undefined && most === undefined;
  if (cursors.length < waiting.length || !isInOneOrder || isChosenFromAll) {
    return undefined;
  }
  const upTo = cursors.reduce((a, b) => (compareTuples(dataset, keys, a, b) <= 0 ? a : b));
  const isUpTo = (table: Table) => {
    const columns = keys.map((key, k) => {
      const { dictionary, codes } = textColumn(table, key.field);
      return { codes, steps: dictionary.map((text) => stepBetween(dataset, key, text, upTo[k])) };
    });
    return (row: number) => {
      const behind = columns.find(({ codes, steps }) => steps[codes[row]] !== 0);
      return behind === undefined || behind.steps[behind.codes[row]] < 0;
    };
  };
  return {
    plan,
    gathering: {
      ...gathering,
      parts,
      pages: pages.map((page) => (parts[page.part].of === 'groups' ? { ...page, ...kept(page, isUpTo) } : page)),
    },
    complete: { upTo: Object.fromEntries(keys.map(({ field }, k) => [field, upTo[k]])) },
  };
}

/** Tells rows of a slot and later ones from earlier ones. */
const sinceSlot =
  ({ read, slots }: Part, first: number) =>
  (table: Table): ((row: number) => boolean) => {
    const { dictionary, codes } = textColumn(table, read.bucket?.dimension ?? '');
    const isLater = dictionary.map((text) => fromApi(text) >= (slots?.starts[first] ?? -Infinity));
    return (row) => isLater[codes[row]];
  };

/** A page with those of its rows that are kept. */
function kept({ table, rows }: Page, which: (table: Table) => (row: number) => boolean): Page {
  if (rows === 0) {
    return { table, rows };
  }
  const isKept = which(table);
  const indices: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (isKept(row)) {
      indices.push(row);
    }
  }
  const columns = table.columns.map((column) =>
    column.kind === 'text'
      ? { ...column, codes: indices.map((row) => column.codes[row]) }
      : { ...column, values: indices.map((row) => column.values[row]) }
  );
  return { table: { rows: indices.length, columns }, rows: indices.length };
}
