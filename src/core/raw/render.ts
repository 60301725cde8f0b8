import { DATASETS } from '../catalogue/catalogue';
import { apiField, metricOf, type BucketName, type Dataset } from '../catalogue/dataset';
import { selected } from '../graphql/document';
import { allOf, toApi } from '../graphql/filter';
import { DOCUMENTED } from '../limits';
import type { Order, StreamQuery } from '../query/query';

/** Stands in a filter where a variable belongs. */
interface Variable {
  readonly variable: string;
}

/**
 * The text that asks for the rows of a query, to begin with. Variables of the dashboard stay variables. What the core adds to rows
 * is not in it: ranked series, comparisons, shares, weeks and months; a bucket that the API lacks becomes `$bucket`.
 */
export function rawText(query: StreamQuery): string {
  const dataset = DATASETS[query.dataset];
  const metrics = madeOf(query.metrics, dataset);
  const time = timeOf(query, metrics, dataset);
  const field = (name: string): string => {
    const metric = metricOf(dataset, name);
    return (metric && apiField(metric, time?.bucket)) ?? name;
  };
  const range = { datetime_geq: { variable: '$from' }, datetime_lt: { variable: '$to' } };
  const filter = allOf([range, ...query.filters.map((each) => toApi(each, dataset))]);
  const selection = [
    ...selected(metrics.map(field)),
    ...(time || query.groupBy.length > 0
      ? [`dimensions { ${[...(time ? [time.selected] : []), ...query.groupBy].join(' ')} }`]
      : []),
  ];
  const given = query.format === 'table' ? query.orderBy.filter((order) => isSelected(order, metrics, query)) : [];
  const orders = [
    ...given.map(({ field: name, direction }) => `${field(name).replace('.', '_')}_${direction.toUpperCase()}`),
    ...(given.length === 0 ? [...(time ? [time.name] : []), ...query.groupBy].map((name) => `${name}_ASC`) : []),
  ];
  const limit = (query.format === 'table' && time === undefined && query.limit) || DOCUMENTED.maxPageSize;
  return `{
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      ${dataset.name}(
        filter: {
${Object.entries(filter)
  .map(([key, value]) => `          ${key}: ${literal(value)}`)
  .join('\n')}
        }
        limit: ${limit}${orders.length > 0 ? `\n        orderBy: [${orders.join(', ')}]` : ''}
      ) {
${selection.map((line) => `        ${line}`).join('\n')}
      }
    }
  }
}`;
}

/** The API's own metrics: of those that are made of others the parts that are in the same dataset, of bounds what they bound. */
const madeOf = (names: readonly string[], dataset: Dataset): readonly string[] => [
  ...new Set(
    names.flatMap((name) => {
      const own = name.replace(/^confidence\.(.*)\.(?:lower|upper)$/, '$1');
      const { of, over } = metricOf(dataset, name)?.formula ?? { of: own };
      return over && over.dataset === undefined ? [of, over.metric] : [of];
    })
  ),
];

const isSelected = ({ field }: Order, metrics: readonly string[], { groupBy }: StreamQuery): boolean =>
  metrics.includes(field) || groupBy.includes(field);

interface Time {
  readonly name: string;
  readonly selected: string;
  /** Absent for `$bucket`. */
  readonly bucket?: BucketName;
}

/** The time that rows are grouped by. Metrics that exist by some buckets alone need one that is written down. */
function timeOf(
  { format, bucket }: StreamQuery,
  metrics: readonly string[],
  { buckets, ...dataset }: Dataset
): Time | undefined {
  if (format === 'table' && bucket === 'auto') {
    return undefined;
  }
  const bound = metrics.map((name) => dataset.metrics.find((metric) => metric.name === name)?.byBucket).find(Boolean);
  const found =
    buckets.find(({ name }) => name === bucket && (bound === undefined || bound[name])) ??
    (bound && [...buckets].reverse().find(({ name }) => bound[name]));
  return found
    ? { name: found.dimension, selected: found.dimension, bucket: found.name }
    : { name: '$bucket', selected: 'ts: $bucket' };
}

/** A value as GraphQL text. */
function literal(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const { variable, ...fields } = value as Partial<Variable>;
    const inner = Object.entries(fields).map(([key, each]) => `${key}: ${literal(each)}`);
    return variable ?? (inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`);
  }
  return JSON.stringify(value);
}
