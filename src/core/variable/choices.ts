import { fieldOf } from '../catalogue/dataset';
import { noValue } from '../frames/legend';
import { namedBy } from '../names/lookup';
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
  const dimension = fieldOf(of, field);
  const named = dimension && namedBy(dimension);
  const column = (name: string): string[] =>
    (frame?.data.values[frame.schema.fields.findIndex((each) => each.name === name)] ?? []).map(text);
  const values = column(field);
  const names = named ? column(named === field ? `${field}.name` : named) : [];
  const texts = new Map(values.map((value, row) => [value, names[row] ?? value]));
  const pattern = `%${search.toLowerCase()}%`;
  return (mainMetric(of) ? values : tallied(values))
    .map((value): Choice => ({ value, text: value === '' ? noValue(of, field) : (texts.get(value) ?? value) }))
    .filter((choice) => isLike(choice.value.toLowerCase(), pattern) || isLike(choice.text.toLowerCase(), pattern))
    .slice(0, limit);
}

const text = (cell: Cell): string => (cell === null ? '' : String(cell));

/** Each value once: the most frequent first, those that are as frequent as they came. */
function tallied(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}
