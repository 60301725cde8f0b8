import { noValue } from '../frames/legend';
import { isLike } from '../rest/matches';
import type { Cell, Result } from '../seam';
import { mainMetric, type Offer } from './offer';

/** A value that somebody may choose, and how it is shown. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** The values that the answer to an offer's query holds: the most first, those that contain what is searched, no more than the limit. */
export function choicesOf(offer: Offer, { frames: [frame] }: Pick<Result, 'frames'>): Choice[] {
  const { of, field, search, limit } = offer;
  const column = frame?.schema.fields.findIndex(({ name }) => name === field) ?? -1;
  const cells = column < 0 ? [] : frame.data.values[column];
  const values = mainMetric(of) ? cells.map(text) : tallied(cells);
  const pattern = `%${search.toLowerCase()}%`;
  return values
    .map((value): Choice => ({ value, text: value === '' ? noValue(of, field) : value }))
    .filter((choice) => isLike(choice.value.toLowerCase(), pattern) || isLike(choice.text.toLowerCase(), pattern))
    .slice(0, limit);
}

const text = (cell: Cell): string => (cell === null ? '' : String(cell));

/** Each value once: the most frequent first, those that are as frequent as they came. */
function tallied(cells: readonly Cell[]): string[] {
  const counts = new Map<string, number>();
  cells.map(text).forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}
