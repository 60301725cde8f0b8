import { minutesBy, shownBy, type Shown } from './buckets';
import { completed, type Case, type Refused } from './case';
import { combining, fieldsOf, hasBitRate, isBitRate } from './facts';
import { minutesOf } from './periods';
import { adds, basesOf, datasetsOf, recipeOf } from './recipes';

/** Every reason why a case has no answer, as far as can be said before anything is looked up. */
export function refusalsOf(given: Case): Refused[] {
  const { range, limits, caller } = given;
  const wrong = misshapen(given);
  if (wrong.length > 0) {
    return wrong;
  }
  if (range.from > range.to) {
    return [{ class: 'user', word: 'ends before it begins' }];
  }
  const shown = shownBy(given);
  if (shown.span.from >= shown.span.to) {
    // There is nothing to ask, so nothing else can be wrong.
    return caller === 'alert' ? [{ class: 'user', word: 'settled' }] : [];
  }
  const { metrics, groupBy, format, limit, orderBy } = completed(given);
  const found: Refused[] = [];
  if (!limits.enabled) {
    found.push({ class: 'permission', word: 'not available' });
  }
  if (widthOf(given, shown) > limits.maxNumberOfFields) {
    found.push({ class: 'limit', word: `the API allows ${limits.maxNumberOfFields}` });
  }
  const isAnswered = (metric: string, as: Shown) =>
    basesOf(given.query.dataset, [metric]).every((base) => isShown(base.metric, as, given));
  if (metrics.some((metric) => !isAnswered(metric, shown))) {
    found.push({ class: 'user', word: metrics.some(isBitRate) && !shown.buckets ? '' : 'cannot be combined' });
  }
  if (shown.buckets && format === 'timeSeries' && limit !== undefined && groupBy.length > 0) {
    const orders = orderBy.map(({ field }) => field).filter((field) => metrics.includes(field));
    const ranking = orders.length > 0 ? orders : metrics.slice(0, 1);
    const whole = { ...minutesBy(given), span: minutesOf(given).span };
    if (ranking.some((metric) => !isAnswered(metric, whole))) {
      found.push({ class: 'user', word: 'cannot be chosen' });
    }
  }
  return found;
}

/** What shares, rates and others are not of. */
function misshapen(given: Case): Refused[] {
  const { dataset, metrics, show, other, limit, groupBy, format, bucket } = completed(given);
  const allAdd = metrics.every((metric) => adds(dataset, metric));
  const isRate = metrics.some((metric) => recipeOf(dataset, metric).perMinute);
  const found: Refused[] = [];
  if (show !== 'value' && !allAdd) {
    found.push({ class: 'user', word: 'does not add up' });
  }
  if (show !== 'value' && show !== 'share' && isRate) {
    found.push({ class: 'user', word: 'is a rate already' });
  }
  if (other && (limit === undefined || groupBy.length === 0)) {
    found.push({ class: 'user', word: 'Only a limit leaves others out' });
  }
  if (other && format === 'table' && bucket !== 'auto') {
    found.push({ class: 'user', word: 'Rows by time have no others' });
  }
  if (other && !allAdd) {
    found.push({ class: 'user', word: 'does not add up' });
  }
  return found;
}

/** Fields of the largest query, at most one of which is read along to weigh averages. */
function widthOf(given: Case, { buckets }: Shown): number {
  const { dataset, metrics, groupBy } = completed(given);
  const counts = datasetsOf(dataset, metrics).map((name) => {
    const own = basesOf(dataset, metrics).filter((base) => base.dataset === name);
    const weighs = own.some(({ metric }) => combining(metric) === 'mean');
    const fields = new Set([...own.flatMap(({ metric }) => fieldsOf(metric)), ...(weighs ? ['count'] : [])]);
    return fields.size;
  });
  return Math.max(...counts) + groupBy.length + (buckets ? 1 : 0);
}

/** Whether the API's own numbers, or what can be made of them, are what is shown. */
function isShown(metric: string, { buckets, name, native, unit, span }: Shown, { limits }: Case): boolean {
  if (combining(metric) !== 'none') {
    return true;
  }
  if (buckets !== undefined) {
    return native && (!isBitRate(metric) || (name !== undefined && hasBitRate(name)));
  }
  const longest = Math.max(unit, Math.floor((limits.maxDuration * 1000) / unit) * unit);
  return !isBitRate(metric) && span.to - span.from <= longest;
}
