import { isNumber } from '../catalogue/dataset';
import type { TextDimension } from '../execution/groups';
import { ranked } from '../execution/rank';
import type { Values } from '../frames/fields';
import { infos } from '../notice';
import type { Notice } from '../seam';
import type { RawColumn } from './columns';
import type { RawPlan } from './plan';

/** Indices of rows; absent where they are in order as they are. */
export interface RowOrder {
  readonly order?: readonly number[];
  readonly notices: readonly Notice[];
}

/**
 * Rows of several windows in the order that the text asks for. Each window is in it already; where time ascends first, so are all
 * of them together, and without an order they follow one another in time. By what is not selected nothing can be ordered.
 *
 * @param windows how many there are
 * @param values of each column, window after window
 */
export function orderOf({ orderBy, columns, bucket }: RawPlan, windows: number, values: Values): RowOrder {
  if (windows < 2 || orderBy.length === 0) {
    return { notices: [] };
  }
  const names = columns.map(({ field }) => field.replace('dimensions.', '').replace('.', '_'));
  const keys = orderBy.map((order) => {
    const cut = order.lastIndexOf('_');
    const name = order.slice(0, cut);
    return { name, index: names.indexOf(name), down: order.slice(cut) === '_DESC' };
  });
  const hidden = keys.find(({ index }) => index < 0);
  if (hidden !== undefined) {
    const text = `Rows are in order within each of ${windows} parts of the range: select ${hidden.name} to have all of them in order.`;
    return { notices: infos([text]) };
  }
  const [first] = keys;
  if (columns[first.index].field === `dimensions.${bucket?.dimension}` && !first.down) {
    return { notices: [] };
  }
  const size = values[0].length;
  const texts = keys.filter(({ index }) => columns[index].is === 'dimension');
  const numbers = keys.filter(({ index }) => columns[index].is !== 'dimension');
  const order = ranked(
    { size, dimensions: texts.map(({ index }) => dimensionOf(columns[index], values[index])) },
    {
      groupBy: texts.map(({ name }) => name),
      orderBy: keys.map(({ name, down }) => ({ field: name, direction: down ? 'desc' : 'asc' })),
      numbers: Object.fromEntries(numbers.map(({ name, index }) => [name, numbersOf(values[index])])),
      lead: Float64Array.from({ length: size }, (_, row) => row),
    }
  );
  return { order, notices: [] };
}

function numbersOf(values: Values[number]): Float64Array {
  const numbers = new Float64Array(values.length).fill(NaN);
  for (let row = 0, { length } = values; row < length; row++) {
    const value = values[row];
    numbers[row] = value === null ? NaN : Number(value);
  }
  return numbers;
}

function dimensionOf(column: RawColumn, values: Values[number]): TextDimension {
  const known = new Map<string, number>();
  const codes = new Uint32Array(values.length);
  for (let row = 0, { length } = values; row < length; row++) {
    const text = String(values[row]);
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    codes[row] = code;
  }
  const numeric = column.is === 'dimension' && isNumber(column.dimension.type);
  return { dictionary: [...known.keys()], codes, numeric };
}
