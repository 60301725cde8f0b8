import { metricOf, type Dataset, type Metric } from '../catalogue/dataset';
import { SAMPLE_INTERVAL } from '../catalogue/streamPlayer';
import { toApi } from '../graphql/filter';
import { bounds, fieldsUnavailable } from '../limits';
import type { Order, StreamQuery } from '../query/query';
import type { Context, Window } from '../seam';
import { split } from '../time/windows';
import { basesOf, combinable, type Base } from './bases';
import { eachPeriod, type Period, type Periods, type When } from './period';
import { fieldCount, rowsRead, slotsRead, type Common, type Read } from './read';
import type { Slots } from '../time/slots';
import { MINUTE } from '../time/units';

/** What is read of one dataset, by groups or as their total, in one of the times. An answer is made of several. */
export interface Part {
  readonly when: When;
  readonly of: 'groups' | 'total';
  readonly metrics: readonly Metric[];
  readonly read: Read;
  /** Absent where the whole time is one. */
  readonly slots?: Slots;
}

/** What the parts of an answer depend on. */
export interface Wanted {
  readonly query: StreamQuery;
  readonly dataset: Dataset;
  readonly metrics: readonly Metric[];
  readonly periods: Periods;
  readonly limits: Context['limits'];
}

/** The parts of which the answer is made, the query's own dataset first. A time that is not kept any more has none. */
export function partsOf({ query, periods, limits }: Wanted, bases: readonly Base[]): Part[] {
  const levels: Array<Part['of']> =
    query.groupBy.length > 0 && (query.show === 'share' || query.other) ? ['groups', 'total'] : ['groups'];
  const order = bases.length === 1 && mayBeCut(query, periods) ? apiOrder(query.orderBy, bases[0].dataset) : undefined;
  const partOf = (when: When, { slots, span }: Period, of: Part['of'], base: Base): Part => {
    const common = commonOf(query, base, { slots, span }, limits);
    const metrics = base.metrics.map(({ name }) => name);
    const wanted = { metrics, groupBy: of === 'groups' ? query.groupBy : [] };
    const isCut = when === 'now' && of === 'groups' && order !== undefined;
    const read = slots
      ? slotsRead(wanted, slots.source, common)
      : rowsRead({ ...wanted, ...(isCut ? { orderBy: order, limit: query.limit } : { orderBy: [] }) }, common);
    const isProbed = when === 'now' && of === 'groups' && base === bases[0];
    return { when, of, metrics: base.metrics, slots, read: isProbed ? withProbe(read, limits) : read };
  };
  return eachPeriod(periods)
    .filter(({ period: { span } }) => span.from < span.to)
    .flatMap(({ when, period }) => levels.flatMap((of) => bases.map((base) => partOf(when, period, of, base))));
}

/**
 * Whether the API may cut the groups of the range at the query's limit. Beside an earlier period it may not where the smallest come
 * first: a group that it cut off would still be in the earlier period, and would look as though it were zero now, the smallest of all.
 */
const mayBeCut = ({ orderBy, groupBy }: StreamQuery, periods: Periods): boolean =>
  periods.before === undefined ||
  orderBy.every(({ field, direction }) => direction === 'desc' || groupBy.includes(field));

/** The order in which series are chosen: the given one, else the most of the first metric. */
export const rankOrder = ({ orderBy, metrics }: StreamQuery): readonly Order[] =>
  orderBy.length > 0 ? orderBy : [{ field: metrics[0], direction: 'desc' }];

/**
 * The totals by which the series of a chart with a limit are chosen; undefined where none have to be chosen. They cover the buckets that are
 * shown. For a metric that cannot be combined they cover no more than the `minutes` of the range: one query may cover those even where it
 * cannot cover the whole buckets.
 */
export function rankParts({ query, dataset, periods, limits }: Wanted, minutes: Window): Part[] | undefined {
  if (
    periods.now.slots === undefined ||
    query.format !== 'timeSeries' ||
    query.limit === undefined ||
    query.groupBy.length === 0
  ) {
    return undefined;
  }
  const orderBy = rankOrder(query);
  const ordering = orderBy.flatMap(({ field }) => metricOf(dataset, field) ?? []);
  const first = query.metrics.slice(0, 1).flatMap((name) => metricOf(dataset, name) ?? []);
  const bases = basesOf(ordering.length > 0 ? ordering : first, dataset);
  const alone = bases.length === 1 ? apiOrder(orderBy, dataset) : undefined;
  const { span } = periods.now;
  const own = { from: Math.max(span.from, minutes.from), to: Math.min(span.to, minutes.to) };
  const period = combinable(bases) ? periods.now : { ...periods.now, span: own, slots: undefined };
  return bases.map((base): Part => {
    const wanted = { metrics: base.metrics.map(({ name }) => name), groupBy: query.groupBy };
    const order = alone ? { orderBy: alone, limit: query.limit } : { orderBy: [] };
    return {
      when: 'now',
      of: 'groups',
      metrics: base.metrics,
      read: rowsRead({ ...wanted, ...order }, commonOf(query, base, period, limits)),
    };
  });
}

const commonOf = (
  query: StreamQuery,
  { dataset }: Base,
  { span, slots }: Pick<Period, 'span' | 'slots'>,
  limits: Context['limits']
): Common => {
  const { maxDurationMs, pageSize } = bounds(limits[dataset.name]);
  return {
    dataset,
    filters: query.filters.map((filter) => toApi(filter, dataset)),
    windows: split(span, maxDurationMs, slots?.source.ms ?? MINUTE),
    pageSize,
  };
};

/** The API's own order that is the same; undefined where it has none. */
function apiOrder(orderBy: readonly Order[], dataset: Dataset): Order[] | undefined {
  const order: Order[] = [];
  for (const { field, direction } of orderBy) {
    const { formula, interval } = metricOf(dataset, field) ?? {};
    if (formula?.over || interval) {
      return undefined;
    }
    const own = formula?.of ?? field;
    if (!order.some((each) => each.field === own)) {
      order.push({ field: own, direction });
    }
  }
  return order;
}

/** Reads along how much the API has sampled, where the dataset says and there is room for one more field. */
function withProbe(read: Read, limits: Context['limits']): Read {
  const of = limits[read.dataset.name];
  const fields = fieldCount(read);
  const { name } = SAMPLE_INTERVAL;
  const possible =
    metricOf(read.dataset, name) !== undefined &&
    (read.metrics.includes(name) || fields < bounds(of).maxFields) &&
    !fieldsUnavailable(read.dataset, of).has(name);
  return possible ? { ...read, probe: name } : read;
}
