import type { Flat } from '../../simulator/reference';
import { completed, type Case } from './case';
import { eventsIn } from './events';
import { FACTS, measure } from './facts';
import { passes } from './filters';
import type { Period } from './periods';
import { datasetsOf, type Base } from './recipes';

export type When = 'now' | 'before';
export type Key = ReadonlyArray<string | number>;

/** Events of one group in one time, by dataset. */
type Events = ReadonlyMap<string, readonly Flat[]>;

/** Events that have the same texts in all dimensions that are grouped by, in both times and all datasets. */
export interface Group {
  readonly key: Key;
  readonly events: Readonly<Record<When, Events>>;
}

/** Every group of a case that any event is of; with no dimensions there is one at most. */
export function groupsOf(
  given: Case,
  periods: Readonly<Partial<Record<When, Period>>>,
  groupBy: readonly string[] = completed(given).groupBy
): Group[] {
  const { filters, dataset, metrics } = completed(given);
  const groups = new Map<string, { key: Key; events: Record<When, Map<string, Flat[]>> }>();
  for (const when of ['now', 'before'] as const) {
    const { from, to } = periods[when]?.span ?? { from: 0, to: 0 };
    for (const of of datasetsOf(dataset, metrics)) {
      for (const event of eventsIn(given, of, { from, to: Math.min(to, (given.knownUntil ?? given.now) + 1) })) {
        if (filters.every((filter) => passes(filter, event.dimensions))) {
          const key = groupBy.map((name) => event.dimensions[name]);
          const text = JSON.stringify(key);
          const group = groups.get(text) ?? { key, events: { now: new Map(), before: new Map() } };
          groups.set(text, group);
          const known = group.events[when].get(of) ?? [];
          group.events[when].set(of, known);
          known.push(event);
        }
      }
    }
  }
  return [...groups.values()];
}

export const nobody: Group = { key: [], events: { now: new Map(), before: new Map() } };

/** One of the API's metrics of a group by slot; null where no event is. */
export function measured(
  { events }: Group,
  when: When,
  { dataset, metric }: Base,
  { slots }: Period
): Array<number | null> {
  const bySlot = slots.map((): Flat[] => []);
  for (const event of events[when].get(dataset) ?? []) {
    bySlot[slotAt(slots, event.time)]?.push(event);
  }
  return bySlot.map((of, i) =>
    of.length === 0 ? null : orNull(measure(FACTS[dataset], metric, of, slots[i].window.to - slots[i].window.from))
  );
}

/** The slot that a moment is in; slots are in order. */
function slotAt(slots: Period['slots'], time: number): number {
  let [low, high] = [0, slots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = slots[middle].window.to <= time ? [middle + 1, high] : [low, middle];
  }
  return slots[low]?.window.from <= time ? low : -1;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
