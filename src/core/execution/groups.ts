import type { Metric } from '../catalogue/dataset';
import { failure, type Failure } from '../failure';
import type { Table, TextColumn, NumberColumn } from '../seam';
import { fromApi } from '../time/instant';
import { slotOf, type Slots } from '../time/slots';
import { numberColumn, textColumn } from './columns';
import type { Page } from './page';
import type { Read } from './read';

/** One group of rows: the values of its dimensions, and its numbers. */
export interface Group {
  /** One text a dimension of the read. */
  readonly key: readonly string[];
  /** By metric, then by slot (one slot where there are none); NaN where no row is. */
  readonly values: readonly Float64Array[];
}

/** Numbers that are held for one query at most: groups × slots × metrics. */
const MOST_VALUES = 5_000_000;

/** More distinct values than any dimension has; its square is still a safe integer. */
const RADIX = 2 ** 26;

/**
 * The rows of all pages as groups, in the order in which they first appear. Rows of one group and slot are combined as each
 * metric allows; the plan has refused what cannot be.
 */
export function group(read: Read, metrics: readonly Metric[], slots: Slots | undefined, pages: readonly Page[]): Group[] | Failure {
  const width = slots ? slots.starts.length : 1;
  const interned = new Interned(read.groupBy);
  const groups: Group[] = [];
  for (const { table, rows } of pages) {
    if (rows === 0) {
      continue;
    }
    const groupOf = interned.reader(table);
    const slotOfRow = slots && read.bucket ? slotReader(table, read.bucket.dimension, slots) : () => 0;
    const columns = metrics.map(({ name }) => (numberColumn(table, name) as NumberColumn).values);
    for (let row = 0; row < rows; row++) {
      const index = groupOf(row);
      if (index === groups.length) {
        if ((index + 1) * width * metrics.length > MOST_VALUES) {
          return tooMany(index, width, slots);
        }
        groups.push({ key: interned.key(index), values: metrics.map(() => new Float64Array(width).fill(NaN)) });
      }
      const slot = slotOfRow(row);
      for (let m = 0; m < metrics.length; m++) {
        const value = columns[m][row];
        if (value !== null && !Number.isNaN(value)) {
          const values = groups[index].values[m];
          values[slot] = Number.isNaN(values[slot]) ? value : COMBINE[metrics[m].additivity](values[slot], value);
        }
      }
    }
  }
  return groups;
}

const COMBINE: Readonly<Record<Metric['additivity'], (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  max: Math.max,
  min: Math.min,
  none: () => NaN,
};

const tooMany = (groups: number, width: number, slots: Slots | undefined): Failure =>
  failure('limit', `The answer has more than ${groups} ${slots ? `series of ${width} points` : 'rows'}, more than a panel can show. A limit, a filter${slots ? ', a coarser interval' : ''} or fewer dimensions work.`);

function slotReader(table: Table, dimension: string, slots: Slots): (row: number) => number {
  const { dictionary, codes } = textColumn(table, dimension) as TextColumn;
  const slotOfCode = dictionary.map((text) => slotOf(slots, fromApi(text)));
  return (row) => slotOfCode[codes[row]];
}

/** Numbers groups from 0 on, the same across tables with dictionaries of their own. */
class Interned {
  private readonly texts: string[][];
  private readonly codes: Array<Map<string, number>>;
  /** By dimension: number of the group of the dimensions before, and code, to the number of the group with this one. */
  private readonly steps: Array<Map<number, number>>;
  private readonly members: number[][] = [];

  constructor(private readonly dimensions: readonly string[]) {
    this.texts = dimensions.map(() => []);
    this.codes = dimensions.map(() => new Map());
    this.steps = dimensions.map(() => new Map());
  }

  /** The number of a row's group; one past the last means that it is new. */
  reader(table: Table): (row: number) => number {
    const columns = this.dimensions.map((dimension, d) => {
      const { dictionary, codes } = textColumn(table, dimension) as TextColumn;
      return { codes, own: dictionary.map((text) => this.codeOf(d, text)) };
    });
    const last = columns.length - 1;
    return (row) => {
      let number = 0;
      for (let d = 0; d <= last; d++) {
        const step = number * RADIX + columns[d].own[columns[d].codes[row]];
        const known = this.steps[d].get(step);
        number = known ?? this.steps[d].size;
        if (known === undefined) {
          this.steps[d].set(step, number);
          if (d === last) {
            this.members.push(columns.map(({ codes, own }) => own[codes[row]]));
          }
        }
      }
      return number;
    };
  }

  key(group: number): string[] {
    return this.dimensions.map((_, d) => this.texts[d][this.members[group][d]]);
  }

  private codeOf(dimension: number, text: string): number {
    const known = this.codes[dimension].get(text);
    if (known !== undefined) {
      return known;
    }
    this.codes[dimension].set(text, this.texts[dimension].length);
    return this.texts[dimension].push(text) - 1;
  }
}
