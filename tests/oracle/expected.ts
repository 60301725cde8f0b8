import { shownBy } from './buckets';
import { completed, type Case, type Complete, type Expected, type ExpectedFrame } from './case';
import { PERIODS } from './earlier';
import { combining } from './facts';
import { groupsOf, nobody, type Group, type Key, type When } from './groups';
import { numbersOf, otherThan, overall, shownBySlot, type Numbers, type Periods } from './numbers';
import { sortGroups, type Ranked } from './order';
import { minutesOf, periodsOf, wholeOf, type Period } from './periods';
import { basesOf, datasetsOf } from './recipes';
import { refusalsOf } from './refusals';

/** More than this many numbers of one dataset and time are refused. */
const MOST_VALUES = 5_000_000;

/** What a case must give, whole or in the part that it is complete for. */
export function expected(given: Case, complete?: Complete): Expected {
  const refused = refusalsOf(given);
  if (refused.length > 0) {
    return { refused };
  }
  const { isBucketed, ...whole } = periodsOf(given);
  const periods = complete && 'from' in complete ? since(whole, complete.from) : whole;
  const { format } = completed(given);
  const groups = allGroups(given, periods, isBucketed).filter(
    ({ key }) => !(complete && 'upTo' in complete) || isUpTo(given, key, complete.upTo)
  );
  if (
    groups.length * periods.now.slots.length * basesOf(given.query.dataset, completed(given).metrics).length >
    MOST_VALUES
  ) {
    return { refused: [{ class: 'limit', word: 'more than a panel can show' }] };
  }
  const total = numbersOf(given, groupsOf(given, periods, [])[0] ?? nobody, periods);
  if (format === 'table' && isBucketed) {
    return { frames: [rowsByTime(given, groups, total, periods)] };
  }
  const chosen = chosenOf(given, { groups, periods }, whole);
  // A chart without a group has no others either, though the earlier period may.
  const hasOther = completed(given).other && (format === 'table' || chosen.length > 0);
  const other = hasOther ? otherThan(given, total, chosen, periods) : undefined;
  const all = other ? [...chosen, other] : chosen;
  return { frames: format === 'table' ? [rowsOf(given, all, total, periods)] : seriesOf(given, all, total, periods) };
}

/** Rows of the API behind a case, at least: of its groups by the bucket that is read, and of its groups alone where they are ranked. */
export function rowsBehind(given: Case): number {
  const { unit, buckets } = shownBy(given);
  const { isBucketed, ...periods } = periodsOf(given);
  const groups = groupsOf(given, periods);
  const rows = groups.flatMap(({ events }) =>
    [...events.now.values(), ...events.before.values()].map(
      (of) => new Set(of.map(({ time }) => Math.floor(time / unit))).size
    )
  );
  return groups.length + (buckets && isBucketed ? rows.reduce((sum, each) => sum + each, 0) : 0);
}

/** Every group; of a total one even where nothing came, unless gaps are to be left out of a table. */
function allGroups(given: Case, periods: Periods, isBucketed: boolean): Group[] {
  const { groupBy, format, gaps } = completed(given);
  const { from, to } = periods.now.span;
  if (from >= to) {
    return [];
  }
  const groups = groupsOf(given, periods);
  const needsOne = groupBy.length === 0 && !(format === 'table' && (gaps === 'none' || isBucketed));
  return groups.length === 0 && needsOne ? [nobody] : groups;
}

/** Only the later buckets. */
function since({ now, before }: Periods, from: number): Periods {
  const first = now.slots.findIndex(({ window }) => window.from === from);
  const later = ({ span, slots }: Period): Period => ({
    span: { from: Math.max(span.from, slots[first].window.from), to: span.to },
    slots: slots.slice(first),
  });
  return { now: later(now), ...(before ? { before: later(before) } : {}) };
}

/** Whether a group comes no later than another one, in the order in which groups are read. */
function isUpTo(given: Case, key: Key, upTo: Readonly<Record<string, string>>): boolean {
  const { groupBy, orderBy, limit } = completed(given);
  const isByNames = limit !== undefined && orderBy.every(({ field }) => groupBy.includes(field));
  const other = groupBy.map((name, d) => (typeof key[d] === 'number' ? Number(upTo[name]) : upTo[name]));
  const last: Ranked = { key: other, totals: {} };
  const [first] = sortGroups([last, { key, totals: {} }], groupBy, isByNames ? orderBy : []);
  return first !== last || isSame(key, other);
}

/** Groups in their order, a limit's worth of them. They are chosen by all of the time, where a chart's are, and not by a part of it. */
function chosenOf(
  given: Case,
  { groups, periods }: { groups: readonly Group[]; periods: Periods },
  all: Periods
): Numbers[] {
  const query = completed(given);
  const { metrics, groupBy, limit, format } = query;
  const isRankedFirst = format === 'timeSeries' && limit !== undefined && groupBy.length > 0;
  const byDefault = isRankedFirst ? [{ field: metrics[0], direction: 'desc' as const }] : [];
  const orderBy = query.orderBy.length > 0 ? query.orderBy : byDefault;
  const ranking = orderBy.map(({ field }) => field).filter((field) => metrics.includes(field));
  const rankedBy = ranking.length > 0 ? ranking : metrics.slice(0, 1);
  const datasets = datasetsOf(query.dataset, rankedBy);
  // What cannot be combined is ranked by the minutes of the range, so that they may be had in one query.
  const isByMinutes =
    isRankedFirst && basesOf(query.dataset, rankedBy).some(({ metric }) => combining(metric) === 'none');
  const rankedIn = isByMinutes ? { now: minutesOf(given) } : isRankedFirst ? all : periods;
  const whole = isByMinutes ? rankedIn.now : wholeOf(given, rankedIn.now.span);
  const candidates = isRankedFirst
    ? groupsOf(given, rankedIn).filter(({ events }) => datasets.some((dataset) => events.now.has(dataset)))
    : groups;
  const ranked = candidates.map((group): Ranked => {
    const numbers = numbersOf(given, group, rankedIn);
    const total = (metric: string) => overall(given, metric, group, numbers, whole, isRankedFirst) ?? NaN;
    return { key: group.key, totals: Object.fromEntries(metrics.map((metric) => [metric, total(metric)])) };
  });
  const most = format === 'table' || isRankedFirst ? limit : undefined;
  return sortGroups(ranked, groupBy, orderBy)
    .slice(0, most)
    .flatMap(({ key }) => groups.find((each) => isSame(each.key, key)) ?? [])
    .map((group) => numbersOf(given, group, periods));
}

const isSame = (a: Key, b: Key): boolean => JSON.stringify(a) === JSON.stringify(b);

interface Column {
  readonly metric: string;
  readonly when: When;
}

const columnsOf = (given: Case, { before }: Periods): Column[] =>
  completed(given).metrics.flatMap((metric): Column[] =>
    before
      ? [
          { metric, when: 'now' },
          { metric, when: 'before' },
        ]
      : [{ metric, when: 'now' }]
  );

const plain = (name: string) => ({ name, labels: {} });

function labelsOf(given: Case, key: Key, when: When): Record<string, string> {
  const { groupBy, shift } = completed(given);
  return {
    ...Object.fromEntries(groupBy.map((name, i) => [name, String(key[i])])),
    ...(groupBy.includes('eventCode')
      ? { level: String(key[groupBy.indexOf('eventCode')]).includes('error') ? 'error' : 'info' }
      : {}),
    ...(when === 'before' && shift !== 'none' ? { period: PERIODS[shift] } : {}),
  };
}

function seriesOf(given: Case, groups: readonly Numbers[], total: Numbers, periods: Periods): ExpectedFrame[] {
  const { metrics, gaps } = completed(given);
  const series = groups.flatMap((numbers) =>
    columnsOf(given, periods).map(({ metric, when }) => ({
      field: { name: metric, labels: labelsOf(given, numbers.key, when) },
      values: shownBySlot(given, metric, when, numbers, total, periods),
    }))
  );
  const times = periods.now.slots.map(({ window }) => window.from);
  if (times.length === 0 || series.length === 0) {
    const fields = [plain('time'), ...metrics.map(plain)];
    return [{ fields, values: fields.map(() => []) }];
  }
  if (gaps === 'none') {
    return series.map(({ field, values }) => ({
      fields: [plain('time'), field],
      values: [times.filter((_, i) => values[i] !== null), values.filter((value) => value !== null)],
    }));
  }
  return [
    {
      fields: [plain('time'), ...series.map(({ field }) => field)],
      values: [times, ...series.map(({ values }) => values)],
    },
  ];
}

const fieldsOf = (given: Case, periods: Periods) => [
  ...completed(given).groupBy.map(plain),
  ...columnsOf(given, periods).map(({ metric, when }) => plain(when === 'now' ? metric : `before.${metric}`)),
];

const textsOf = (given: Case, keys: readonly Key[]): string[][] =>
  completed(given).groupBy.map((_, d) => keys.map((key) => String(key[d])));

function rowsOf(given: Case, groups: readonly Numbers[], total: Numbers, periods: Periods): ExpectedFrame {
  const values = columnsOf(given, periods).map(({ metric, when }) =>
    groups.map((numbers) => shownBySlot(given, metric, when, numbers, total, periods)[0])
  );
  const keys = groups.map(({ key }) => key);
  return { fields: fieldsOf(given, periods), values: [...textsOf(given, keys), ...values] };
}

function rowsByTime(given: Case, groups: readonly Group[], total: Numbers, periods: Periods): ExpectedFrame {
  const { metrics, groupBy, orderBy, limit } = completed(given);
  const columns = columnsOf(given, periods);
  const cells = groups.flatMap((group) => {
    const numbers = numbersOf(given, group, periods);
    const values = columns.map(({ metric, when }) => shownBySlot(given, metric, when, numbers, total, periods));
    const totalsAt = (slot: number) =>
      metrics.map((metric): [string, number] => [
        metric,
        values[columns.findIndex((column) => column.metric === metric)][slot] ?? NaN,
      ]);
    return periods.now.slots.flatMap(({ window }, slot) =>
      numbers.isKnown(slot)
        ? [
            {
              key: group.key,
              time: window.from,
              totals: Object.fromEntries(totalsAt(slot)),
              row: values.map((each) => each[slot]),
            },
          ]
        : []
    );
  });
  const rows = sortGroups(cells, groupBy, orderBy).slice(0, limit);
  const keys = rows.map(({ key }) => key);
  return {
    fields: [plain('time'), ...fieldsOf(given, periods)],
    values: [
      rows.map(({ time }) => time),
      ...textsOf(given, keys),
      ...columns.map((_, c) => rows.map(({ row }) => row[c])),
    ],
  };
}
