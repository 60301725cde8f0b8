import type { Formula } from '../catalogue/dataset';
import type { Period } from './period';

/** What a formula is worked out with. Columns hold `minutes.length` numbers a group; NaN where nothing is known. */
interface Operands {
  readonly of: Float64Array;
  readonly over?: Float64Array;
  /** For 1,000. */
  readonly price: number;
}

/**
 * The numbers of a metric that is worked out from others. Where only one of two is known, the other counts as zero in slots where no row
 * means zero.
 */
export function worked(
  { times = 1, priced, perMinute }: Formula,
  { of, over, price }: Operands,
  { minutes, zero }: Pick<Period, 'minutes' | 'zero'>
): Float64Array {
  const factor = times * (priced ? price / 1000 : 1);
  const width = minutes.length;
  const worked = new Float64Array(of.length);
  for (let slot = 0; slot < width; slot++) {
    const by = factor / (perMinute ? minutes[slot] : 1);
    const absent = over && zero[slot] === 1 ? 0 : NaN;
    for (let i = slot, { length } = worked; i < length; i += width) {
      const value = (of[i] === of[i] ? of[i] : absent) * by;
      worked[i] = over ? ratio(value, over[i] === over[i] ? over[i] : absent) : value;
    }
  }
  return worked;
}

/** NaN, which means unknown, where the whole is zero. */
const ratio = (part: number, whole: number): number => (whole === 0 ? NaN : part / whole);

/** Numbers by the length of their bucket, in minutes times `unit`. */
export function rated(values: Float64Array, minutes: Float64Array, unit: number): Float64Array {
  const width = minutes.length;
  return values.map((value, i) => ratio(value, minutes[i % width] * unit));
}

/** Numbers in per cent of the total of their bucket. */
export function shared(values: Float64Array, totals: Float64Array): Float64Array {
  const width = totals.length;
  return values.map((value, i) => 100 * ratio(value, totals[i % width]));
}
