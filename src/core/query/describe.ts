import { metricOf, type Dataset } from '../catalogue/dataset';
import { LABELS } from '../catalogue/times';
import { describeSource } from '../rest/describe';
import { PERIODS } from '../time/shift';
import { parse } from './parse';
import { MOST_EVENTS, type StreamQuery } from './query';
import { join, labelOf, lower, whereInWords } from './words';

/** What will be asked, as a sentence; of a query that cannot be asked, what is wrong with it first. */
export function describe(saved: unknown): string {
  const parsed = parse(saved);
  if ('problems' in parsed) {
    return parsed.problems[0].message;
  }
  if ('raw' in parsed) {
    const { dataset } = parsed.document;
    return `GraphQL of your own on ${dataset.label}, as ${parsed.raw.format === 'timeSeries' ? 'time series' : 'a table'}.`;
  }
  if ('source' in parsed) {
    return describeSource(parsed.query, parsed.source);
  }
  const { query, dataset } = parsed;
  const where = whereInWords(query.filters, dataset);
  if (dataset.events) {
    return sentence([dataset.label, where, `the newest ${query.limit ?? MOST_EVENTS}`]);
  }
  return sentence([
    metrics(query, dataset),
    grouping(query, dataset),
    where,
    time(query),
    shownAs(query),
    order(query, dataset),
    query.other ? 'and the others together' : '',
  ]);
}

const sentence = (parts: readonly string[]): string => `${parts.filter((part) => part !== '').join(', ')}.`;

function metrics(query: StreamQuery, dataset: Dataset): string {
  const words = join(query.metrics.map((name) => lower(labelOf(dataset, name))));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const grouping = (query: StreamQuery, dataset: Dataset): string =>
  query.groupBy.length === 0 ? '' : `by ${join(query.groupBy.map((name) => lower(labelOf(dataset, name))))}`;

/** How the numbers are shown, and what stands beside them. */
const shownAs = ({ show, shift }: StreamQuery): string =>
  [...(show === 'value' ? [] : [SHOWN[show]]), ...(shift === 'none' ? [] : [`beside ${PERIODS[shift]}`])].join(', ');

const SHOWN = {
  share: 'in per cent of the total',
  perSecond: 'per second',
  perMinute: 'per minute',
  forecast: 'at this rate until the end',
} as const;

function time(query: StreamQuery): string {
  const since = query.since === 'month' ? ' since the month began' : '';
  if (query.bucket === 'auto') {
    return query.format === 'timeSeries' ? `over time${since}` : since === '' ? 'over the whole range' : since.trim();
  }
  return `every ${LABELS[query.bucket].replace(/^1 /, '')}${since}`;
}

/** One series, or one total, is in no order. */
function order(query: StreamQuery, dataset: Dataset): string {
  if (query.groupBy.length === 0 && (query.format === 'timeSeries' || query.bucket === 'auto')) {
    return '';
  }
  const [first] = query.orderBy;
  const what = query.format === 'timeSeries' ? 'series' : 'rows';
  const most = query.limit === undefined ? `all ${what}` : `${query.limit} ${what} at most`;
  if (first === undefined) {
    return query.limit === undefined ? '' : most;
  }
  const label = lower(labelOf(dataset, first.field));
  const end = metricOf(dataset, first.field)
    ? first.direction === 'desc'
      ? 'most'
      : 'fewest'
    : first.direction === 'desc'
      ? 'last'
      : 'first';
  return `${most}, ${end} ${label} first`;
}
