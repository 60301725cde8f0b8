import type { Window } from '../src/core/seam';
import type { Dataset, DimensionType } from './datasets';
import type { Reader, Value } from './dimensions';
import type { Order } from './keys';
import type { World } from './world';

/** What one node is asked, checked. */
export interface Question {
  readonly dataset: Dataset;
  /** What is selected of a row, by names in the schema: `dimensions.uid`, `count`. */
  readonly leaves: readonly string[];
  readonly orders: readonly Order[];
  readonly limit: number;
  /** The time that events may have, finite. */
  readonly span: Window;
  readonly accepted: Reader<boolean>;
  readonly world: World;
}

/** A dimension's value as the API writes it. */
export function written(value: Value, type: DimensionType): Value {
  switch (type) {
    case 'Date':
      return new Date(value).toISOString().slice(0, 10);
    case 'Time':
      return writtenTime(Number(value));
    default:
      return value;
  }
}

export const writtenTime = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
