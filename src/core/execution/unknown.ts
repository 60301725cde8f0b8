import type { Gathering } from './answer';
import type { Numbers } from './numbers';
import { eachPeriod, type Periods, type When } from './period';

/** How many slots of a time are known whole, from the first on; absent: all are. */
export type Known = Readonly<Partial<Record<When, number>>>;

/** A slot that is missing in one part is shown for none of them. */
export function knownSlots(periods: Periods, { parts, pages }: Pick<Gathering, 'parts' | 'pages'>): Known {
  const known: Partial<Record<When, number>> = {};
  for (const { part, until } of pages) {
    const { when } = parts[part];
    const slots = periods[when]?.slots;
    if (until !== undefined && slots !== undefined) {
      const whole = slots.starts.filter((_, slot) => (slots.starts[slot + 1] ?? slots.end) <= until).length;
      known[when] = Math.min(whole, known[when] ?? whole);
    }
  }
  return known;
}

/** No row means zero only where all is known. */
export const knownPeriods = <P extends Periods>(periods: P, known: Known): P => ({
  ...periods,
  ...Object.fromEntries(
    eachPeriod(periods).map(({ when, period }) => [
      when,
      { ...period, zero: period.zero.map((zero, slot) => (slot < (known[when] ?? Infinity) ? zero : 0)) },
    ])
  ),
});

/** Makes slots unknown that are not known whole: a part of a sum must not be shown as the sum. */
export function knownNumbers(numbers: Numbers, known: Known): Numbers {
  const { groups, columns } = numbers;
  const values = groups.values.map((each, c) => {
    const whole = known[columns[c].when];
    return whole === undefined ? each : each.map((value, i) => (i % groups.width < whole ? value : NaN));
  });
  return { ...numbers, groups: { ...groups, values } };
}
