import { completed, type Case } from './case';
import { combining, FACTS, measure } from './facts';
import { measured, type Group, type Key, type When } from './groups';
import type { Period } from './periods';
import { asShown, basesOf, workedOut, type Base } from './recipes';

/** The API's numbers of one group by slot, with zeros where no row means zero. */
export interface Numbers {
  readonly key: Key;
  readonly of: (base: Base, when: When) => ReadonlyArray<number | null>;
  /** Slots that some event is of, in any time and dataset. */
  readonly isKnown: (slot: number) => boolean;
}

export type Periods = Readonly<{ now: Period; before?: Period }>;

const idOf = ({ dataset, metric }: Base, when: When): string => `${when} ${dataset} ${metric}`;

const whensOf = ({ before }: Periods): When[] => (before ? ['now', 'before'] : ['now']);

export function numbersOf(given: Case, group: Group, periods: Periods): Numbers {
  const { dataset, metrics, gaps } = completed(given);
  const raw = new Map<string, Array<number | null>>();
  const filled = new Map<string, Array<number | null>>();
  for (const when of whensOf(periods)) {
    const period = periods[when] as Period;
    for (const base of basesOf(dataset, metrics)) {
      const values = measured(group, when, base, period);
      const fills = (gaps === 'auto' || gaps === 'zero') && combining(base.metric) === 'sum';
      raw.set(idOf(base, when), values);
      filled.set(
        idOf(base, when),
        values.map((value, slot) => value ?? (fills && period.slots[slot].zero ? 0 : null))
      );
    }
  }
  return {
    key: group.key,
    of: (base, when) => filled.get(idOf(base, when)) ?? [],
    isKnown: (slot) => [...raw.values()].some((values) => values[slot] !== null),
  };
}

/** What a total leaves over after some groups: never below zero. Undefined where that is nothing. */
export function otherThan(
  given: Case,
  total: Numbers,
  chosen: readonly Numbers[],
  periods: Periods
): Numbers | undefined {
  const { dataset, metrics, groupBy } = completed(given);
  const rest = new Map<string, Array<number | null>>();
  for (const when of whensOf(periods)) {
    for (const base of basesOf(dataset, metrics)) {
      rest.set(
        idOf(base, when),
        total
          .of(base, when)
          .map((whole, slot) =>
            whole === null
              ? null
              : Math.max(0, whole - chosen.reduce((sum, each) => sum + (each.of(base, when)[slot] ?? 0), 0))
          )
      );
    }
  }
  const isSomething = [...rest.values()].some((values) => values.some((value) => value !== null && value > 0));
  return isSomething
    ? { key: groupBy.map(() => 'Other'), of: (base, when) => rest.get(idOf(base, when)) ?? [], isKnown: () => true }
    : undefined;
}

/** A metric of a group by slot, as it is shown. */
export function shownBySlot(
  given: Case,
  metric: string,
  when: When,
  numbers: Numbers,
  total: Numbers,
  periods: Periods
): Array<number | null> {
  const query = completed(given);
  return (periods[when] as Period).slots.map(({ minutes, whole, zero }, slot) => {
    const of = (each: Numbers) =>
      workedOut(query, metric, { known: (base) => each.of(base, when)[slot], minutes, zero });
    return asShown(query, of(numbers), () => of(total), minutes, whole);
  });
}

/** A metric of a group over the whole range, by which it is ranked; null where nothing is known. */
export function overall(
  given: Case,
  metric: string,
  group: Group,
  numbers: Numbers,
  whole: Period,
  isRankedFirst: boolean
): number | null {
  const query = completed(given);
  const [{ minutes, zero }] = whole.slots;
  const known = (base: Base): number | null => {
    const events = group.events.now.get(base.dataset) ?? [];
    const values = numbers.of(base, 'now').filter((value) => value !== null);
    const combines = combining(base.metric);
    if (combines === 'sum') {
      return values.length > 0 ? values.reduce((a, b) => a + b, 0) : isRankedFirst && zero ? 0 : null;
    }
    if (combines === 'none' && !isRankedFirst && numbers.of(base, 'now').length > 1) {
      return values.length > 0 ? Math.max(...values) : null;
    }
    const value = events.length === 0 ? NaN : measure(FACTS[base.dataset], base.metric, events);
    return Number.isNaN(value) ? null : value;
  };
  return workedOut(query, metric, { known, minutes, zero });
}
