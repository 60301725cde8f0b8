import { validityOf } from '../catalogue/confidence';
import { isNumeric, type Metric } from '../catalogue/dataset';
import { failure, type Failure } from '../failure';
import type { Table, TextColumn } from '../seam';
import { fromApi } from '../time/instant';
import { slotOf, type Slots } from '../time/slots';
import { numbers, textAt, textColumn } from './columns';
import { cellsOf, combine } from './combine';
import type { Page } from './page';
import { fieldIn, type Read } from './read';

/**
 * Rows of one key added up, as columns: group `g` has the text `dictionary[codes[g]]` of each dimension, and of each metric the
 * values `[g * width, (g + 1) * width)`, one a slot. NaN where no row is.
 *
 * All work on rows and groups goes column by column in plain loops over numbers: the backend's engine interprets, and a call, an
 * object or a look at the `length` of a typed array a row costs it more than the arithmetic.
 */
export interface Groups {
  readonly size: number;
  readonly dimensions: readonly TextDimension[];
  readonly values: readonly Float64Array[];
  readonly width: number;
}

/** What the reader of the numbers should know of how they came about. */
export interface Notes {
  /** Averages of several rows were combined. */
  readonly averaged?: true;
  /** A whole number is larger than 2^53 and therefore rounded. */
  readonly rounded?: true;
  /** The most events that one stored sample stands for, where it is more than one. */
  readonly sampled?: number;
}

export interface TextDimension {
  /** Whether its texts are the digits of whole numbers, and in their order. */
  readonly numeric: boolean;
  readonly dictionary: readonly string[];
  readonly codes: Uint32Array;
}

/** Most numbers that are held for one query: groups × slots × metrics. */
const MOST_VALUES = 5_000_000;

/** Up to this many possible keys are looked up in an array, which is faster than a map. */
const DENSE = 2 ** 22;

/**
 * The rows of all pages as groups, in the order in which they first appear. Rows of one group and slot are combined as each
 * metric allows; the plan has refused what cannot be.
 */
export function group(
  read: Read,
  metrics: readonly Metric[],
  slots: Slots | undefined,
  pages: readonly Page[]
): { groups: Groups; notes: Notes } | Failure {
  const width = slots ? slots.starts.length : 1;
  const filled = pages.filter(({ rows }) => rows > 0);
  const known = read.groupBy.map((dimension) => merged(filled.map(({ table }) => textColumn(table, dimension))));
  const possible = known.reduce((product, { dictionary }) => product * dictionary.length, 1);
  if (possible > Number.MAX_SAFE_INTEGER) {
    return failure('limit', 'So many combinations of so many dimensions cannot be told apart. Fewer dimensions work.');
  }
  const number = numbering(possible);
  const keys: number[] = [];
  const cells = metrics.map((metric) => cellsOf(metric));
  let sampled = 1;
  for (const [p, { table, rows }] of filled.entries()) {
    const places = keysOf(
      table,
      rows,
      read.groupBy,
      known.map(({ dictionary, own }) => ({ size: dictionary.length, own: own[p] }))
    );
    number(places, keys);
    if (keys.length * width * metrics.length > MOST_VALUES) {
      return failure(
        'limit',
        `The answer has at least ${keys.length} ${slots ? `series of ${width} points` : 'rows'}, more than a panel can show. A limit, a filter${slots ? ', a coarser interval' : ''} or fewer dimensions work.`
      );
    }
    if (hasTwice(places, keys.length, read.bucket && textColumn(table, read.bucket.dimension))) {
      return failure('upstream', `Cloudflare's answer holds two rows of the same ${keyWords(read)}.`);
    }
    if (slots && read.bucket) {
      place(places, table, read.bucket.dimension, slots);
    }
    const weights = numbers(table, 'count') ?? [];
    for (const [m, metric] of metrics.entries()) {
      const values = valuesIn(table, fieldIn(read, metric), metric);
      if (!combine(cells[m], keys.length * width, places, values, weights)) {
        return failure('upstream', `Cloudflare's answer holds a negative ${metric.name}, which cannot be.`);
      }
    }
    sampled = Math.max(sampled, largest(read.probe ? (numbers(table, read.probe) ?? []) : [], rows));
  }
  return {
    groups: {
      size: keys.length,
      dimensions: split(
        keys,
        known.map(({ dictionary }, d) => ({ dictionary, numeric: isNumeric(read.dataset, read.groupBy[d]) }))
      ),
      values: cells.map(({ values }) => values),
      width,
    },
    notes: {
      ...(cells.some(({ averaged }) => averaged) ? { averaged: true } : {}),
      ...(cells.some(({ most }) => most > Number.MAX_SAFE_INTEGER) ? { rounded: true } : {}),
      ...(sampled > 1 ? { sampled } : {}),
    },
  };
}

/** A metric's column; an interval that is not valid holds nothing. */
function valuesIn(table: Table, field: string, { interval }: Metric): ArrayLike<number | null> {
  const values = numbers(table, field) ?? [];
  const valid = interval && textAt(table, validityOf(field));
  return valid
    ? Array.from({ length: table.rows }, (_, row) =>
        valid.dictionary[valid.codes[row]] === 'true' ? values[row] : null
      )
    : values;
}

const keyWords = ({ bucket, groupBy }: Read): string =>
  [...(bucket ? [bucket.dimension] : []), ...groupBy].join(', ') || 'total';

function largest(values: ArrayLike<number | null>, rows: number): number {
  let most = 1;
  for (let row = 0, length = Math.min(rows, values.length); row < length; row++) {
    most = Math.max(most, values[row] ?? 1);
  }
  return most;
}

/**
 * Whether a page has two rows of one group and bucket. Rows come in the order of buckets, so it is enough to compare each row with the last
 * bucket of its group.
 */
function hasTwice(places: Float64Array, groups: number, bucket: TextColumn | undefined): boolean {
  const last = new Uint32Array(groups);
  const codes = bucket?.codes;
  for (let row = 0, { length } = places; row < length; row++) {
    const code = codes ? codes[row] + 1 : 1;
    if (last[places[row]] === code) {
      return true;
    }
    last[places[row]] = code;
  }
  return false;
}

/** One dictionary for a dimension over all pages, and for each page its own codes as codes of that one. */
function merged(columns: readonly TextColumn[]): { dictionary: string[]; own: Uint32Array[] } {
  const codes = new Map<string, number>();
  const own = columns.map(({ dictionary }) =>
    Uint32Array.from(dictionary, (text) => {
      const code = codes.get(text) ?? codes.size;
      codes.set(text, code);
      return code;
    })
  );
  return { dictionary: [...codes.keys()], own };
}

/** Each row's codes as one number, the last dimension's code its last digit. */
function keysOf(
  table: Table,
  rows: number,
  groupBy: readonly string[],
  dimensions: ReadonlyArray<{ size: number; own: Uint32Array }>
): Float64Array {
  const keys = new Float64Array(rows);
  groupBy.forEach((dimension, d) => {
    const { codes } = textColumn(table, dimension);
    const { size, own } = dimensions[d];
    for (let row = 0; row < rows; row++) {
      keys[row] = keys[row] * size + own[codes[row]];
    }
  });
  return keys;
}

/** Replaces each key by the number of its group. Keys that are new are appended to `keys`. */
function numbering(possible: number): (cells: Float64Array, keys: number[]) => void {
  if (possible <= DENSE) {
    const behind = new Uint32Array(possible);
    return (cells, keys) => {
      for (let row = 0, { length } = cells; row < length; row++) {
        const key = cells[row];
        if (behind[key] === 0) {
          behind[key] = keys.push(key);
        }
        cells[row] = behind[key] - 1;
      }
    };
  }
  const places = new Map<number, number>();
  return (cells, keys) => {
    for (let row = 0, { length } = cells; row < length; row++) {
      const known = places.get(cells[row]);
      if (known === undefined) {
        places.set(cells[row], keys.length);
        keys.push(cells[row]);
      }
      cells[row] = known ?? keys.length - 1;
    }
  };
}

/** Turns the group of each row into the index of its number: group × slots + slot. */
function place(cells: Float64Array, table: Table, dimension: string, slots: Slots): void {
  const { dictionary, codes } = textColumn(table, dimension);
  const slotOfCode = dictionary.map((text) => slotOf(slots, fromApi(text)));
  const width = slots.starts.length;
  for (let row = 0, { length } = cells; row < length; row++) {
    cells[row] = cells[row] * width + slotOfCode[codes[row]];
  }
}

/**
 * Turns keys back into a column of codes for each dimension. Once the others have been divided off, what is left of a key is the code of the
 * first.
 */
function split(keys: readonly number[], dimensions: ReadonlyArray<Omit<TextDimension, 'codes'>>): TextDimension[] {
  const rest = new Float64Array(keys.length);
  for (let i = 0, { length } = keys; i < length; i++) {
    rest[i] = keys[i];
  }
  const columns = dimensions.map(() => new Uint32Array(keys.length));
  for (let d = dimensions.length - 1; d > 0; d--) {
    const size = dimensions[d].dictionary.length;
    const codes = columns[d];
    for (let i = 0, { length } = keys; i < length; i++) {
      const code = rest[i] % size;
      codes[i] = code;
      rest[i] = (rest[i] - code) / size;
    }
  }
  if (keys.length > 0) {
    // The backend's engine fails at setting nothing.
    columns[0]?.set(rest);
  }
  return dimensions.map((dimension, d) => ({ ...dimension, codes: columns[d] }));
}

/** The texts of a group, one a dimension. */
export const keyOf = ({ dimensions }: Pick<Groups, 'dimensions'>, index: number): string[] =>
  dimensions.map(({ dictionary, codes }) => dictionary[codes[index]]);
