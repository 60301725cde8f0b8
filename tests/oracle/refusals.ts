import type { Shown } from './buckets';
import { completed, type Case, type Refused } from './case';
import { combining, hasBitRate, isBitRate } from './facts';

/** Every reason why a case has no answer, as far as can be said before anything is looked up. */
export function refusalsOf(given: Case, shown: Shown): Refused[] {
  const { range, limits, caller } = given;
  const { metrics, groupBy, format, limit, orderBy } = completed(given);
  const found: Refused[] = [];
  if (range.from > range.to) {
    // Nothing else can be said of such a range.
    return [{ class: 'user', word: 'ends before it begins' }];
  }
  if (!limits.enabled) {
    return [{ class: 'permission', word: 'not available' }];
  }
  if (caller === 'alert' && shown.span.from >= shown.span.to) {
    found.push({ class: 'user', word: 'settled' });
  }
  const weight = metrics.some((metric) => combining(metric) === 'mean') && !metrics.includes('count') ? 1 : 0;
  const fields = metrics.length + weight + groupBy.length + (shown.buckets ? 1 : 0);
  if (fields > limits.maxNumberOfFields) {
    found.push({ class: 'limit', word: `selects ${fields} fields` });
  }
  if (metrics.some((metric) => !isShown(metric, shown, given))) {
    found.push({ class: 'user', word: metrics.some(isBitRate) && !shown.buckets ? '' : 'cannot be combined' });
  }
  if (shown.buckets && format === 'timeSeries' && limit !== undefined && groupBy.length > 0) {
    const orders = orderBy.map(({ field }) => field).filter((field) => metrics.includes(field));
    const ranking = orderBy.length > 0 && orders.length > 0 ? orders : metrics.slice(0, 1);
    if (ranking.some((metric) => !isShown(metric, { ...shown, buckets: undefined }, given))) {
      found.push({ class: 'user', word: 'cannot be chosen' });
    }
  }
  return found;
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
