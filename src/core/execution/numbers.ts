import type { Metric } from '../catalogue/dataset';
import type { Failure } from '../failure';
import type { Opened } from './execution';
import { group, type Groups, type Notes } from './groups';
import type { Page } from './page';
import type { Part } from './parts';
import type { Period, When } from './period';
import { united } from './united';

/** What was read, brought together: every group of any part, and of each the API's metrics, one column a part and metric. */
export interface Numbers {
  readonly groups: Groups;
  readonly columns: readonly Column[];
  readonly notes: Notes;
}

interface Column {
  readonly when: When;
  /** The dataset's name. */
  readonly dataset: string;
  readonly metric: Metric;
}

/** The parts of groups, or of totals, with all their pages in the order of their ids. */
export function gathered(
  of: Part['of'],
  parts: readonly Part[],
  pages: ReadonlyArray<Page & Opened>
): Numbers | Failure {
  const all: Groups[] = [];
  const columns: Column[] = [];
  let notes: Notes = {};
  for (const [index, part] of parts.entries()) {
    if (part.of === of) {
      const found = group(
        part.read,
        part.metrics,
        part.slots,
        pages.filter((page) => page.part === index)
      );
      if ('class' in found) {
        return found;
      }
      all.push(found.groups);
      notes = { ...notes, ...found.notes };
      columns.push(...part.metrics.map((metric) => ({ when: part.when, dataset: part.read.dataset.name, metric })));
    }
  }
  return { groups: united(all), columns, notes };
}

/** The numbers of one of the API's metrics; NaN all over where it was not read. */
export function column({ groups, columns }: Numbers, when: When, dataset: string, name: string): Float64Array {
  const index = columns.findIndex(
    (each) => each.when === when && each.dataset === dataset && each.metric.name === name
  );
  return index < 0 ? new Float64Array(groups.size * groups.width).fill(NaN) : groups.values[index];
}

/** Puts zero where no row means zero: what adds, in a time that is settled and kept. */
export function filled(numbers: Numbers, periods: Readonly<Partial<Record<When, Period>>>): Numbers {
  const { groups, columns } = numbers;
  const values = groups.values.map((each, c) => {
    const { when, metric } = columns[c];
    const zero = periods[when]?.zero;
    return zero && metric.additivity === 'sum' ? withZeros(each, zero) : each;
  });
  return { ...numbers, groups: { ...groups, values } };
}

function withZeros(values: Float64Array, zero: Uint8Array): Float64Array {
  const filled = values.slice();
  const { length } = values;
  const width = zero.length;
  for (let slot = 0; slot < width; slot++) {
    if (zero[slot] === 1) {
      for (let i = slot; i < length; i += width) {
        const value = filled[i];
        filled[i] = value === value ? value : 0;
      }
    }
  }
  return filled;
}

/** One group of which nothing is known, for the total that no row came for. */
export function atLeastOne(numbers: Numbers, width: number): Numbers {
  const { groups, columns } = numbers;
  const nothing = () => new Float64Array(width).fill(NaN);
  return groups.size > 0
    ? numbers
    : { ...numbers, groups: { size: 1, dimensions: [], values: columns.map(nothing), width } };
}
