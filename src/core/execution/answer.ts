import type { Failure } from '../failure';
import type { StreamQuery } from '../query/query';
import type { Slots } from '../time/slots';
import type { Opened, Ranking, Reading } from './execution';
import { keyOf, type Groups, type Notes } from './groups';
import { atLeastOne, filled, gathered, type Numbers } from './numbers';
import { ordered } from './ordered';
import { withOther } from './other';
import type { Page } from './page';
import { widthOf } from './period';
import type { Plan } from './plan';
import { ranked } from './rank';
import { shownOf, type Shown } from './shown';
import { knownNumbers, knownPeriods, knownSlots } from './unknown';

/** What is shown: the numbers of groups, and their order. Of a table by bucket each row is a group of its own. */
export interface Answer {
  readonly groups: Pick<Groups, 'size' | 'dimensions' | 'width'>;
  readonly shown: readonly Shown[];
  /** Indices of groups. */
  readonly order: readonly number[];
  /** Of a table by bucket: the start of each row's. */
  readonly times?: Float64Array;
  readonly notes: Notes;
  /** Groups that were read, before a limit. */
  readonly of: number;
}

/** What was read, with its pages in the order of their ids. */
export type Gathering = Pick<Reading, 'parts' | 'ranking'> & { readonly pages: ReadonlyArray<Page & Opened> };

/** Everything that was read as one answer to the query. */
export function answered(planned: Plan, { parts, pages, ranking }: Gathering): Answer | Failure {
  const known = knownSlots(planned.periods, { parts, pages });
  const plan = { ...planned, periods: knownPeriods(planned.periods, known) };
  const { query, periods, slots } = plan;
  const read = gathered('groups', parts, pages);
  // Without dimensions the one group is the total.
  const sums = query.groupBy.length === 0 ? read : gathered('total', parts, pages);
  if ('class' in read) {
    return read;
  }
  if ('class' in sums) {
    return sums;
  }
  const width = widthOf(periods.now);
  const fill = (numbers: Numbers) =>
    query.gaps === 'auto' || query.gaps === 'zero' ? filled(numbers, periods) : numbers;
  const total = fill(atLeastOne(knownNumbers(sums, known), width));
  const whole = knownNumbers(read, known);
  const rows = needsRow(plan, parts.length) ? atLeastOne(whole, width) : whole;
  const numbers = fill(rows);
  const base = { notes: { ...sums.notes, ...read.notes }, of: ranking?.of ?? read.groups.size };
  if (query.format === 'table' && slots !== undefined) {
    return { ...base, ...byTime(query, slots, rows, shownOf(plan, numbers, total)) };
  }
  const order = ranking ? inOrder(numbers.groups, ranking) : ordered(plan, numbers, query.orderBy, query.limit);
  const other = query.other ? withOther(numbers, total, order) : undefined;
  const all = other ?? numbers;
  return {
    ...base,
    groups: all.groups,
    shown: shownOf(plan, all, total),
    order: other ? [...order, numbers.groups.size] : order,
  };
}

/** A total is one row or series even where nothing came, unless gaps are to be left out of a table. */
const needsRow = ({ query }: Plan, parts: number): boolean =>
  parts > 0 && query.groupBy.length === 0 && !(query.format === 'table' && query.gaps === 'none');

/** Indices of the ranked groups; one may have gone since it was ranked. */
function inOrder(groups: Groups, { keys }: Ranking): number[] {
  const indices = new Map(
    Array.from({ length: groups.size }, (_, index) => [JSON.stringify(keyOf(groups, index)), index])
  );
  return keys.flatMap((key) => indices.get(JSON.stringify(key)) ?? []);
}

/** Each bucket of each group that something is known of, as a row of its own. */
function byTime(
  { groupBy, orderBy, limit }: StreamQuery,
  { starts }: Slots,
  { groups }: Numbers,
  shown: readonly Shown[]
): Pick<Answer, 'groups' | 'shown' | 'order' | 'times'> {
  const { size, width, values, dimensions } = groups;
  const cells: number[] = [];
  for (let cell = 0; cell < size * width; cell++) {
    if (values.some((each) => !Number.isNaN(each[cell]))) {
      cells.push(cell);
    }
  }
  const rows = {
    size: cells.length,
    width: 1,
    dimensions: dimensions.map(({ codes, ...rest }) => ({
      ...rest,
      codes: Uint32Array.from(cells, (cell) => codes[Math.floor(cell / width)]),
    })),
  };
  const byRow = shown.map((each) => ({ ...each, values: Float64Array.from(cells, (cell) => each.values[cell]) }));
  const times = Float64Array.from(cells, (cell) => starts[cell % width]);
  const now = byRow.filter(({ when }) => when === 'now');
  const numbers = Object.fromEntries(now.map(({ metric, values: each }) => [metric.name, each]));
  return { groups: rows, shown: byRow, times, order: ranked(rows, { groupBy, orderBy, numbers, lead: times, limit }) };
}
